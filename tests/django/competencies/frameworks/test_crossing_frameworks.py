"""Two frameworks whose items name one another, taken in whichever order."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies import api
from agir_competencies.api import ladders
from agir_competencies.domain.tree import circle_in
from agir_competencies.models import (
    Competency,
    Framework,
    ImportedFile,
    LabelAlias,
    Relation,
)
from unit.competencies.frameworks.case_packages import document, edge, item, package

pytestmark = pytest.mark.django_db
FIRST, SECOND = (1, 2, 3), (11, 12, 13)
HEADS = {1: UUID(int=0xA00), 11: UUID(int=0xB00)}


def taken(
    folder: Path, numbers: tuple[int, ...], edges: Any, *, gone: frozenset[int] = frozenset()
) -> tuple[Any, Any]:
    """Take a framework of these items in; return its plan and what was done."""
    items = [item(number) for number in numbers if number not in gone]
    head = document(identifier=str(HEADS[numbers[0]]), title=f"Référentiel {numbers[0]}",
                    uri=f"https://example.org/d{numbers[0]}")  # fmt: skip
    own = [edge(a, b, kind) for a, b, kind in edges if a in numbers and not {a, b} & gone]
    path = folder / f"{numbers[0]}.json"
    path.write_bytes(package(items, own, CFDocument=head))
    plan = api.plan_import(path, format="case")
    return plan.frameworks[0], api.apply_plan(plan)


def followed(kind: str = "precedes") -> set[tuple[int, int]]:
    rows = Relation.objects.filter(kind=kind, destination__isnull=False)
    return {
        (one.int, other.int)
        for one, other in rows.values_list("origin__identifier", "destination__identifier")
    }


def comes_back(pairs: set[tuple[int, int]]) -> bool:
    onward: dict[int, list[int]] = {}
    for origin, destination in pairs:
        onward.setdefault(origin, []).append(destination)
    return bool(circle_in(onward))


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)], ids=["before", "after"])
def test_a_relation_finds_its_item_in_either_order(tmp_path: Path, order: Any) -> None:
    edges = [(1, 2, "precedes"), (2, 11, "precedes"), (12, 3, "isPartOf"), (11, 12, "precedes")]
    for numbers in order:
        taken(tmp_path, numbers, edges)
    assert followed() == {(1, 2), (2, 11), (11, 12)}
    assert followed("isPartOf") == {(12, 3)}
    asked = [UUID(int=number) for number in (1, 12)]
    assert ladders.easier_pairs(asked) >= set()
    for numbers in order:
        plan, outcome = taken(tmp_path, numbers, edges)
        assert (plan.is_changed, plan.notes, outcome.frameworks) == (False, (), 0)


def test_an_item_out_of_force_is_an_address_until_it_comes_back(tmp_path: Path) -> None:
    edges = [(2, 11, "precedes"), (12, 3, "precedes")]
    for numbers in (FIRST, SECOND):
        taken(tmp_path, numbers, edges)
    assert followed() == {(2, 11), (12, 3)}
    taken(tmp_path, SECOND, edges, gone=frozenset({11}))
    assert followed() == {(12, 3)}
    assert Relation.objects.get(destination=None).destination_uri.endswith(str(UUID(int=11)))
    taken(tmp_path, SECOND, edges)
    assert followed() == {(2, 11), (12, 3)}
    taken(tmp_path, SECOND, edges, gone=frozenset({12}))
    assert followed() == {(2, 11)}


def test_a_circle_across_frameworks_is_told_by_name_and_the_import_goes_on(tmp_path: Path) -> None:
    edges = [(1, 2, "precedes"), (2, 11, "precedes"), (11, 12, "precedes"), (12, 1, "precedes")]
    taken(tmp_path, FIRST, edges)
    plan, outcome = taken(tmp_path, SECOND, edges)
    (note,) = plan.notes
    assert note == (
        "relation_in_circle",
        {"kind": "precedes", "origin": "Savoir 12", "destination": "Savoir 1"},
    )
    assert outcome.frameworks == 1
    assert followed() == {(1, 2), (2, 11), (11, 12)}
    assert Relation.objects.count() == 4  # the address is kept, and leaves with an export


def test_a_framework_that_changes_inside_gives_up_a_relation_and_takes_it_up_again(
    tmp_path: Path,
) -> None:
    """1 → 11 and 12 → 2 are sound; with 11 → 12 and 2 → 1 inside they come back."""
    crossing = [(1, 11, "precedes"), (12, 2, "precedes")]
    for numbers in (FIRST, SECOND):
        taken(tmp_path, numbers, [*crossing, (11, 12, "precedes")])
    assert len(followed()) == 3
    plan, _ = taken(tmp_path, FIRST, [*crossing, (2, 1, "precedes")])
    assert [code for code, _ in plan.notes] == ["relation_in_circle"]
    assert not comes_back(followed())
    assert len(followed()) == 3
    taken(tmp_path, FIRST, crossing)
    taken(tmp_path, SECOND, [*crossing, (11, 12, "precedes"), (11, 13, "precedes")])
    assert followed() == {(1, 11), (12, 2), (11, 12), (11, 13)}


ALL = [*FIRST, *SECOND]
KINDS = st.sampled_from(["precedes", "isPartOf", "isRelatedTo"])
EDGES = st.sets(
    st.tuples(st.sampled_from(ALL), st.sampled_from(ALL), KINDS).filter(
        lambda one: one[0] != one[1] and ((one[0] > 9) != (one[1] > 9) or one[0] < one[1])
    ),
    max_size=14,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDGES, st.booleans())
def test_random_pairs_of_frameworks_never_come_back(
    tmp_path: Path, edges: set[tuple[int, int, str]], second_first: bool
) -> None:
    """Ordered kinds hold no circle; what is not followed would close one; others all lead."""
    for model in (Relation, LabelAlias, ImportedFile):
        model.objects.all().delete()
    Competency.objects.update(parent=None)
    Competency.objects.all().delete()
    Framework.objects.all().delete()
    order = (SECOND, FIRST) if second_first else (FIRST, SECOND)
    notes = [note for numbers in order for note in taken(tmp_path, numbers, edges)[0].notes]
    left = 0
    for kind in ("precedes", "isPartOf", "isRelatedTo"):
        said = {(a, b) for a, b, its in edges if its == kind}
        kept = followed(kind)
        assert kept <= said
        if kind == "isRelatedTo":
            assert kept == said
            continue
        assert not comes_back(kept)
        assert all(comes_back(kept | {one}) for one in said - kept)
        left += len(said - kept)
    assert len(notes) == left
    for numbers in order:
        assert taken(tmp_path, numbers, edges)[1].frameworks == 0
