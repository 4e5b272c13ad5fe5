"""Which state is shown when, and what may then be done?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain import import_job as jobs

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
STORED = sorted(jobs.OPEN | jobs.OVER)


@pytest.mark.parametrize("state", STORED)
def test_only_who_is_at_work_can_fall_silent(state: str) -> None:
    told = jobs.shown(state, NOW - jobs.QUIET - timedelta(seconds=1), NOW)
    assert told == (jobs.STALE if state in jobs.AT_WORK else state)
    assert jobs.shown(state, NOW - jobs.QUIET, NOW) == state


def test_what_is_over_may_not_be_touched() -> None:
    acts = ("apply", "continue", "cancel")
    assert [(act, state) for act in acts for state in jobs.OVER if jobs.may(act, state)] == []


def test_only_a_plan_that_was_shown_is_applied() -> None:
    assert [state for state in (*STORED, jobs.STALE) if jobs.may("apply", state)] == [jobs.READY]


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_work_under_way_is_never_shown_as_over(done: int, total: int) -> None:
    assert 0 <= jobs.percent(done, total) <= 99
