"""What an author chose of a link stays, whatever happens to its tag; defaults say the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sql_counts import counted

from agir_competencies import api, link_cache
from agir_competencies.api import links
from agir_competencies.data import LinkChanges
from agir_competencies.domain.link import (
    KindImpossible,
    PartMisplaced,
    PresenceWeighsNothing,
    WeightOutOfBounds,
)
from agir_competencies.linking import choosing
from agir_competencies.models import Competency, Framework, Link
from agir_competencies.tagging import oel
from unit.competencies.frameworks.case_packages import item

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Memory+2026"
RERUN = "course-v1:Agir+Memory+2027"
BLOCK = "block-v1:Agir+Memory+2026+type@{}+block@{}"
PROBLEM, OTHER, THIRD = (BLOCK.format("problem", f"problem-{n}") for n in (1, 2, 3))
TEXT = BLOCK.format("html", "text-1")
UNIT = BLOCK.format("vertical", "unit-1")
SUBSECTION = BLOCK.format("sequential", "subsection-1")


@pytest.fixture(autouse=True)
def course(memory, take) -> None:
    """Make a course of three problems and a framework of three competencies."""
    memory.add_course(COURSE, problems=3)
    take([item(1, "Lire"), item(2, "Écrire"), item(3, "Compter")])


def tag(object_key: str, *labels: str) -> None:
    """Tag an object the platform's way, and let Agir hear it."""
    oel.put(object_key, Framework.objects.get().taxonomy_id, labels)
    api.sync_object(object_key)


def named(label: str) -> UUID:
    """Return the identifier of a competency."""
    return Competency.objects.get(label=label).identifier


def shown(object_key: str) -> set[str]:
    """Return what Studio's drawer shows on an object."""
    rows = oel.object_tags([object_key], [Framework.objects.get().taxonomy_id])
    return {row.value for row in rows if row.tag}


def said(course_key: str = COURSE) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (kind, weight) of the links in force, by (end of the object key, label)."""
    return {
        (link.object_key.rsplit("@", 1)[-1], link.label): (link.kind, str(link.weight))
        for link in api.links_of(course_key)
        if link.removed_at is None
    }


def test_a_choice_survives_every_tagging() -> None:
    """Tagged again, taken off, put back, synchronised: the author's words stay."""
    tag(PROBLEM, "Lire")
    links.set_link(PROBLEM, named("Lire"), kind="completion")
    links.set_link(OTHER, named("Lire"), weight=Decimal("2.5"))
    assert shown(OTHER) == {"Lire"}, "the drawer shows what was linked elsewhere"
    expected = {
        ("problem-1", "Lire"): ("completion", "0.00"),
        ("problem-2", "Lire"): ("problem_score", "2.50"),
    }
    assert said() == expected
    tag(OTHER, "Lire", "Écrire")
    tag(OTHER)
    assert ("problem-2", "Lire") not in said()
    tag(OTHER, "Lire")
    assert not api.sync_course(COURSE).any
    assert said() == expected
    links.set_link(OTHER, named("Lire"))
    assert said()["problem-2", "Lire"] == ("problem_score", "1.00")


IMPOSSIBLE: list[tuple[str, dict[str, Any], type[Exception]]] = [
    (PROBLEM, {"kind": "subsection_grade"}, KindImpossible),
    (UNIT, {"kind": "problem_score"}, KindImpossible),
    (TEXT, {"kind": "problem_score"}, KindImpossible),
    (PROBLEM, {"kind": "guess"}, KindImpossible),
    (PROBLEM, {"weight": Decimal("10.01")}, WeightOutOfBounds),
    (PROBLEM, {"weight": Decimal(-1)}, WeightOutOfBounds),
    (PROBLEM, {"weight": Decimal("0.001")}, WeightOutOfBounds),
    (PROBLEM, {"weight": Decimal("NaN")}, WeightOutOfBounds),
    (PROBLEM, {"kind": "completion", "weight": Decimal(1)}, PresenceWeighsNothing),
    (PROBLEM, {"part": "Clarity"}, PartMisplaced),
    (BLOCK.format("problem", "gone"), {}, choosing.ObjectUnknown),
    ("nothing", {}, choosing.ObjectUnknown),
    ("lb:Agir:lib:problem:p1", {}, choosing.ObjectUnknown),
]


def test_what_cannot_be_is_refused_and_nothing_is_written(take) -> None:
    for object_key, facts, refusal in IMPOSSIBLE:
        with pytest.raises(refusal):
            links.set_link(object_key, named("Lire"), **facts)
        assert shown(object_key) == set()
    with pytest.raises(choosing.CompetencyNotHere):
        links.set_link(PROBLEM, UUID(int=2**100))
    lire = named("Lire")
    take([item(2, "Écrire"), item(3, "Compter")])
    with pytest.raises((choosing.CompetencyRetired, choosing.CompetencyUntagged)):
        links.set_link(PROBLEM, lire)
    assert not Link.objects.exists()


