"""Diversity: figures worked out by hand, an interval that repeats, and nothing for nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import exp, log

from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain.diversity import measure, total


def catalogue(*counts: int) -> list[dict[str, Fraction]]:
    """Return courses of one theme each: so many of the first, so many of the second…"""
    return [{f"t{place}": Fraction(1)} for place, n in enumerate(counts) for _ in range(n)]


def test_a_balanced_catalogue_has_as_many_effective_themes_as_themes() -> None:
    found = measure(catalogue(*[20] * 10), 10)
    assert (found.n, found.served, found.effective) == (200, 10, Decimal("10.000"))
    assert found.evenness == 1
    assert found.is_comparable


def test_dropping_fields_does_not_look_even() -> None:
    """Three even fields of ten: Pielou over those three would say 1."""
    found = measure(catalogue(67, 67, 66), 10)
    assert found.effective == Decimal("3.000")
    assert found.evenness == Decimal("0.477")


def test_a_concentrated_catalogue_is_less_diverse_and_says_how_sure() -> None:
    counts = (130, 20, 15, 10, 10, 5, 4, 3, 2, 1)
    found = measure(catalogue(*counts), 10)
    entropy = -sum(n / 200 * log(n / 200) for n in counts)
    assert abs(float(found.effective) - exp(entropy)) < 0.001
    assert 3 < found.low < found.effective < found.high < 5
    assert found.high - found.low < Decimal("1.6")


def test_a_small_catalogue_is_not_compared() -> None:
    found = measure(catalogue(*[5] * 9, 4), 10)
    assert found.n == 49
    assert not found.is_comparable
    assert measure(catalogue(*[5] * 10), 10).is_comparable


def test_twelve_courses_say_little() -> None:
    found = measure(catalogue(2, 2, 1, 1, 1, 1, 1, 1, 1, 1), 10)
    assert found.high - found.low > 3


def test_a_course_of_several_themes_is_shared() -> None:
    courses = [{"a": Fraction(1, 2), "b": Fraction(1, 2)}, {"a": Fraction(1)}]
    assert total(courses) == {"a": Fraction(3, 2), "b": Fraction(1, 2)}
    assert measure(courses, 4).effective == Decimal("1.755")  # exp(-¾ ln ¾ - ¼ ln ¼)


def test_nothing_is_not_zero() -> None:
    for nothing in ([], [{}], [{"a": Fraction(0)}]):
        found = measure(nothing, 10)
        assert (found.n, found.effective, found.evenness, found.low) == (0, None, None, None)


COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=8).filter(any)


@given(COUNTS)
@settings(max_examples=40, deadline=None)
def test_a_figure_stays_in_its_bounds_and_repeats(counts: list[int]) -> None:
    found = measure(catalogue(*counts), 8, resamples=50)
    assert 1 <= found.effective <= found.served <= 8
    assert 1 <= found.low <= found.high <= found.served
    assert 0 <= found.evenness <= 1
    backwards = list(reversed(catalogue(*counts)))
    assert measure(backwards, 8, resamples=50) == found
