"""Frameworks of every origin: taken in whole, once, and read back as they left."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sql_counts import counted

from agir_competencies import api
from agir_competencies.domain.identity import item_id
from agir_competencies.models import (
    Competency,
    CompetencyTranslation,
    Framework,
    ImportedFile,
    Relation,
)
from agir_competencies.tagging import oel
from unit.competencies.frameworks.case_packages import DOCUMENT, edge, item, trees
from unit.competencies.frameworks.framework_files import (
    GREEN,
    SKILL,
    Node,
    broader,
    esco,
    moodle,
    skill,
    tags_csv,
)

pytestmark = pytest.mark.django_db
ONE, TWO, OLD = Node(1, None, "trier"), Node(2, 1, "composter", "Faire du compost."), Node(
    3, None, "brûler"
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a set of ESCO in two languages."""
    found = esco(tmp_path / "ESCO v1.2.0",
                 skills=[skill(ONE, schemes=f", {GREEN}"), skill(TWO), skill(OLD, "obsolete")],
                 broaderRelationsSkillPillar=[broader(TWO.uri, ONE.uri)],
                 skillSkillRelations=[[TWO.uri, "", "essential", "", ONE.uri]])  # fmt: skip
    return esco(found, "fr", skills=[skill(Node(1, None, "trier (fr)"))])


def import_(path: Path, form: str, **more):
    """Plan and apply."""
    return api.apply_plan(api.plan_import(path, format=form, **more))


def test_esco_is_taken_in_with_its_languages_collections_and_retired_concepts(folder) -> None:
    """Rows, relations, a translation, a date; the language that was asked says the items."""
    outcome = import_(folder, "esco", language="en")
    assert (outcome.frameworks, outcome.counts["create"]) == (1, 3)
    one, two, old = (Competency.objects.get(uri=node.uri) for node in (ONE, TWO, OLD))
    assert (two.parent, two.short, two.statement) == (one, "composter", "Faire du compost.")
    assert str(old.retired_at.date()) == "2024-05-15"
    ties = set(Relation.objects.values_list("origin", "kind", "destination_uri", "destination"))
    assert ties == {(one.pk, "isPartOf", GREEN, None),
                    (two.pk, "ext:esco-essential", ONE.uri, one.pk)}  # fmt: skip
    assert CompetencyTranslation.objects.get().short == "trier (fr)"
    framework = Framework.objects.get()
    assert (framework.source, framework.version_label) == ("esco", "v1.2.0")
    assert framework.identifier == item_id("http://data.europa.eu/esco/concept-scheme/skills")
    assert [view.label for view in api.find_competencies(language="fr", search="fr")] == [
        "trier (fr)"
    ]


def test_an_unchanged_set_is_neither_read_nor_written(folder) -> None:
    """Statements are constant and few; touching the file or asking otherwise reads it again."""
    import_(folder, "esco", language="en")
    with counted() as counts:
        plan = api.plan_import(folder, format="esco", language="en")
        outcome = api.apply_plan(plan)
    assert counts.writes == []
    assert len(counts.statements) <= 12
    assert plan.is_empty
    assert (outcome.frameworks, outcome.counts) == (0, {"unchanged": 2})
    assert [part.payload for part in plan.frameworks] == [None]
    other = api.plan_import(folder, format="esco", language="fr")
    assert [part.is_changed for part in other.frameworks] == [True]


def test_a_file_that_says_another_thing_another_day_is_read_each_time(take, tmp_path) -> None:
    """An item in force until a day: no digest answers for it, and still nothing is written."""
    items = [item(1, "Lire", statusEndDate="2999-01-01"), item(2, "Écrire")]
    take(items)
    with counted() as counts:
        plan = api.plan_import(tmp_path / "package.json", format="case")
        assert api.apply_plan(plan).frameworks == 0
    assert counts.writes == []
    assert plan.frameworks[0].payload is not None
    assert not ImportedFile.objects.exists()


CHANGES = {
    "a statement": lambda: Competency.objects.filter(uri=TWO.uri).update(statement="x"),
    "a retirement": lambda: Competency.objects.filter(uri=OLD.uri).update(retired_at=None),
    "a place": lambda: Competency.objects.filter(uri=TWO.uri).update(parent=None, depth=0),
    "a relation": lambda: Relation.objects.filter(kind="isPartOf").delete(),
    "a translation": lambda: CompetencyTranslation.objects.update(short="x"),
    "the title": lambda: Framework.objects.update(title="x"),
    "a tag renamed in Studio": lambda: renamed("trier"),
    "a tag deleted in Studio": lambda: oel.Tag.objects.filter(value="composter").delete(),
    "a taxonomy switched off": lambda: oel.Taxonomy.objects.filter(
        export_id__startswith="agir-"
    ).update(enabled=False),
}


