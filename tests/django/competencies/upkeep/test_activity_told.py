"""What counts how much, and the one activity to do, as a learner is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agir_competencies import api, handlers, link_cache
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Competency, Link, LinkVersion
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import ScoreCause
from agir_platform.select import platform
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
AWA = 7


@dataclass
class School:
    """Six problems of which three show the first skill, and one of those the second too."""

    memory: MemoryPlatform
    skills: list[Competency]
    problems: list[str]

    def answer(self, number: int, earned: object) -> None:
        """Answer a problem, out of 1."""
        with transaction.atomic():
            self.memory.answer(AWA, self.problems[number], earned, 1, ScoreCause.ATTEMPT)

    def told(self, *, user_id: int | None = AWA, language: str = "en") -> Any:
        """Return the standing on the first skill."""
        found = api.standings(self.subject, language=language, user_id=user_id)
        return next(one for one in found if one.identifier == self.skills[0].identifier)

    @property
    def subject(self) -> UUID:
        """Return the learner's pseudonym."""
        return learners.subject_of(AWA)


@pytest.fixture
def school(settings: Any, transactional_db: None) -> School:
    """Return a course that the learner follows."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    link_cache.clear()
    memory = platform()
    assert isinstance(memory, MemoryPlatform)
    handlers.listen()
    outline = memory.add_course(problems=6)
    memory.add_person(AWA)
    memory.enrol(AWA, COURSE)
    problems = [one.usage_key for one in outline.blocks if one.is_scored]
    skills = competencies(2)
    pairs = [(0, 0), (1, 0), (2, 0), (2, 1), (3, 1)]
    Link.objects.bulk_create(
        Link(
            id=link_id(problems[place], skills[skill].identifier), course_key=COURSE,
            object_key=problems[place], competency=skills[skill], kind="problem_score",
            weight=Decimal(2) if place == 1 else Decimal(1), created_at=LONG_AGO,
        )
        for place, skill in pairs
    )  # fmt: skip
    LinkVersion.objects.create(course_key=COURSE)
    return School(memory, skills, problems)


def title_of(school: School, number: int) -> str:
    """Return the name of a problem."""
    key = school.problems[number]
    return school.memory.courses.titles([key])[key]


def test_the_activity_that_asks_least_is_named(school: School) -> None:
    """After 0.8 only the one of weight 2 is enough alone, from 85.5 %: see the domain's test."""
    school.answer(0, Decimal("0.8"))
    told = school.told()
    assert told.activity is not None
    assert (told.activity.object_key, told.activity.percent) == (school.problems[1], 90)
    title = title_of(school, 1)
    assert told.next == f"“{title}”, at 90% or more, would demonstrate this competency."
    school.answer(1, Decimal("0.9"))
    assert school.told().status == "demonstrated", "what was promised held"
    assert school.told().activity is None


def test_where_one_is_not_enough_the_gain_is_told(school: School) -> None:
    """From (0 + 1) / 3 to (2 + 1) / (2.9 + 2) by the one of weight 2."""
    school.answer(0, 0)
    told = school.told()
    assert told.activity is not None
    assert (told.activity.before, told.activity.after) == (Decimal("0.333333"), Decimal("0.612245"))
    assert told.next.endswith("takes the estimate from 0.33 to 0.61.")


def test_each_proof_says_how_much_it_counts(school: School) -> None:
    """Weights 1 and 2: 0.9 of 2.9 is 31 %, 2 of 2.9 is 69 %; newest first."""
    school.answer(0, 1)
    school.answer(1, 1)
    assert [one.percent for one in school.told().evidence] == [69, 31]
    with transaction.atomic():
        school.memory.answer(AWA, school.problems[1], 0, 1, ScoreCause.RESET)
    assert sorted(one.percent for one in school.told().evidence) == [0, 100]


def test_what_was_never_measured_has_a_beginning(school: School) -> None:
    found = api.explain(school.subject, school.skills[1].identifier, language="en", user_id=AWA)
    assert found.activity is not None
    assert found.next.startswith("Begin with “")
    nobody = api.explain(school.subject, school.skills[1].identifier, language="en")
    assert nobody.activity is None


def test_nothing_is_advised_in_a_course_that_one_does_not_follow(school: School) -> None:
    school.answer(0, Decimal("0.8"))
    assert school.told(user_id=None).activity is None
    del school.memory.shelf.enrolments[AWA, COURSE]
    assert school.told().activity is None
    assert school.told().next, "a sentence there is, without a name"


def test_the_advice_costs_no_statement_a_competency_more(school: School) -> None:
    school.answer(0, Decimal("0.8"))
    school.told()
    with CaptureQueriesContext(connection) as one:
        school.told()
    school.answer(3, Decimal("0.8"))
    with CaptureQueriesContext(connection) as two:
        school.told()
    assert len(one) == len(two)
