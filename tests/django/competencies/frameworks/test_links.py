"""A tag becomes a link; a link outlives what happens to its tag."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sql_counts import counted

from agir_competencies import api, link_cache
from agir_competencies.data import LinkChanges
from agir_competencies.models import Competency, Framework, Link, LinkVersion
from agir_competencies.tagging import oel
from agir_platform.ports import CourseUnknown
from unit.competencies.frameworks.case_packages import item

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Memory+2026"
RERUN = "course-v1:Agir+Memory+2027"
BLOCK = "block-v1:Agir+Memory+2026+type@{}+block@{}"
PROBLEM, OTHER = (BLOCK.format("problem", f"problem-{n}") for n in (1, 2))
SUBSECTION = BLOCK.format("sequential", "subsection-1")


@pytest.fixture(autouse=True)
def course(memory, take) -> None:
    """Make a course and a framework of three competencies."""
    memory.add_course(COURSE, problems=2)
    take([item(1, "Lire"), item(2, "Écrire"), item(3, "Compter")])


def put(object_key: str, *labels: str) -> None:
    """Tag an object the platform's way; says nothing to anybody."""
    oel.put(object_key, Framework.objects.get().taxonomy_id, labels)


def live(course_key: str = COURSE) -> set[tuple[str, str, str]]:
    """Return (end of the object key, label, kind) of the links in force."""
    return {
        (link.object_key.rsplit("@", 1)[-1], link.label, link.kind)
        for link in api.links_of(course_key)
        if link.removed_at is None
    }


def version(course_key: str = COURSE) -> int:
    """Return the course's link version."""
    return link_cache.version_of(course_key)


def test_what_a_tag_means_depends_on_the_level(memory) -> None:
    """The decision's table, a row each."""
    for object_key in (COURSE, *(b.usage_key for b in memory.courses.outline(COURSE).blocks)):
        put(object_key, "Lire")
    api.sync_course(COURSE)
    assert live() == {
        (COURSE, "Lire", "promise"),
        ("course", "Lire", "promise"),
        ("section-1", "Lire", "promise"),
        ("subsection-1", "Lire", "subsection_grade"),
        ("unit-1", "Lire", "promise"),
        ("text-1", "Lire", "promise"),
        ("problem-1", "Lire", "problem_score"),
        ("problem-2", "Lire", "problem_score"),
    }


def test_a_tag_comes_goes_and_comes_back(memory) -> None:
    """One row all along; the version rises each time, and only then."""
    put(PROBLEM, "Lire", "Écrire")
    assert api.sync_object(PROBLEM) == LinkChanges(added=2)
    first = version()
    with counted() as counts:
        assert not api.sync_object(PROBLEM).any
    assert counts.writes == []
    assert version() == first
    put(PROBLEM, "Écrire")
    assert api.sync_object(PROBLEM) == LinkChanges(removed=1)
    assert live() == {("problem-1", "Écrire", "problem_score")}
    second = version()
    put(PROBLEM, "Lire", "Écrire")
    assert api.sync_object(PROBLEM) == LinkChanges(restored=1)
    assert Link.objects.count() == 2
    assert first < second < version()


@pytest.mark.parametrize(
    "object_key",
    ["nothing", "", "lb:Agir:lib:problem:p1", "lib:Agir:lib", "course-v1:No+Such+Run",
     BLOCK.format("problem", "deleted")],
)  # fmt: skip
def test_unknown_keys_change_nothing(object_key: str) -> None:
    """Logged, no row, no exception."""
    if object_key:
        put(object_key, "Lire")
    assert not api.sync_object(object_key).any
    assert not Link.objects.exists()


def test_tags_of_other_taxonomies_are_none_of_ours() -> None:
    """A taxonomy of the site's own."""
    other = oel.api.create_taxonomy(name="Thèmes", export_id="themes")
    oel.Tag(taxonomy=other, value="Lire", external_id="lire").save()
    oel.put(PROBLEM, other.pk, ["Lire"])
    assert not api.sync_object(PROBLEM).any


