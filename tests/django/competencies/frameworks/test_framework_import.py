"""An import takes a framework in whole or not at all, and twice is once."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sql_counts import counted

from agir_competencies import api
from agir_competencies.domain.refusals import ItemTaken
from agir_competencies.models import Competency, Framework, LabelAlias, Relation
from agir_competencies.tagging import oel
from agir_kernel.clock import FixedClock
from agir_kernel.errors import DomainError
from unit.competencies.frameworks.bad_packages import BAD
from unit.competencies.frameworks.case_packages import document, edge, item, package, trees

pytestmark = pytest.mark.django_db
NOON = FixedClock(datetime(2026, 11, 24, 12, tzinfo=UTC))


def nothing_is_there() -> bool:
    """Tell whether no row of ours and no taxonomy of ours exists."""
    taxonomies = oel.Taxonomy.objects.filter(export_id__startswith="agir-")
    return not (Framework.objects.exists() or Competency.objects.exists() or taxonomies.exists())


def test_an_unchanged_import_writes_nothing(take) -> None:
    """Not one INSERT, UPDATE or DELETE; the plan is empty."""
    items, edges = [item(n) for n in range(1, 9)], [edge(n, n - 1) for n in range(2, 9)]
    edges += [edge(1, 3, "isRelatedTo"), edge(7, 8, "replacedBy")]
    items.append(item(9, "Know 1", language="en"))
    edges.append(edge(9, 1, "isTranslationOf"))
    assert take(items, edges).counts["create"] == 8
    with counted() as counts:
        again = take(items, edges)
    assert counts.writes == []
    assert (again.frameworks, again.counts) == (0, {"unchanged": 8})


def test_a_framework_is_what_the_file_says(take) -> None:
    """Tree, relation, translation, replacement, each where it belongs."""
    take([item(1), item(2), item(3, "Know 1", language="en")],
         [edge(2, 1), edge(2, 1, "isRelatedTo"), edge(1, 2, "replacedBy"),
          edge(3, 1, "isTranslationOf")])  # fmt: skip
    one, two = Competency.objects.order_by("depth")
    assert (two.parent, two.depth, one.replaced_by) == (one, 1, two)
    assert Relation.objects.get().destination == one
    found = api.find_competencies(language="en-GB")
    assert [(view.label, view.statement) for view in found] == [
        ("Know 1", "Know 1"), ("Savoir 2", "Savoir 2")
    ]  # fmt: skip
    assert [view.identifier for view in api.find_competencies(search="know")] == [one.identifier]


def test_what_leaves_the_file_is_retired_and_may_come_back(take) -> None:
    """Its row, its identity and its old label stay."""
    take([item(1, "Lire"), item(2, "Écrire")])
    outcome = take([item(1, "Lire")])
    assert outcome.counts == {"retire": 1, "unchanged": 1}
    gone = Competency.objects.get(statement="Écrire")
    assert gone.retired_at is not None
    assert (gone.label, gone.tag_id) == ("Écrire (retirée)", None)
    assert [alias.label for alias in LabelAlias.objects.all()] == ["Écrire"]
    assert [view.label for view in api.find_competencies()] == ["Lire"]
    assert len(api.find_competencies(identifiers=[gone.identifier])) == 1
    assert take([item(1, "Lire"), item(2, "Écrire")]).counts["revive"] == 1
    gone.refresh_from_db()
    assert (gone.retired_at, gone.label) == (None, "Écrire")


def test_a_rename_and_a_move_are_told_and_made(take, tmp_path: Path) -> None:
    """The plan says both before anything is written."""
    take([item(1, "Lire"), item(2, "Écrire"), item(3, "Compter")], [edge(3, 1)])
    path = tmp_path / "next.json"
    path.write_bytes(
        package([item(1, "Lire"), item(2, "Rédiger"), item(3, "Compter")], [edge(3, 2)])
    )
    with counted() as counts:
        plan = api.plan_import(path, format="case")
    assert counts.writes == []
    changes = {(c.action, c.before, c.after) for f in plan.frameworks for c in f.changes}
    assert ("rename", "Écrire", "Rédiger") in changes
    assert ("move", "Lire", "Rédiger") in changes
    api.apply_plan(plan, clock=NOON)
    three = Competency.objects.get(statement="Compter")
    assert three.parent.label == "Rédiger"
    assert api.report_drift() == []


def test_two_texts_may_change_places(take) -> None:
    """Each tag takes the value of the other, under a unique constraint."""
    take([item(1, "Lire"), item(2, "Écrire")])
    take([item(1, "Écrire"), item(2, "Lire")])
    tags = {tag.external_id: tag.value for tag in oel.tags(Framework.objects.get().taxonomy_id)}
    assert sorted(tags.values()) == ["Lire", "Écrire"]
    assert tags[str(Competency.objects.get(label="Lire").identifier)] == "Lire"


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(trees(), trees(), trees())
def test_any_run_of_imports_leaves_taxonomy_and_framework_in_line(take, one, two, three) -> None:
    """After each: the next plan is empty, no drift, no tag deeper than the third level."""
    with transaction.atomic():
        for items, edges in (one, two, three):
            take(items, edges)
            assert take(items, edges).frameworks == 0
            assert api.report_drift() == []
            tags = {tag.key: tag for tag in oel.tags(Framework.objects.get().taxonomy_id)}
            live = Competency.objects.filter(retired_at=None)
            assert {(tag.key, tag.value) for tag in tags.values()} == set(
                live.values_list("tag_id", "label")
            )
            for tag in tags.values():
                assert len(_above(tag, tags)) <= 2
        transaction.set_rollback(True)


def _above(tag: oel.TagRow, tags: dict[int, oel.TagRow]) -> list[int]:
    """Return the ancestors of a tag."""
    found: list[int] = []
    while tag.parent is not None:
        found.append(tag.parent)
        tag = tags[tag.parent]
    return found


@pytest.mark.parametrize("name", BAD)
def test_bad_input_leaves_nothing(name: str, tmp_path: Path) -> None:
    """A sentence, exit status 1, no row."""
    path = tmp_path / "bad.json"
    path.write_bytes(BAD[name][0])
    with pytest.raises(CommandError) as refused:
        call_command("agir_import_framework", path, format="case")
    assert refused.value.returncode == 1
    assert "cannot be taken in" in str(refused.value)
    assert "%(" not in str(refused.value)
    assert nothing_is_there()


def test_a_fault_after_the_tags_takes_them_away_again(take, memory, monkeypatch) -> None:
    """The platform refuses to offer the taxonomy: not half a framework stays."""

    class Refusing:
        def offer_to_all(self, taxonomy_id: int) -> None:
            raise RuntimeError("no organisations today")

    monkeypatch.setattr(memory, "taxonomies", Refusing())
    with pytest.raises(RuntimeError):
        take([item(1), item(2)])
    assert nothing_is_there()


def test_an_item_has_one_framework(take) -> None:
    """Another document with the same item is refused, and told which holds it."""
    take([item(1)])
    other = document(identifier="00000000-0000-0000-0000-00000000beef", title="Autre")
    with pytest.raises(ItemTaken) as refused:
        take([item(1)], CFDocument=other)
    assert refused.value.facts["framework"] == "Un référentiel"
    assert Framework.objects.count() == 1


def test_statements_grow_with_batches_not_with_items(take) -> None:
    """2,000 items of 3 levels: at most 100 statements, where one each would be thousands."""
    items = [item(n, f"Savoir {n} " + "x" * 600) for n in range(1, 2001)]
    edges = [edge(n, n // 10) for n in range(1, 2001) if n >= 10]
    with counted() as counts:
        take(items, edges)
    assert len(counts.statements) <= 100
    with counted() as counts:
        take(items, edges)
    assert len(counts.statements) <= 16


def test_letters_that_a_collation_holds_for_equal_are_told_apart(take) -> None:
    """Every letter of Latin, Greek and Cyrillic, digits of all scripts, kana and some emoji.

    A collation without case nor accents (MySQL's) holds many of them for one another.
    """
    points = [*range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x3041, 0x3100)]
    points += [*range(0x1F600, 0x1F650), *range(0x660, 0x66A), *range(0x2460, 0x2500)]
    outcome = take([item(point, f"x{chr(point)}y") for point in points])
    assert outcome.counts["create"] == len(points)
    assert api.report_drift() == []


def test_the_limit_is_the_site_s(take, settings) -> None:
    """A sentence with the limit in it."""
    settings.AGIR_COMPETENCIES_IMPORT_MAX_BYTES = 10
    with pytest.raises(DomainError) as refused:
        take([item(1)])
    assert refused.value.facts["limit"] == 10


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path) -> None:
    """Then the same command without --dry-run writes, and again says that all was there."""
    path, out = tmp_path / "f.json", io.StringIO()
    path.write_bytes(package([item(1), item(2)], [edge(2, 1)]))
    call_command("agir_import_framework", path, format="case", dry_run=True, stdout=out)
    assert "new: 2" in out.getvalue()
    assert nothing_is_there()
    call_command("agir_import_framework", path, format="case", stdout=io.StringIO())
    out = io.StringIO()
    call_command("agir_import_framework", path, format="case", stdout=out)
    assert "nothing was written" in out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"format": "tei"}, "case, esco, moodle, openedx, rncp, rome"),
        ({"format": "esco"}, "chemin"),
        ({"format": "case"}, "chemin"),
        ({"format": "rncp"}, "chemin"),
    ],
)
def test_refusals_are_said_in_french_too(arguments: dict, sentence: str, tmp_path: Path) -> None:
    """And say what to do."""
    with translation.override("fr"), pytest.raises(CommandError) as refused:
        call_command("agir_import_framework", tmp_path / "absent", **arguments)
    assert sentence in str(refused.value)
