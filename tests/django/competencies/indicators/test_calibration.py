"""How well learners judge themselves is counted, and told to nobody by fewer than 11."""

from __future__ import annotations

import pytest
from cohort import COURSE, Cohort

from agir_competencies.api import indicators, self_assessments
from agir_competencies.models import Count

pytestmark = pytest.mark.django_db


def said(cohort: Cohort, numbers: range, value: int) -> None:
    for number in numbers:
        skill = cohort.skill.identifier
        self_assessments.say(cohort.ids[number], COURSE, "after", {skill: value})


def test_it_is_counted_from_the_latest_word_and_withheld_from_the_team(cohort: Cohort) -> None:
    cohort.people(30)
    cohort.show(20, "0.9")
    said(cohort, range(12), 1)
    said(cohort, range(5), 4)
    said(cohort, range(25, 30), 4)
    indicators.compute(COURSE)
    cells = Count.objects.filter(cell__startswith="said:").exclude(number=0)
    assert dict(cells.values_list("cell", "number")) == {"said:agrees": 5, "said:lower": 7}
    for audience in ("team", "public"):
        row = indicators.report(COURSE, audience=audience).row("calibration")
        assert (row.numerator, row.n, row.value) == (None, None, None)
        assert row.parts == row.excluded == ()