def test_a_tag_deleted_in_studio_keeps_its_link(take) -> None:
    """Before the mirror has run, and after; under the label of today and of before."""
    put(PROBLEM, "Lire")
    api.sync_object(PROBLEM)
    take([item(1, "Lire bien"), item(2, "Écrire"), item(3, "Compter")])
    oel.Tag.objects.filter(value="Lire bien").delete()
    assert not api.sync_object(PROBLEM).any
    api.mirror(Framework.objects.get().pk)
    assert not api.sync_object(PROBLEM).any
    assert live() == {("problem-1", "Lire bien", "problem_score")}


def test_a_retired_competency_keeps_its_links_until_its_tag_is_taken_off(take) -> None:
    """A new import orphans nothing."""
    put(PROBLEM, "Lire")
    api.sync_object(PROBLEM)
    take([item(2, "Écrire"), item(3, "Compter")])
    assert not api.sync_course(COURSE).any
    assert live() == {("problem-1", "Lire (retirée)", "problem_score")}
    put(PROBLEM)
    assert api.sync_course(COURSE) == LinkChanges(removed=1)


def test_a_block_that_becomes_scored_changes_its_kind(memory) -> None:
    """A promise on a leaf becomes evidence once answering it yields a score."""
    text = BLOCK.format("html", "text-1")
    put(text, "Lire")
    api.sync_course(COURSE)
    outline = memory.courses.outline(COURSE)
    blocks = tuple(
        type(b)(b.usage_key, b.block_type, b.title, b.parent, True, b.level)
        if b.usage_key == text else b
        for b in outline.blocks
    )  # fmt: skip
    memory.shelf.outlines[COURSE] = type(outline)(COURSE, outline.title, blocks)
    assert api.sync_course(COURSE) == LinkChanges(changed=1)
    assert live() == {("text-1", "Lire", "problem_score")}


def test_a_rerun_takes_tags_links_and_weights_along_once(memory) -> None:
    """Union with its own tags; a second run writes nothing; a removed tag does not return."""
    put(PROBLEM, "Lire", "Écrire")
    put(COURSE, "Compter")
    api.sync_course(COURSE)
    lire = Competency.objects.get(label="Lire").identifier
    api.set_link(PROBLEM, lire, weight=Decimal("2.5"))
    memory.add_course(RERUN, problems=1)
    twin = PROBLEM.replace("2026", "2027")
    put(twin, "Compter")
    assert api.copy_links(COURSE, RERUN) == LinkChanges(added=4)
    assert live(RERUN) == {
        ("problem-1", "Lire", "problem_score"), ("problem-1", "Écrire", "problem_score"),
        ("problem-1", "Compter", "problem_score"), (RERUN, "Compter", "promise"),
    }  # fmt: skip
    weights = {(x.label, x.weight, x.origin) for x in api.links_of(RERUN) if x.object_key == twin}
    assert weights == {
        ("Lire", Decimal("2.5"), "rerun"), ("Écrire", Decimal(1), "rerun"),
        ("Compter", Decimal(1), "tag"),
    }  # fmt: skip
    with counted() as counts:
        assert not api.copy_links(COURSE, RERUN).any
    assert counts.writes == []
    put(twin, "Écrire")
    api.sync_object(twin)
    assert not api.copy_links(COURSE, RERUN).any
    assert ("problem-1", "Lire", "problem_score") not in live(RERUN)


def test_courses_that_are_not_there_are_named() -> None:
    """By the port's own refusal."""
    with pytest.raises(CourseUnknown):
        api.sync_course("course-v1:No+Such+Run")
    with pytest.raises(CourseUnknown):
        api.copy_links(COURSE, "course-v1:No+Such+Run")


def test_the_platform_is_heard(memory) -> None:
    """Tags, a rerun and a publication, as they happen."""
    put(PROBLEM, "Lire")
    memory.tag(PROBLEM)
    assert live() == {("problem-1", "Lire", "problem_score")}
    memory.rerun(COURSE, RERUN)
    assert live(RERUN) == live()
    put(OTHER, "Écrire")
    memory.publish(COURSE)
    assert ("problem-2", "Écrire", "problem_score") in live()


