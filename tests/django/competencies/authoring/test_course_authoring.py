"""A course's map, its findings, and scores that were never got."""

from __future__ import annotations

import io
import json
import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from courses_made import COURSE, by_chance, course, frame, key, link
from django.core.management import CommandError, call_command

from agir_competencies import api
from agir_competencies.api import authoring
from agir_competencies.models import (
    CompetencyTranslation,
    CurrentEvidence,
    Evidence,
    InboxEntry,
    State,
)
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.ports import CourseUnknown
from host.gallery.rows import counted

AWA = 7
P1, P2 = key("leaf", "s1.1.1.1"), key("leaf", "s1.1.1.2")
UNIT, SUBSECTION = key("unit", "s1.1.1"), key("subsection", "s1.1")
NO_SCORES: list[tuple[dict[str, Any], str]] = [
    ({P1: "2"}, "share_out_of_bounds"),
    ({P1: "-0.1"}, "share_out_of_bounds"),
    ({P1: True}, "not_a_figure"),
    ({P1: "many"}, "not_a_figure"),
    ({P1: "NaN"}, "not_a_figure"),
    ({UNIT: "1"}, "score_object_unknown"),
    ({"elsewhere": "1"}, "score_object_unknown"),
    ({"elsewhere": None}, "score_object_unknown"),
]


def small(memory: MemoryPlatform) -> Any:
    """Return a competency that a course promises in its unit and assesses by two problems."""
    course(memory, [[[True, True, False]]])
    (skill,) = frame(1)
    link(skill, UNIT, "promise")
    link(skill, P2)
    link(skill, P1)
    return skill


def test_the_map_says_what_is_promised_and_what_is_assessed_in_reading_order(
    memory: MemoryPlatform,
) -> None:
    skill = small(memory)
    found = authoring.course_map(COURSE)
    (line,) = found.lines
    assert (found.title, line.identifier, line.label) == ("Le cours", skill.identifier, str(skill))
    told = [(tie.object_key, tie.kind, tie.gives, tie.weight) for tie in line.ties]
    assert told == [
        (UNIT, "promise", False, 1),
        (P1, "problem_score", True, 1),
        (P2, "problem_score", True, 1),
    ]
    assert (line.threshold, line.objects_needed) == (Decimal("0.7"), 2)
    assert line.findings == ()
    assert found.blocks[0].key == COURSE
    assert {block.parent for block in found.blocks if block.level == "section"} == {COURSE}


def test_links_on_the_root_of_the_outline_are_the_courses(memory: MemoryPlatform) -> None:
    skill = small(memory)
    link(skill, key("course", "course"), "promise")
    (line,) = authoring.course_map(COURSE).lines
    assert line.ties[0].object_key == COURSE
    assert not line.ties[0].is_gone


def test_a_competency_is_called_as_the_reader_calls_it(memory: MemoryPlatform) -> None:
    skill = small(memory)
    CompetencyTranslation.objects.create(competency=skill, language="en", statement="To look up")
    assert authoring.course_map(COURSE, language="en").lines[0].label == "To look up"
    assert authoring.course_map(COURSE, language="fr").lines[0].label == str(skill)


def test_findings_say_what_to_do_and_about_which_blocks(memory: MemoryPlatform) -> None:
    course(memory, [[[True, True, False]]])
    low, high = frame(2)
    link(low, UNIT, "promise")
    link(high, P1)
    found = authoring.lint_course(COURSE, language="en")
    assert [(one.code, one.severity) for one in found] == [
        ("promised_never_assessed", "error"),
        ("rule_unreachable", "error"),
        ("single_activity", "warning"),
        ("assessed_not_promised", "note"),
    ]
    assert found[0].sentence == (
        "“Compétence 0” is promised, and no score here can show it: link it to scored blocks of "
        "“unit s1.1.1”, or take the promise back."
    )
    assert found[1].sentence == (
        "“Compétence 1” asks for 2 different activities and has 1 here: link 1 more."
    )
    assert (found[0].objects, found[1].titles) == ((UNIT,), ("leaf s1.1.1.1",))


def test_every_code_has_a_sentence_without_holes(memory: MemoryPlatform) -> None:
    course(memory, [[[True, True, False]], [[False]]])
    first, second, third, fourth, fifth, sixth = frame(6)
    link(first, key("section", "s1"), "promise")
    link(second, key("leaf", "s1.1.1.3"), "promise")
    link(third, P1, weight="0")
    link(fourth, P1)
    link(fourth, SUBSECTION, "subsection_grade")
    link(fifth, P1)
    link(fifth, "block-v1:Agir+Authoring+2026+type@problem+block@gone")
    fifth.replaced_by = sixth
    fifth.save()
    found = authoring.lint_course(COURSE, language="en")
    assert {one.code for one in found} == set(authoring.CODES)
    for one in found:
        assert "%" not in one.sentence
        assert "“”" not in one.sentence
        assert one.sentence.count("“") >= 1


def test_double_counting_through_the_framework_is_found_in_the_tables(
    memory: MemoryPlatform,
) -> None:
    course(memory, [[[True, True]]])
    top, _between, below = frame(3)
    for skill in (top, below):
        link(skill, UNIT, "promise")
        link(skill, P1)
        link(skill, P2)
    (found,) = authoring.lint_course(COURSE, language="en")
    assert (found.code, found.competency) == ("double_counting", below.identifier)
    assert found.objects == (P1, P2)
    assert "“Compétence 2” and “Compétence 0”" in found.sentence


