"""Figures from outside become exact, or are refused by name."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_kernel.errors import DomainError
from agir_kernel.figures import SHARE_QUANTUM, NotAFigure, ShareOutOfBounds, exact, share


@pytest.mark.parametrize("value", [True, False, None, "seven", "", math.nan, math.inf, [], "1_0x"])
def test_what_is_no_figure_is_refused(value: object) -> None:
    with pytest.raises(NotAFigure):
        exact(value)


def test_a_float_is_read_from_its_shortest_writing() -> None:
    """0.7 in binary is 0.69999…; a learner at the border of 0.7 must not lose by it."""
    assert exact(0.7) == Decimal("0.7")
    assert exact(1e-7) == Decimal("0.0000001")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_of_a_float_reads_back_as_that_float(value: float) -> None:
    assert float(exact(value)) == value


@given(st.integers(-(10**12), 10**12))
def test_exact_of_a_whole_number_is_itself(value: int) -> None:
    assert exact(value) == value == exact(str(value))


@pytest.mark.parametrize(
    ("earned", "possible"), [(1, 0), (0, 0), (3, 2), (-1, 2), (1, -2), ("0.1", "0.09")]
)
def test_a_share_out_of_bounds_is_refused(earned: object, possible: object) -> None:
    with pytest.raises(ShareOutOfBounds):
        share(earned, possible)


@given(st.integers(1, 10**6).flatmap(lambda full: st.tuples(st.integers(0, full), st.just(full))))
def test_a_share_lies_in_0_to_1_within_half_a_quantum(points: tuple[int, int]) -> None:
    earned, possible = points
    found = share(earned, possible)
    assert 0 <= found <= 1
    error = abs(Fraction(found) - Fraction(earned, possible))
    assert error <= Fraction(SHARE_QUANTUM) / 2


@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 50))
def test_a_share_does_not_depend_on_the_unit_of_points(a: int, b: int, factor: int) -> None:
    low, high = sorted((a, b))
    assert share(low, high) == share(low * factor, high * factor)


def test_two_thirds_is_rounded_to_six_decimals() -> None:
    """2/3 = 0.666 666 6…, rounded half to even at the sixth decimal: 0.666667."""
    assert share(2, 3) == Decimal("0.666667")


def test_a_refusal_has_a_code_and_facts() -> None:
    refusal = ShareOutOfBounds(earned="3", possible="2")
    assert isinstance(refusal, DomainError)
    assert refusal.code == "share_out_of_bounds"
    assert refusal.facts == {"earned": "3", "possible": "2"}
    assert str(refusal) == "share_out_of_bounds"
    assert str(DomainError("said")) == "said"
