"""A framework changes: no link breaks, no choice is lost, and the drawer shows what is now.

Over what the platform really stores: its own functions tag, its own rows are read.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from test_link_choices import COURSE, OTHER, PROBLEM, said

from agir_competencies import api
from agir_competencies.api import links
from agir_competencies.linking.choosing import CompetencyRetired
from agir_competencies.models import Competency, Framework, Link
from agir_competencies.tagging import oel
from unit.competencies.frameworks.case_packages import edge, item

pytestmark = pytest.mark.django_db
Change = tuple[list[Any], list[Any]]


@pytest.fixture(autouse=True)
def course(memory, take) -> None:
    """Make a course, and a framework in which two competencies lie under a third."""
    memory.add_course(COURSE, problems=2)
    take([item(1, "Lire"), item(2, "Écrire"), item(3, "Langue")], [edge(1, 3), edge(2, 3)])


def drawer(object_key: str, *labels: str) -> None:
    """Tag an object as Studio's drawer does, with all its labels at once."""
    found = oel.Taxonomy.objects.get(pk=Framework.objects.get().taxonomy_id)
    taxonomy = found.cast() if hasattr(found, "cast") else found
    oel.api.tag_object(object_key, taxonomy, list(labels))
    api.sync_object(object_key)


def stored(object_key: str) -> set[tuple[int | None, str]]:
    """Return (tag, text that the object keeps) as the platform stores them."""
    rows = oel.ObjectTag.objects.filter(object_id=object_key)
    return set(rows.values_list("tag_id", "_value"))


def ids() -> dict[UUID, tuple[int, UUID]]:
    """Return (tag, link) of each linked competency."""
    rows = Link.objects.filter(object_key=PROBLEM).select_related("competency")
    return {row.competency.identifier: (row.competency.tag_id, row.id) for row in rows}


RENAMED: Change = (
    [item(1, "Lire à voix haute"), item(2, "Écrire"), item(3, "Langue")], [edge(1, 3), edge(2, 3)]
)  # fmt: skip
MOVED: Change = ([item(1, "Lire"), item(2, "Écrire"), item(3, "Langue")], [edge(1, 2), edge(2, 3)])
SWAPPED: Change = (
    [item(1, "Écrire"), item(2, "Lire"), item(3, "Langue")], [edge(1, 3), edge(2, 3)]
)  # fmt: skip
MERGED: Change = (
    [item(1, "Lire"), item(2, "Écrire"), item(3, "Langue"), item(4, "Lire et écrire")],
    [edge(4, 3), edge(1, 4, "replacedBy"), edge(2, 4, "replacedBy")],
)
RETIRED: Change = ([item(3, "Langue")], [])


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        (RENAMED, ("Lire à voix haute", "Écrire")),
        (MOVED, ("Lire", "Écrire")),
        (SWAPPED, ("Écrire", "Lire")),
        (MERGED, None),
        (RETIRED, ("Lire (retirée)", "Écrire (retirée)")),
    ],
    ids=["rename", "move", "swap", "merge", "retire"],
)
def test_no_link_breaks(
    take: Callable[..., Any], change: Change, labels: tuple[str, str] | None
) -> None:
    """Same tag, same link, same choice; the object keeps the tag's text of now."""
    drawer(PROBLEM, "Lire", "Écrire")
    links.set_link(PROBLEM, UUID(int=1), weight=Decimal(3))
    before, choices = ids(), {link.link_id: link.chosen_weight for link in api.links_of(COURSE)}
    take(*change)
    assert not api.sync_course(COURSE).any
    assert ids() == before
    assert {link.link_id: link.chosen_weight for link in api.links_of(COURSE)} == choices
    now = {row.tag_id: row.label for row in Competency.objects.all() if row.tag_id}
    assert {tag for tag, _ in stored(PROBLEM)} == {tag for tag, _ in before.values()}
    assert all(text == now[tag] for tag, text in stored(PROBLEM))
    if labels:
        assert [now[before[UUID(int=n)][0]] for n in (1, 2)] == list(labels)
    drawer(PROBLEM, *sorted(now[tag] for tag, _ in before.values()))
    assert ids() == before, "the drawer saves what it shows"
    assert said()["problem-1", now[before[UUID(int=1)][0]]] == ("problem_score", "3.00")


def test_what_was_merged_keeps_its_links_and_names_its_heir(take: Callable[..., Any]) -> None:
    """The links stay where they are; a new one is refused, and the refusal names the heir."""
    drawer(PROBLEM, "Lire")
    take(*MERGED)
    heir = Competency.objects.get(identifier=UUID(int=4))
    assert Competency.objects.get(identifier=UUID(int=1)).replaced_by == heir
    assert len(said()) == 1
    take([one for one in MERGED[0] if one["fullStatement"] in ("Langue", "Lire et écrire")])
    assert len(said()) == 1, "nor is it lost when the next file leaves it out"
    with pytest.raises(CompetencyRetired) as refused:
        links.set_link(OTHER, UUID(int=1))
    assert refused.value.facts["replaced_by"] == "Lire et écrire"
    links.set_link(PROBLEM, heir.identifier)
    assert len(said()) == 2


def test_a_label_that_passed_to_another_can_be_put_beside_it(take: Callable[..., Any]) -> None:
    """The object kept the old text; the platform allows a text once."""
    drawer(PROBLEM, "Lire")
    take([item(1, "Lire à voix haute"), item(5, "Lire"), item(2, "Écrire"), item(3, "Langue")])
    drawer(PROBLEM, "Lire", "Lire à voix haute")
    assert {label for _, label in said()} == {"Lire", "Lire à voix haute"}
    links.set_link(OTHER, UUID(int=5))
    assert ("problem-2", "Lire") in said()


LABELS = st.lists(
    st.sampled_from(["Lire", "Écrire", "Compter", "Dire"]), min_size=3, max_size=3, unique=True
)
TREES = st.sampled_from([[], [edge(1, 3)], [edge(2, 1), edge(1, 3)], [edge(3, 2)]])


@hypothesis_settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(LABELS, TREES, st.sets(st.integers(1, 3))), min_size=1, max_size=4))
def test_no_run_of_imports_breaks_a_link(take, course, imports) -> None:
    """Any labels, any tree, items that leave and come back: the links are the same rows."""
    take([item(1, "Lire"), item(2, "Écrire"), item(3, "Langue")])
    drawer(PROBLEM)
    for number in (1, 2, 3):
        links.set_link(PROBLEM, UUID(int=number), weight=Decimal(number))
    before = {key: link for key, (_, link) in ids().items()}
    for labels, edges, left in imports:
        there = [n for n in (1, 2, 3) if n not in left or len(left) == 3]
        known = [one for one in edges if _inside(one, there)]
        take([item(n, labels[n - 1]) for n in there], known)
        assert not api.sync_course(COURSE).any
    assert {key: link for key, (_, link) in ids().items()} == before
    weights = {link.competency: link.weight for link in api.links_of(COURSE)}
    assert weights == {UUID(int=n): Decimal(n) for n in (1, 2, 3)}


def _inside(one: dict[str, Any], numbers: list[int]) -> bool:
    """Tell whether both ends of an edge are among the items."""
    ends = {one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"]}
    return ends <= {str(UUID(int=n)) for n in numbers}
