"""The memory platform passes the contract suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from agir_platform import contract
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import ScoreCause

LEARNER, AUTHOR, OPERATOR = 7, 8, 9


class MemoryWorld:
    """A course of three problems; each verb is one of the platform's builders."""

    def __init__(self) -> None:
        self.platform = MemoryPlatform()
        self.platform.add_course(problems=3)
        for user_id in (LEARNER, AUTHOR, OPERATOR):
            self.platform.add_person(user_id)
        self.platform.enrol(LEARNER)
        self.platform.make_staff(AUTHOR)
        self.platform.make_operator(OPERATOR)
        self.course_key: str | None = COURSE
        self.learner: int | None = LEARNER
        self.author: int | None = AUTHOR
        self.operator: int | None = OPERATOR

    def answer(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        self.platform.answer(user_id, usage_key, earned, possible)

    def regrade(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        self.platform.answer(user_id, usage_key, earned, possible, ScoreCause.REGRADE)

    def override(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        self.platform.answer(user_id, usage_key, earned, possible, ScoreCause.OVERRIDE)

    def delete(self, user_id: int, usage_key: str) -> None:
        self.platform.answer(user_id, usage_key, cause=ScoreCause.DELETION)

    def assess(self, user_id: int, usage_key: str, part: str, earned: int, possible: int) -> None:
        self.platform.assess(user_id, usage_key, part, earned, possible)

    def complete(self, user_id: int, usage_key: str, share: float) -> None:
        self.platform.complete(user_id, usage_key, Decimal(repr(share)))

    def tag(self, object_key: str) -> None:
        self.platform.tag(object_key)

    def publish(self, course_key: str) -> None:
        self.platform.publish(course_key)

    def rerun(self, source: str, destination: str) -> None:
        self.platform.rerun(source, destination)

    def retire(self, user_id: int) -> None:
        self.platform.retire(user_id)

    def open_site(self, url: str, organisations: tuple[str, ...]) -> None:
        self.platform.shelf.sites[url] = frozenset(organisations)

    @contextmanager
    def at(self, url: str) -> Iterator[None]:
        self.platform.shelf.site_here = url
        yield
        self.platform.shelf.site_here = ""

    def a_taxonomy(self) -> int:
        return 1

    def offers_of(self, taxonomy_id: int) -> int:
        return int(taxonomy_id in self.platform.shelf.offered)


@pytest.mark.parametrize("check", [*contract.READING, *contract.WRITING], ids=contract.name_of)
def test_memory_keeps_the_contract(check: Callable[[MemoryWorld], None]) -> None:
    check(MemoryWorld())


@pytest.mark.parametrize("check", contract.READING, ids=contract.name_of)
def test_memory_keeps_it_with_scores_stored(check: Callable[[MemoryWorld], None]) -> None:
    world = MemoryWorld()
    outline = world.platform.courses.outline(COURSE)
    for block in outline.blocks:
        if block.is_scored:
            world.answer(LEARNER, block.usage_key, 1, 2)
            world.answer(AUTHOR, block.usage_key, 2, 2)
    check(world)


def test_the_suite_has_thirteen_lines_for_an_operator() -> None:
    assert len(contract.READING) == 13
    assert len({contract.name_of(check) for check in contract.READING}) == 13
