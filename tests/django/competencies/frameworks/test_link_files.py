"""A file of links leaves a course and comes back: unchanged, elsewhere, or not at all."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sql_counts import counted
from test_link_choices import BLOCK, COURSE, OTHER, PROBLEM, RERUN, SUBSECTION, named, said, shown

from agir_competencies import api
from agir_competencies.api import links
from agir_competencies.models import Competency, Framework, Link
from agir_competencies.tagging import oel
from agir_competencies.upkeep.link_file import LinksUnreadable
from agir_competencies.upkeep.link_import import LinesRefused
from unit.competencies.frameworks.case_packages import document, item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def course(memory, take) -> None:
    """Make a course of three problems and a framework whose first title looks like a formula."""
    memory.add_course(COURSE, problems=3)
    take([item(1, "=Lire"), item(2, "Écrire"), item(3, "Compter")])


def exported(course_key: str = COURSE) -> bytes:
    """Return the file of a course."""
    return b"".join(links.export_links(course_key))


def file(*rows: str, heading: str = "object_key,label,kind,weight") -> bytes:
    """Return a file of these rows."""
    return "\n".join((heading, *rows)).encode()


def actions(plan: Any) -> dict[str, int]:
    """Return how many lines do what."""
    return plan.counts


def test_the_file_says_what_is_chosen_and_what_is_in_force() -> None:
    """A title that looks like a formula is no formula; the file comes back as it was."""
    links.set_course_default(COURSE, weight=Decimal("1.5"))
    links.set_link(PROBLEM, named("=Lire"), weight=Decimal("2.50"))
    links.set_link(SUBSECTION, named("Écrire"), kind="promise")
    text = exported().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["object_key"] for row in rows] == ["*", SUBSECTION, PROBLEM]
    assert (rows[0]["kind"], rows[0]["weight"]) == ("", "1.5")
    assert (rows[1]["kind"], rows[1]["weight"], rows[1]["weight_in_force"]) == (
        "promise",
        "",
        "1.5",
    )
    assert (rows[2]["kind"], rows[2]["weight"]) == ("", "2.5")
    assert (rows[2]["label"], rows[2]["title"]) == ("'=Lire", "The problem-1")
    plan = links.plan_links(COURSE, exported())
    assert (plan.is_empty, plan.refusals) == (True, ())
    with counted() as counts:
        assert not links.apply_links(plan).any
    assert counts.writes == []


def test_lines_add_change_and_restore_and_the_drawer_shows_it() -> None:
    """By label or code, with a comma or a point, from a French spreadsheet too."""
    links.set_link(OTHER, named("Écrire"), weight=Decimal(2))
    links.set_link(SUBSECTION, named("Compter"))
    links.remove_link(SUBSECTION, named("Compter"))
    content = file(
        f"{PROBLEM};Écrire;;2,5", f"{OTHER};Écrire;completion;", f"{SUBSECTION};Compter;;", ";;;",
        heading="object_key;label;kind;weight",
    )  # fmt: skip
    plan = links.plan_links(COURSE, content)
    assert (actions(plan), plan.refusals) == ({"add": 1, "change": 1, "restore": 1}, ())
    assert [(one.kind_before, one.kind_after) for one in plan.lines] == [
        ("", "problem_score"), ("problem_score", "completion"), ("", "subsection_grade"),
    ]  # fmt: skip
    assert shown(PROBLEM) == set()
    done = links.apply_links(plan)
    assert (done.added, done.changed, done.restored) == (1, 1, 1)
    assert said()["problem-1", "Écrire"] == ("problem_score", "2.50")
    assert shown(PROBLEM) == {"Écrire"}
    assert not links.apply_links(plan).any, "an aged plan does no harm"


def test_one_bad_line_stops_all_and_every_bad_line_is_told() -> None:
    rows = {
        f"{PROBLEM},Écrire,,": None,
        f"{PROBLEM},Écrire,,2": "line_twice",
        f"{BLOCK.format('problem', 'gone')},Écrire,,": "object_unknown",
        f"{OTHER},Danser,,": "competency_not_here",
        f"{OTHER},,,": "competency_unnamed",
        ",Écrire,,": "object_unnamed",
        f"{OTHER},Écrire,subsection_grade,": "kind_impossible",
        f"{OTHER},Compter,,11": "weight_out_of_bounds",
        f"{SUBSECTION},Compter,,1_0": "weight_out_of_bounds",
        f"{SUBSECTION},Écrire,completion,1": "kind_impossible",
        "*,,ora_criterion,": "kind_impossible",
    }
    plan = links.plan_links(COURSE, file(*rows))
    told = {refusal.number: refusal.code for refusal in plan.refusals}
    assert told == {n: code for n, code in enumerate(rows.values(), 2) if code}
    with pytest.raises(LinesRefused) as refused:
        links.apply_links(plan)
    assert refused.value.facts == {"count": 10, "first": 3}
    assert not Link.objects.exists()
    assert shown(PROBLEM) == set()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("objet,é\n".encode("latin-1"), "not_utf8"),
        (b"", "no_columns"),
        (b"object_key,kind\nx,y\n", "no_columns"),
        (b"object_key,label,label\n", "column_twice"),
        (b'object_key,label\n"x', "not_csv"),
        (b"object_key,label\n" + b"x,y\n" * 20_001, "too_large"),
    ],
)
def test_what_is_no_file_of_links_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(LinksUnreadable) as refused:
        links.plan_links(COURSE, content)
    assert refused.value.facts == {"reason": reason}


def test_a_file_finds_the_blocks_of_another_run_and_the_names_of_another_site(memory, take) -> None:
    """As when a course is imported elsewhere: its tags came with it or not, its weights do now."""
    links.set_course_default(COURSE, weight=Decimal(3))
    links.set_link(PROBLEM, named("=Lire"), kind="completion")
    links.set_link(OTHER, named("Écrire"), weight=Decimal("0.25"))
    memory.add_course(RERUN, problems=2)
    plan = links.plan_links(RERUN, exported())
    assert (actions(plan), plan.refusals) == ({"add": 2}, ())
    links.apply_links(plan)
    assert said(RERUN) == said()
    assert links.course_default(RERUN).weight == 3
    take([item(1, "Lire bien"), item(2, "Écrire"), item(3, "Compter")])
    renamed = file(f"{PROBLEM},=Lire,,5")
    assert links.plan_links(COURSE, renamed).lines[0].label == "Lire bien", "a label of before"


def test_one_code_in_two_frameworks_asks_for_the_framework(take) -> None:
    first = Framework.objects.get()
    other = document(identifier=str(UUID(int=0xD0D)), title="Autre cadre", uri="urn:autre")
    take([item(21, "Lire"), item(22, "Compter")], CFDocument=other)
    second = Framework.objects.exclude(pk=first.pk).get()
    plan = links.plan_links(COURSE, file(f"{PROBLEM},Compter,,"))
    assert [one.code for one in plan.refusals] == ["competency_ambiguous"]
    heading = "object_key,framework,label"
    for name in (second.title.upper(), second.uri, str(second.identifier)):
        plan = links.plan_links(COURSE, file(f"{PROBLEM},{name},Compter", heading=heading))
        (line,) = plan.lines
        assert Competency.objects.get(identifier=line.competency).framework == second
    plan = links.plan_links(COURSE, file(f"{PROBLEM},Rien,Compter", heading=heading))
    assert [one.code for one in plan.refusals] == ["framework_not_here"]


def test_a_file_that_replaces_takes_off_what_it_does_not_name() -> None:
    links.set_link(PROBLEM, named("Écrire"))
    links.set_link(OTHER, named("Écrire"))
    plan = links.plan_links(COURSE, file(f"{PROBLEM},Écrire,,"), replaces=True)
    assert actions(plan) == {"unchanged": 1, "remove": 1}
    assert links.apply_links(plan).removed == 1
    assert shown(OTHER) == set()
    assert set(said()) == {("problem-1", "Écrire")}


def test_four_hundred_lines_take_as_many_statements_as_five(memory) -> None:
    """Within an engine's batches: SQLite takes 76 links, or 111 changes, at once."""
    costs = []
    for problems in (5, 70):
        key = f"course-v1:Agir+Many+{problems}"
        memory.add_course(key, problems=problems)
        block = f"block-v1:Agir+Many+{problems}+type@problem+block@problem-"
        content = file(*(f"{block}{n},Écrire,,{n % 10}" for n in range(1, problems + 1)))
        with counted() as counts:
            plan = links.plan_links(key, content)
        costs.append(len(counts.statements))
        with counted() as counts:
            assert links.apply_links(plan).added == problems
        costs.append(len(counts.statements))
    assert costs[:2] == costs[2:]
    assert costs[0] <= 8
    assert costs[1] <= 25


