"""Delays are counted as French offices work: Monday to Friday, eleven holidays apart.

By hand: 23 November 2026 is a Monday, 25 December 2026 a Friday.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as reference
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_certification.domain import working_days
from agir_certification.domain.working_days import Territory

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 11, 23), 11, date(2026, 12, 8)),
        (date(2026, 12, 23), 3, date(2026, 12, 29)),
        (date(2026, 4, 30), 1, date(2026, 5, 4)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_working_days_after(start: date, count: int, end: date) -> None:
    assert working_days.after(start, count) == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 30), 3, date(2027, 1, 30)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(start: date, months: int, end: date) -> None:
    assert working_days.months_after(start, months) == end


@given(DAYS, st.integers(-30, 30))
def test_months_are_those_of_dateutil(start: date, months: int) -> None:
    assert working_days.months_after(start, months) == start + relativedelta(months=months)


def test_easter_is_that_of_the_tables_for_two_centuries() -> None:
    wrong = [year for year in range(1900, 2100) if working_days.easter(year) != reference(year)]
    assert wrong == []


def test_the_eleven_holidays_of_2026() -> None:
    """Easter 2026 is 5 April: Monday 6 April, Ascension 14 May, Whit Monday 25 May."""
    assert sorted(working_days.holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]


def test_two_more_in_alsace_moselle_and_one_overseas() -> None:
    """Good Friday 2026 is 3 April; the abolition of slavery is 20 December in La Réunion."""
    plain = working_days.holidays(2026)
    assert working_days.holidays(2026, Territory.ALSACE_MOSELLE) - plain == {
        date(2026, 4, 3),
        date(2026, 12, 26),
    }
    assert working_days.holidays(2026, Territory.REUNION) - plain == {date(2026, 12, 20)}
    assert not working_days.is_working(date(2026, 4, 3), Territory.ALSACE_MOSELLE)


@settings(max_examples=200)
@given(DAYS, st.integers(1, 60), st.sampled_from(list(Territory)))
def test_counting_forth_and_back_agree(start: date, count: int, territory: Territory) -> None:
    end = working_days.after(start, count, territory)
    assert working_days.is_working(end, territory)
    assert working_days.between(start, end, territory) == count
    assert working_days.between(start, end - timedelta(days=1), territory) == count - 1
