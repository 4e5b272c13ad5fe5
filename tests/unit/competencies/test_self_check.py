"""A self-assessment lies beside an estimate; it is no grade and blames nobody."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain import self_check
from agir_competencies.domain.self_check import (
    ALONE,
    Calibration,
    Moment,
    MomentUnknown,
    StepUnknown,
    calibration,
    moment,
    step,
)

STATUS = st.sampled_from(["not_yet", "demonstrated"])
CERTAINTY = st.sampled_from(["few", "some", "strong"])
JSON = st.none() | st.booleans() | st.floats() | st.text() | st.integers() | st.lists(st.integers())


def test_worked_examples() -> None:
    assert doctest.testmod(self_check).attempted >= 3
    assert doctest.testmod(self_check).failed == 0


@settings(max_examples=60)
@given(STATUS, CERTAINTY, st.booleans())
def test_one_more_step_never_judges_lower(status: str, certainty: str, measured: bool) -> None:
    order = [Calibration.LOWER, Calibration.UNKNOWN, Calibration.AGREES, Calibration.HIGHER]
    if status == "demonstrated" and measured:
        told = [calibration(said, status, certainty, measured=True) for said in (1, 2, 3, 4)]
        assert told == [Calibration.LOWER] * 2 + [Calibration.AGREES] * 2
    ranks = [
        order.index(calibration(said, status, certainty, measured=measured))
        for said in self_check.STEPS
    ]
    assert ranks == sorted(ranks)


@settings(max_examples=60)
@given(st.integers(1, 4), CERTAINTY)
def test_what_is_not_known_is_held_against_nobody(said: int, certainty: str) -> None:
    assert calibration(said, "not_yet", certainty, measured=False) is Calibration.UNKNOWN
    if said >= ALONE:
        assert calibration(said, "not_yet", "few", measured=True) is Calibration.UNKNOWN


@settings(max_examples=60)
@given(JSON)
def test_a_step_is_one_of_four_whole_numbers(raw: object) -> None:
    try:
        kept = step(raw)
    except StepUnknown:
        assert isinstance(raw, bool | float) or raw not in self_check.STEPS
    else:
        assert type(kept) is int
        assert kept == raw


@pytest.mark.parametrize("raw", [None, "", "during", 1, ["before"]])
def test_a_moment_is_before_or_after(raw: object) -> None:
    with pytest.raises(MomentUnknown):
        moment(raw)
    assert [moment(str(one)) for one in Moment] == list(Moment)