def test_the_commands_round_trip_and_tell(tmp_path: Path) -> None:
    links.set_link(PROBLEM, named("Écrire"), weight=Decimal(2))
    path = tmp_path / "links.csv"
    call_command("agir_export_links", COURSE, output=path)
    out = io.StringIO()
    call_command("agir_export_links", COURSE, stdout=out)
    assert out.getvalue().encode() == path.read_bytes()
    out = io.StringIO()
    call_command("agir_import_links", COURSE, path, stdout=out)
    assert "Lines that change nothing: 1." in out.getvalue()
    path.write_bytes(file(f"{PROBLEM},Écrire,,3", f"{OTHER},Compter,,"))
    for more in ({"dry_run": True}, {}):
        out = io.StringIO()
        call_command("agir_import_links", COURSE, path, stdout=out, **more)
        assert "“Écrire” is problem_score × 3, not problem_score × 2." in out.getvalue()
    assert "Links: 1 new, 0 back, 1 changed, 0 removed." in out.getvalue()
    assert "agir_change_rule --weights" in out.getvalue()
    path.write_bytes(file(f"{PROBLEM},Danser,,3"))
    err = io.StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("agir_import_links", COURSE, path, stdout=out, stderr=err)
    assert err.getvalue().startswith("Line 2: No competency here is called “Danser”.")
    out = io.StringIO()
    call_command("agir_set_link_default", "--course", COURSE, "--weight", "1,5", stdout=out)
    assert out.getvalue() == "Links that changed: 1.\n"
    assert links.course_default(COURSE).weight == Decimal("1.5")
    for name, args in (("agir_export_links", ["course-v1:No+Such+Run"]),
                       ("agir_set_link_default", ["--course", COURSE, "--weight", "x"]),
                       ("agir_set_link_default", ["--framework", str(UUID(int=1))]),
                       ("agir_import_links", [COURSE, tmp_path / "absent.csv"])):  # fmt: skip
        with pytest.raises(CommandError):
            call_command(name, *args)


