"""A course is counted, and its report read: what the team sees, and what others see."""

from __future__ import annotations

import pytest
from cohort import COURSE, Cohort

from agir_competencies.api import indicators

pytestmark = pytest.mark.django_db


def test_a_course_that_was_never_counted_says_no_data(cohort: Cohort) -> None:
    found = indicators.report(COURSE, audience="team")
    assert found.computed_at is None
    live = [row for row in found.indicators if not row.is_private]
    assert {row.status for row in live} == {"no_data"}
    assert all(row.value is None for row in found.indicators)


def test_the_team_reads_what_was_counted(cohort: Cohort) -> None:
    cohort.people(12)
    cohort.show(3, "0.9")
    indicators.compute(COURSE)
    found = indicators.report(COURSE, audience="team")
    assert (found.enrolled, found.active) == (12, 3)
    row = found.row("competency_attainment")
    assert (row.status, row.n, row.numerator, row.small_n) == ("ok", 3, 3, True)
    assert found.learned_without_finishing.numerator == 3
    [skill] = found.competencies
    assert (skill.attempted, skill.demonstrated) == (3, 3)
    assert (skill.attainment.value, skill.reach.value) == (1, 1)


def test_completion_is_never_first_nor_alone(cohort: Cohort) -> None:
    order = [row.id for row in indicators.report(COURSE).indicators]
    assert order[:2] == ["goal_attainment", "partial_value"]
    assert order.index("enrolment_completion") > 10
    assert {row.number for row in indicators.report(COURSE).indicators} == set(range(1, 18))