def test_a_fault_while_hearing_is_logged_and_goes_no_further(memory, monkeypatch, caplog) -> None:
    """The author's own request goes on, its transaction too."""

    class Broken:
        def level_of(self, object_key: str) -> None:
            Framework.objects.create(identifier=None)  # breaks the savepoint

    monkeypatch.setattr(memory, "courses", Broken())
    put(PROBLEM, "Lire")
    memory.tag(PROBLEM)
    assert "not brought in line" in caplog.text
    assert Competency.objects.count() == 3


def test_the_cache_holds_what_gives_evidence_and_follows_the_version() -> None:
    """One SELECT when the version moved, none when it did not."""
    put(PROBLEM, "Lire", "Écrire")
    put(SUBSECTION, "Compter")
    put(COURSE, "Lire")
    api.sync_course(COURSE)
    links = link_cache.load(COURSE)
    assert set(links.by_object) == {PROBLEM, SUBSECTION}
    assert {link.kind for link in links.by_object[PROBLEM]} == {"problem_score"}
    assert link_cache.cached(COURSE) == links
    with counted() as counts:
        assert link_cache.load(COURSE, version()) == links
        put(PROBLEM, "Lire")
        api.sync_object(PROBLEM)
        fresh = link_cache.load(COURSE, version())
    assert len(fresh.by_object[PROBLEM]) == 1
    assert link_cache.load("course-v1:Never+Linked+1").by_object == {}
    assert counts.writes


def test_a_course_of_many_blocks_costs_no_more_statements(memory) -> None:
    """5 and 400 tagged problems: the same number of SELECTs, within batches."""
    costs = []
    for problems in (5, 400):
        key = f"course-v1:Agir+Many+{problems}"
        memory.add_course(key, problems=problems)
        for n in range(1, problems + 1):
            put(f"block-v1:Agir+Many+{problems}+type@problem+block@problem-{n}", "Lire")
        api.sync_course(key)
        with counted() as counts:
            assert not api.sync_course(key).any
        costs.append(len(counts.statements))
    assert costs[0] == costs[1] <= 5


def test_the_command_brings_everything_in_line() -> None:
    """Taxonomies first, then the links of every course; a second run says 0."""
    oel.Tag.objects.filter(value="Lire").update(external_id="moved")
    put(PROBLEM, "Écrire")
    out = io.StringIO()
    call_command("agir_sync_links", stdout=out)
    assert "Links: 1 new" in out.getvalue()
    assert "found “Lire”" in out.getvalue()
    out = io.StringIO()
    call_command("agir_sync_links", stdout=out)
    assert out.getvalue() == "Links: 0 new, 0 back, 0 changed, 0 removed.\n"


def test_a_course_that_fails_stops_no_other_and_fails_the_command() -> None:
    """Nobody has the first; the second is brought in line, and the exit status is 1."""
    put(PROBLEM, "Écrire")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1 course was left") as refused:
        call_command("agir_sync_links", RERUN, COURSE, stdout=out, stderr=err)
    assert refused.value.returncode == 1
    assert "Links: 1 new" in out.getvalue()
    assert err.getvalue().startswith(f"{RERUN}: ")
    assert live() == {("problem-1", "Écrire", "problem_score")}


LABELS = st.sets(st.sampled_from(["Lire", "Écrire", "Compter"]))


@hypothesis_settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from([PROBLEM, OTHER, SUBSECTION]), LABELS), max_size=8))
def test_links_are_always_those_of_the_last_tags(course, steps) -> None:
    """Whatever came before: no link more, none less, and no row twice."""
    last: dict[str, set[str]] = {}
    for object_key, labels in steps:
        put(object_key, *sorted(labels))
        api.sync_object(object_key)
        last[object_key] = labels
    found: dict[str, set[str]] = {key: set() for key in last}
    for link in api.links_of(COURSE):
        if link.removed_at is None and link.object_key in found:
            found[link.object_key].add(link.label)
    assert found == last
    assert len({link.link_id for link in api.links_of(COURSE)}) == Link.objects.count()
    assert LinkVersion.objects.filter(course_key=COURSE).count() <= 1