def test_removed_links_are_no_part_of_the_map(memory: MemoryPlatform) -> None:
    skill = small(memory)
    skill.links.filter(object_key=P1).update(removed_at=datetime(2026, 2, 1, tzinfo=UTC))
    assert [tie.object_key for tie in authoring.course_map(COURSE).lines[0].ties] == [UNIT, P2]


def hear(memory: MemoryPlatform, blocks: list[str], shares: dict[str, str]) -> None:
    """Let somebody get these scores for real, in this order."""
    memory.add_person(AWA)
    for object_key in blocks:
        if object_key in shares:
            memory.answer(AWA, object_key, Decimal(shares[object_key]), 1)


@pytest.mark.parametrize("seed", range(5))
def test_a_simulation_is_what_the_ledger_says_once_the_scores_are_heard(
    memory: MemoryPlatform, seed: int, django_capture_on_commit_callbacks: Any
) -> None:
    by_chance(memory, seed)
    dice = random.Random(seed)
    scored = [one.object_key for one in authoring.simulate(COURSE, {}).scored]
    shares = {one: f"{dice.random():.4f}" for one in scored if dice.random() < 0.7}
    shares |= {one: dice.choice(["0", "1"]) for one in scored if dice.random() < 0.3}
    found = authoring.simulate(COURSE, shares)
    assert Evidence.objects.count() == CurrentEvidence.objects.count() == State.objects.count() == 0
    assert InboxEntry.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        hear(memory, list(found.scores), shares)
    subject = learners.known_subject(AWA)
    rows = State.objects.filter(subject=subject).select_related("competency")
    states = {row.competency.identifier: row for row in rows}
    for one in found.reached:
        row = states.pop(one.identifier, None)
        if row is None:
            assert (one.status, one.estimate, one.evidence_count) == ("not_yet", None, 0)
            continue
        assert (one.status, one.estimate, one.certainty, one.evidence_count, one.object_count) == (
            row.status,
            row.estimate,
            row.certainty,
            row.evidence_count,
            row.object_count,
        )
    assert states == {}
    told = api.explanations(subject, [one.identifier for one in found.reached], language="fr")
    again = authoring.simulate(COURSE, shares, language="fr")
    measured = [one for one in again.reached if one.evidence_count]
    assert measured
    for one in measured:
        assert one.lines == told[one.identifier].lines


def test_a_simulation_tells_the_arithmetic(memory: MemoryPlatform) -> None:
    small(memory)
    found = authoring.simulate(COURSE, {P1: "1", P2: 1.0}, language="en")
    (one,) = found.reached
    # 0.9 + 1 = 1.9, by hand: (1.9 + 1) / (1.9 + 2) = 0.7436.
    assert (one.status, one.estimate) == ("demonstrated", Decimal("0.743590"))
    assert one.lines[0].startswith("2 pieces of evidence from 2 activities: (0.9 × 1 + 1 + 1) / ")
    half = authoring.simulate(COURSE, {P1: Decimal("0.5"), P2: None}, language="en").reached[0]
    assert (half.status, half.estimate) == ("not_yet", Decimal("0.500000"))
    assert "leaf s1.1.1.2" in half.next
    assert (found.demonstrated, len(found.scored)) == (1, 2)


def test_what_is_no_score_is_refused(memory: MemoryPlatform) -> None:
    small(memory)
    for scores, code in NO_SCORES:
        with pytest.raises(DomainError) as refused:
            authoring.simulate(COURSE, scores)
        assert refused.value.code == code, scores


def test_a_course_that_is_not_there_is_refused(memory: MemoryPlatform) -> None:
    for asked in (authoring.course_map, authoring.lint_course):
        with pytest.raises(CourseUnknown):
            asked("course-v1:No+Where+1")


def test_a_large_course_takes_as_many_statements_as_a_small_one(memory: MemoryPlatform) -> None:
    small(memory)
    with counted() as few:
        authoring.course_map(COURSE, language="fr")
    course(memory, *[[[[True] * 10] * 2] * 2] * 10)
    for skill in frame(30, "Grand"):
        for number in range(1, 8):
            link(skill, key("leaf", f"s1.1.1.{number}"))
    with counted() as many:
        found = authoring.course_map(COURSE, language="fr")
    assert sum(block.is_scored for block in found.blocks) == 400
    assert len(many) <= len(few) + 1  # the framework's tree, where depths meet on one object
    assert len(many) <= 6


def test_the_command_says_each_finding_and_fails_on_an_error(memory: MemoryPlatform) -> None:
    skill = small(memory)
    out = io.StringIO()
    call_command("agir_lint_competencies", COURSE, stdout=out)
    assert out.getvalue() == "0 findings.\n"
    skill.links.filter(object_key=P1).delete()
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 error to mend"):
        call_command("agir_lint_competencies", COURSE, stdout=out)
    assert "error rule_unreachable: “Compétence 0” asks for 2" in out.getvalue()
    assert f"    {P2}\n" in out.getvalue()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("agir_lint_competencies", COURSE, format="json", stdout=out)
    told = json.loads(out.getvalue())
    assert [(one["code"], one["objects"]) for one in told] == [
        ("rule_unreachable", [P2]),
        ("single_activity", [P2]),
    ]
    with pytest.raises(CommandError, match="no course with this key"):
        call_command("agir_lint_competencies", "course-v1:No+Where+1")