def test_defaults_say_what_nobody_chose() -> None:
    """Link, then course, then framework, then 1; an empty default is none."""
    for key in (PROBLEM, OTHER, SUBSECTION):
        tag(key, "Lire")
    framework = Framework.objects.get().identifier
    links.set_framework_default(framework, weight=Decimal(2))
    assert set(said().values()) == {("problem_score", "2.00"), ("subsection_grade", "2.00")}
    links.set_course_default(COURSE, kind="promise", weight=Decimal("0.5"))
    links.set_link(PROBLEM, named("Lire"), kind="problem_score")
    links.set_link(OTHER, named("Lire"), weight=Decimal(3))
    assert said() == {
        ("problem-1", "Lire"): ("problem_score", "0.50"),
        ("problem-2", "Lire"): ("promise", "3.00"),
        ("subsection-1", "Lire"): ("promise", "0.50"),
    }
    links.set_course_default(COURSE)
    links.set_framework_default(framework)
    assert said()["subsection-1", "Lire"] == ("subsection_grade", "1.00")
    assert not api.sync_course(COURSE).any


def test_a_choice_that_is_impossible_waits(memory) -> None:
    """A block that is no longer scored is a promise; scored again, it is what was chosen."""
    links.set_link(PROBLEM, named("Lire"), kind="problem_score", weight=Decimal(4))
    whole = memory.courses.outline(COURSE)
    for is_scored, expected in ((False, "promise"), (True, "problem_score")):
        blocks = tuple(
            type(b)(b.usage_key, b.block_type, b.title, b.parent, is_scored, b.level)
            if b.usage_key == PROBLEM else b
            for b in whole.blocks
        )  # fmt: skip
        memory.shelf.outlines[COURSE] = type(whole)(COURSE, whole.title, blocks)
        api.sync_course(COURSE)
        assert said()["problem-1", "Lire"] == (expected, "4.00")


def test_a_rerun_takes_choices_and_the_default_along(memory) -> None:
    links.set_course_default(COURSE, weight=Decimal("1.5"))
    links.set_link(PROBLEM, named("Lire"), kind="completion")
    links.set_link(OTHER, named("Écrire"), weight=Decimal(3))
    tag(THIRD, "Compter")
    memory.add_course(RERUN, problems=3)
    assert api.copy_links(COURSE, RERUN) == LinkChanges(added=3)
    assert said(RERUN) == said()
    assert links.course_default(RERUN).weight == Decimal("1.5")
    with counted() as counts:
        assert not api.copy_links(COURSE, RERUN).any
    assert counts.writes == []


def test_a_copy_of_a_library_s_block_begins_with_what_was_chosen_for_the_first(memory) -> None:
    """The platform copies the tags; the copy's own author may choose otherwise."""
    original = "lb:Agir:lib:problem:p1"
    memory.add_course(RERUN, problems=3)
    first, second = PROBLEM, PROBLEM.replace("2026", "2027")
    memory.shelf.originals |= {first: original, second: original}
    tag(first, "Lire", "Écrire")
    links.set_link(first, named("Lire"), weight=Decimal("2.5"))
    tag(second, "Lire", "Écrire")
    assert said(RERUN) == {
        ("problem-1", "Lire"): ("problem_score", "2.50"),
        ("problem-1", "Écrire"): ("problem_score", "1.00"),
    }
    assert {link.origin for link in api.links_of(RERUN) if link.label == "Lire"} == {"copy"}
    links.set_link(second, named("Lire"), weight=Decimal(4))
    tag(second)
    tag(second, "Lire")
    assert said(RERUN)["problem-1", "Lire"] == ("problem_score", "4.00")


def test_one_click_puts_a_competency_on_the_scored_blocks_of_a_unit_and_takes_it_off() -> None:
    """Exactly what was put is taken off: what was there before, and its weight, stay."""
    links.set_link(OTHER, named("Lire"), weight=Decimal(3))
    before = said()
    put = links.put_on_scored_blocks(UNIT, named("Lire"))
    assert (put.added, put.objects) == (2, (PROBLEM, THIRD))
    assert shown(PROBLEM) == shown(THIRD) == {"Lire"}
    assert links.put_on_scored_blocks(SUBSECTION, named("Lire")) == LinkChanges()
    undone = links.take_off(COURSE, named("Lire"), put.objects)
    assert undone == LinkChanges(removed=2)
    assert said() == before
    assert shown(PROBLEM) == set()
    assert links.put_on_scored_blocks(COURSE, named("Lire")).restored == 2
    for block, refusal in ((TEXT, choosing.NothingScored), (RERUN, Exception)):
        with pytest.raises(refusal):
            links.put_on_scored_blocks(block, named("Écrire"))
    with pytest.raises(choosing.ObjectUnknown):
        links.take_off(RERUN, named("Lire"), [PROBLEM])