CHOICES = st.lists(
    st.tuples(
        st.sampled_from([PROBLEM, OTHER, SUBSECTION]),
        st.sampled_from(["=Lire", "Écrire", "Compter"]),
        st.sampled_from(["", "promise", "completion", "problem_score", "subsection_grade"]),
        st.one_of(st.none(), st.decimals(0, 10, places=2)),
    ),
    max_size=6,
)


@hypothesis_settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(CHOICES, st.one_of(st.none(), st.decimals(0, 10, places=2)))
def test_a_round_trip_changes_nothing_and_restores_everything(course, choices, default) -> None:
    """Exported and taken in: unchanged. Tags taken off and the file taken in: all as before."""
    Link.objects.all().delete()
    for key in (PROBLEM, OTHER, SUBSECTION):
        oel.put(key, Framework.objects.get().taxonomy_id, [])
    links.set_course_default(COURSE, weight=default)
    possible = links.possible_kinds(COURSE)
    for key, label, kind, weight in choices:
        if kind in ("", *possible[key]):
            figure = None if kind == "completion" else weight
            links.set_link(key, named(label), kind=kind, weight=figure)
    before, content = said(), exported()
    plan = links.plan_links(COURSE, content)
    assert (plan.is_empty, plan.refusals) == (True, ())
    for key in (PROBLEM, OTHER, SUBSECTION):
        oel.put(key, Framework.objects.get().taxonomy_id, [])
    Link.objects.all().delete()
    links.set_course_default(COURSE)
    links.apply_links(links.plan_links(COURSE, content))
    assert said() == before
    assert exported() == content
    assert not api.sync_course(COURSE).any
