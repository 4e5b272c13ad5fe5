"""The contract suite refuses platforms that break it: a suite that passes all proves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from test_contract_memory import AUTHOR, LEARNER, MemoryWorld

from agir_platform import contract
from agir_platform.contract import happenings, reading
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Mode, ScorePage


def test_an_outline_out_of_order_is_refused() -> None:
    world = MemoryWorld()
    outline = world.platform.courses.outline(COURSE)
    root, *rest = outline.blocks
    world.platform.shelf.outlines[COURSE] = replace(outline, blocks=(root, *reversed(rest)))
    with pytest.raises(contract.ContractBroken, match="before its parent"):
        reading.an_outline_is_a_tree_in_reading_order(world)


def test_a_block_twice_is_refused() -> None:
    world = MemoryWorld()
    outline = world.platform.courses.outline(COURSE)
    doubled = replace(outline, blocks=(*outline.blocks, outline.blocks[-1]))
    world.platform.shelf.outlines[COURSE] = doubled
    with pytest.raises(contract.ContractBroken, match="twice"):
        reading.an_outline_is_a_tree_in_reading_order(world)


def test_a_position_that_stands_still_is_refused() -> None:
    world = MemoryWorld()
    world.answer(LEARNER, _problem(world), 1, 2)
    page = world.platform.scores.changed_after("", 1)

    class Still:
        def changed_after(self, position: str, limit: int) -> ScorePage:
            return page

    world.platform.scores = Still()
    with pytest.raises(contract.ContractBroken, match="advance"):
        reading.stored_scores_read_the_same_by_any_page(world)


def test_a_learner_in_the_team_is_refused() -> None:
    world = MemoryWorld()
    world.platform.make_staff(LEARNER)
    with pytest.raises(contract.ContractBroken, match="learner is in the team"):
        reading.access_tells_people_apart(world)


def test_a_regrade_told_as_an_attempt_is_refused() -> None:
    world = MemoryWorld()
    world.regrade = world.answer
    with pytest.raises(contract.ContractBroken, match="re-grade is told as attempt"):
        happenings.a_regrade_tells_its_cause(world)


def test_a_silent_platform_is_refused() -> None:
    world = MemoryWorld()
    world.tag = lambda object_key: None
    with pytest.raises(contract.ContractBroken, match="nothing was heard"):
        happenings.tags_are_heard(world)


def test_an_empty_world_says_that_there_is_nothing_to_try() -> None:
    world = MemoryWorld()
    world.course_key = world.learner = None
    for check in (reading.courses_are_listed, reading.enrolments_agree):
        with pytest.raises(contract.NothingToTry):
            check(world)


def test_a_deletion_of_one_learner_keeps_the_others() -> None:
    world = MemoryWorld()
    problem = _problem(world)
    world.answer(LEARNER, problem, 1, 2)
    world.answer(AUTHOR, problem, 2, 2)
    world.delete(LEARNER, problem)
    page = world.platform.scores.of_course(COURSE, [problem], "", 10)
    assert [score.user_id for score in page.scores] == [AUTHOR]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": ""}, "no title"),
        ({"visibility": "secret"}, "secret"),
        ({"modes": (Mode("audit", 0, ""), Mode("audit", 0, ""))}, "twice"),
        ({"modes": (Mode("verified", 4900, ""),)}, "no currency"),
        ({"modes": (Mode("verified", 49.5, "EUR"),)}, "whole amount"),
        ({"starts_at": datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=1)))}, "UTC"),
    ],
)
def test_a_course_that_says_nonsense_is_refused(facts: dict[str, Any], sentence: str) -> None:
    world = MemoryWorld()
    world.platform.say_of(**facts)
    with pytest.raises(contract.ContractBroken, match=sentence):
        reading.a_course_says_what_it_is(world)


def _problem(world: MemoryWorld) -> str:
    blocks = world.platform.courses.outline(COURSE).blocks
    return next(block.usage_key for block in blocks if block.is_scored)