def test_four_hundred_problems_take_as_many_statements_as_five(memory) -> None:
    """One click on a whole course, within an engine's batches (SQLite: 76 rows)."""
    costs = []
    for problems in (5, 70):
        key = f"course-v1:Agir+Many+{problems}"
        memory.add_course(key, problems=problems)
        with counted() as counts:
            assert links.put_on_scored_blocks(key, named("Lire")).added == problems
        costs.append(len(counts.statements))
        with counted() as counts:
            links.take_off(key, named("Lire"), [
                f"block-v1:Agir+Many+{problems}+type@problem+block@problem-{n}"
                for n in range(1, problems + 1)
            ])  # fmt: skip
        costs.append(len(counts.statements))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 21


def test_a_block_that_bears_all_it_can_is_refused() -> None:
    """The platform's own limit, asked before anything is written."""
    other = oel.api.create_taxonomy(name="Thèmes", export_id="themes")
    values = [f"Thème {n}" for n in range(oel.MOST_TAGS)]
    oel.Tag.objects.bulk_create(
        [oel.Tag(taxonomy=other, value=v, external_id=v, **more(v)) for v in values]
    )
    oel.put(PROBLEM, other.pk, values)
    with pytest.raises(Exception) as told:  # noqa: PT011  its code is what matters
        links.put_on_scored_blocks(UNIT, named("Lire"))
    assert (told.value.code, told.value.facts["object_key"]) == ("object_full", PROBLEM)
    assert shown(OTHER) == set()


def more(value: str) -> dict[str, Any]:
    """Return the columns that newer packages ask of a tag."""
    return {"depth": 0, "lineage": f"{value}\t"} if oel.HAS_LINEAGE else {}


def test_what_hears_a_link_follows_the_choice() -> None:
    """Completion is heard and proves nothing; a promise hears nothing."""
    links.set_link(PROBLEM, named("Lire"), kind="completion")
    links.set_link(OTHER, named("Lire"), kind="promise")
    links.set_link(THIRD, named("Lire"), weight=Decimal(0))
    cached = link_cache.load(COURSE).by_object
    assert set(cached) == {PROBLEM, THIRD}
    assert not any(link.proves for several in cached.values() for link in several)
    assert cached[PROBLEM][0].hears("completion")
    assert links.weights_on(THIRD, "problem_score") == {named("Lire"): 0}
    assert links.weights_on(THIRD) == links.weights_on("nothing") == {}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tag"), st.sampled_from([PROBLEM, OTHER]),
                  st.sets(st.sampled_from(["Lire", "Écrire"]))),
        st.tuples(st.just("choose"), st.sampled_from([PROBLEM, OTHER]),
                  st.tuples(st.sampled_from(["Lire", "Écrire"]),
                            st.sampled_from(["", "completion", "promise", "problem_score"]),
                            st.sampled_from([None, "0", "0.5", "2"]))),
        st.tuples(st.just("default"), st.just(""), st.sampled_from([None, "3"])),
        st.tuples(st.just("sync"), st.just(""), st.none()),
        st.tuples(st.just("rerun"), st.just(""), st.none()),
    ),
    max_size=7,
)  # fmt: skip


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_no_sequence_loses_a_choice(memory, course, steps) -> None:
    """After any steps each link is its author's last choice, else the default, else 1."""
    for model in (Link,):
        model.objects.all().delete()
    links.set_course_default(COURSE)
    for key in (PROBLEM, OTHER):
        tag(key)
    memory.add_course(RERUN, problems=3)
    chosen: dict[tuple[str, str], tuple[str, str | None]] = {}
    borne: dict[str, set[str]] = {PROBLEM: set(), OTHER: set()}
    default: str | None = None
    for verb, key, what in steps:
        if verb == "tag":
            tag(key, *sorted(what))
            borne[key] = set(what)
        elif verb == "choose":
            label, kind, weight = what
            weight = None if kind == "completion" else weight
            figure = None if weight is None else Decimal(weight)
            links.set_link(key, named(label), kind=kind, weight=figure)
            chosen[key, label] = (kind, weight)
            borne[key].add(label)
        elif verb == "default":
            default = what
            links.set_course_default(COURSE, weight=None if what is None else Decimal(what))
        elif verb == "sync":
            api.sync_course(COURSE)
        else:
            api.copy_links(COURSE, RERUN)
    expected = {}
    for key, labels in borne.items():
        for label in labels:
            kind, weight = chosen.get((key, label), ("", None))
            kind = kind or "problem_score"
            weight = "0" if kind == "completion" else weight or default or "1"
            expected[key.rsplit("@", 1)[-1], label] = (kind, Decimal(weight))
    assert {pair: (kind, Decimal(weight)) for pair, (kind, weight) in said().items()} == expected
    assert {key: shown(key) for key in borne} == borne