def renamed(value: str) -> None:
    """Rename a tag as the platform does: by saving it, which keeps what it computes."""
    tag = oel.Tag.objects.get(value=value)
    tag.value = "x"
    tag.save()


def everything() -> tuple:
    """Return what the tables say of the frameworks."""
    return (
        list(Competency.objects.order_by("pk").values_list("uri", "statement", "label", "parent",
                                                           "depth", "retired_at")),
        set(Relation.objects.values_list("origin", "kind", "destination_uri")),
        set(CompetencyTranslation.objects.values_list("competency", "language", "short")),
        set(Framework.objects.values_list("uri", "title")), api.report_drift(),
    )  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_was_changed_since_is_set_right(folder, name: str) -> None:
    """The same file again is read when the tables are not as it left them, and not after."""
    import_(folder, "esco", language="en")
    before = everything()
    CHANGES[name]()
    assert everything() != before
    import_(folder, "esco", language="en")
    assert everything() == before
    with counted() as counts:
        import_(folder, "esco", language="en")
    assert counts.writes == []


SHEET = ("<FICHE><NUMERO_FICHE>RS{0}</NUMERO_FICHE><INTITULE>Titre {0}</INTITULE>"
         "<CAPACITES_ATTESTEES>- Lire {0}  - Écrire {0}</CAPACITES_ATTESTEES></FICHE>")  # fmt: skip


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Return an export of three sheets."""
    path = tmp_path / "export.xml"
    path.write_text(f"<FICHES>{''.join(SHEET.format(n) for n in (1, 2, 3))}</FICHES>")
    return path


def test_an_interrupted_import_is_begun_again(sheets, memory, monkeypatch) -> None:
    """The first framework is whole, of the second there is nothing; then the others come."""
    offered = memory.taxonomies.offer_to_all
    calls: list[int] = []

    class Tiring:
        def offer_to_all(self, taxonomy_id: int) -> None:
            calls.append(taxonomy_id)
            if len(calls) == 2:
                raise KeyboardInterrupt
            offered(taxonomy_id)

    with monkeypatch.context() as patch:
        patch.setattr(memory, "taxonomies", Tiring())
        with pytest.raises(KeyboardInterrupt):
            import_(sheets, "rncp")
    assert [row.title for row in Framework.objects.all()] == ["Titre 1 (RS1)"]
    assert Competency.objects.count() == 2
    told: list[tuple[int, int]] = []
    plan = api.plan_import(sheets, format="rncp")
    assert [part.is_new for part in plan.frameworks] == [False, True, True]
    outcome = api.apply_plan(plan, progress=lambda *done: told.append(done))
    assert (outcome.frameworks, outcome.counts) == (2, {"create": 4, "unchanged": 2})
    assert told == [(1, 3), (2, 3), (3, 3)]
    with counted() as counts:
        assert import_(sheets, "rncp").counts == {"unchanged": 6}
    assert counts.writes == []


def test_a_file_that_nothing_comes_from_any_more_is_forgotten(sheets, tmp_path) -> None:
    """A newer export takes its place; the older one would be read again."""
    import_(sheets, "rncp")
    newer = tmp_path / "newer.xml"
    newer.write_text(sheets.read_text().replace("Lire 2", "Relire 2"))
    assert import_(newer, "rncp").frameworks == 1
    assert ImportedFile.objects.get().frameworks == 3
    assert import_(sheets, "rncp").frameworks == 1


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(trees())
def test_what_leaves_in_a_narrow_format_comes_back_unchanged(take, tmp_path, tree) -> None:
    """Moodle, CSV and JSON of tags of any framework: nothing is lost that they cannot say."""
    with transaction.atomic():
        items, edges = tree
        edges = [*edges, edge(1, 99, "isPartOf")] if len(items) > 1 else edges
        said = item(50, "Know", language="en")
        take([*items, said], [*edges, edge(50, 1, "isTranslationOf")])
        before = everything()
        for form in ("moodle", "openedx_csv", "openedx_json"):
            path = tmp_path / form
            path.write_bytes(b"".join(api.export_framework(DOCUMENT, format=form)))
            plan = api.plan_import(path, format=form.partition("_")[0])
            assert plan.is_empty, (form, plan.frameworks[0].changes, plan.frameworks[0].counts)
            assert api.apply_plan(plan).frameworks == 0
        assert everything() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("form", ["moodle", "openedx"])
def test_a_framework_of_a_narrow_format_comes_back_as_itself(tmp_path, form: str) -> None:
    """Its ids are words: they are found in the framework, which a list of tags has by its name."""
    path = tmp_path / "framework.csv"
    text = moodle([ONE, TWO, OLD]) if form == "moodle" else "id,value,parent_id\na,A,\nb,B,a\n"
    path.write_text(text, newline="")
    import_(path, form)
    before, identifier = everything(), Framework.objects.get().identifier
    for kind in ("moodle", "openedx_csv", "openedx_json"):
        back = tmp_path / kind
        back.write_bytes(b"".join(api.export_framework(identifier, format=kind)))
        outcome = import_(back, kind.partition("_")[0], name=path.name)
        assert (outcome.frameworks, set(outcome.counts)) == (0, {"unchanged"}), kind
    assert everything() == before


def test_what_a_narrow_format_changes_is_changed_and_nothing_else(take, tmp_path) -> None:
    """A renamed tag, a new one, one that went; relations and translations stay."""
    take([item(1, "Lire"), item(2, "Écrire " + "x" * 200), item(3, "Compter"),
          item(4, "Read", language="en")],
         [edge(2, 1), edge(2, 1, "precedes"), edge(4, 1, "isTranslationOf")])  # fmt: skip
    text = b"".join(api.export_framework(DOCUMENT, format="openedx_csv")).decode()
    [long] = [line for line in text.splitlines() if "Écrire" in line]
    label = long.split(",")[1]
    gone = next(line for line in text.splitlines() if "Compter" in line)
    text = text.replace(label, "Rédiger").replace(gone, "neuf,Soigner,").replace("Lire", "Relire")
    path = tmp_path / "tags.csv"
    path.write_text(text)
    plan = api.plan_import(path, format="openedx")
    assert not plan.frameworks[0].is_new
    api.apply_plan(plan)
    live = Competency.objects.filter(retired_at=None)
    assert {row.statement[:7]: row.short for row in live} == {
        "Relire": "", "Écrire ": "Rédiger", "Soigner": ""
    }  # fmt: skip
    assert Competency.objects.get(statement="Compter").retired_at is not None
    assert Relation.objects.get().kind == "precedes"
    assert CompetencyTranslation.objects.get().statement == "Read"
    assert Framework.objects.get().source == "case"


def test_moodle_and_lists_of_their_own_are_taken_in_and_retire_what_leaves(tmp_path) -> None:
    """A file of Moodle by its ID numbers, a list of tags by its name."""
    path = tmp_path / "competencies.csv"
    path.write_text(moodle([ONE, TWO, OLD]), newline="")
    assert import_(path, "moodle").counts["create"] == 3
    path.write_text(moodle([TWO, ONE][::-1], title="Autre titre"), newline="")
    assert import_(path, "moodle").counts == {"retire": 1, "unchanged": 2}
    assert Framework.objects.get().title == "Autre titre"
    path.write_text(tags_csv([ONE, TWO]), newline="")
    assert import_(path, "openedx", name="Ma liste.csv").counts["create"] == 2
    assert Framework.objects.get(source="openedx").title == "Ma liste"
    assert import_(path, "openedx", name="Ma liste.csv").frameworks == 0


def test_an_heir_is_learnt_of_what_has_left_the_package(take) -> None:
    """A package that names only the successor; saying nothing later takes no heir away."""
    take([item(1, "Lire"), item(2, "Lire mieux")])
    take([item(2, "Lire mieux")], [edge(1, 2, "replacedBy")])
    old, new = Competency.objects.order_by("identifier")
    assert (old.retired_at is not None, old.replaced_by) == (True, new)
    take([item(2, "Lire mieux"), item(3)])
    old.refresh_from_db()
    assert old.replaced_by == new


def test_types_of_no_standard_are_kept_apart(take) -> None:
    """As CASE asks; standard ones are spelt as the standard spells them."""
    take([item(1), item(2)], [edge(1, 2, "requires skill"), edge(2, 1, "EXACTMATCHOF"),
                              edge(1, 2, "ext:own")])  # fmt: skip
    assert sorted(Relation.objects.values_list("kind", flat=True)) == [
        "exactMatchOf", "ext:own", "ext:requires-skill"
    ]  # fmt: skip


def test_relations_of_retired_items_stay(take) -> None:
    """And what they say in other languages."""
    take([item(1), item(2), item(3, "Know", language="en")],
         [edge(1, 2, "precedes"), edge(3, 1, "isTranslationOf")])  # fmt: skip
    take([item(2)])
    assert (Relation.objects.count(), CompetencyTranslation.objects.count()) == (1, 1)


class Terminal(io.StringIO):
    """A screen."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_and_nothing_is_left_of_it(folder) -> None:
    """For reading and for writing; the set's name is no obstacle."""
    screen, out = Terminal(), io.StringIO()
    call_command("agir_import_framework", folder, format="esco", language="en", stdout=out,
                 stderr=screen)  # fmt: skip
    assert screen.getvalue().count("100 %") == 2
    assert screen.getvalue().endswith(" \r")
    assert "\x1b" not in screen.getvalue()
    assert "ESCO skills and competences" in out.getvalue()
    assert Competency.objects.filter(uri__startswith=SKILL).count() == 3
