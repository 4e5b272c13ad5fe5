"""The default mastery to the digit (decision 0003), and what it promises a learner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.certainty import certainty
from agir_competencies.domain.evidence import Current
from agir_competencies.domain.mastery import Placed, counted, pieces_of, rounded, standing
from agir_competencies.domain.methods import DEFAULT_RULE, METHODS, Rule, points

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
SHARES = st.decimals(min_value=0, max_value=1, places=6)
WEIGHTS = st.decimals(min_value=Decimal("0.01"), max_value=5, places=2)


def row(number: int, share: Decimal | str | None, *, weight: Decimal | str = "1") -> Placed:
    """Return the evidence of activity ``number``, shown on that day."""
    at = START + timedelta(days=number)
    figure = None if share is None else Decimal(share)
    current = Current(
        share=figure,
        weight=Decimal(weight),
        first_at=None if figure is None else at,
        scored_at=None if figure is None else at,
        based_at=None,
        last_at=at,
        evidence_id=UUID(int=number),
    )
    return Placed(UUID(int=number), f"block-{number}", current)


def heights(rows: list[Placed]) -> list[Fraction]:
    """Return the estimate at each point of the fold."""
    return [one.exact for one in points(pieces_of(counted(rows)), DEFAULT_RULE) if one]


def test_two_perfect_answers_demonstrate() -> None:
    """Sums: a = 0.9·1 + 1 = 1.9 and n = 1.9: m = (1.9 + 1) / (1.9 + 2) = 2.9 / 3.9 = 0.744."""
    found = standing([row(1, "1"), row(2, "1")], DEFAULT_RULE)
    assert found.estimate == Fraction(29, 39)
    assert rounded(found.estimate) == Decimal("0.743590")
    assert (found.status, found.n, found.certainty) == ("demonstrated", Fraction(19, 10), "few")
    assert found.demonstrated_at == START + timedelta(days=2)


def test_one_perfect_answer_is_not_yet() -> None:
    """Estimate m = (1 + 1) / (1 + 2) = 2/3, below 0.7."""
    found = standing([row(1, "1")], DEFAULT_RULE)
    assert (found.estimate, found.status) == (Fraction(2, 3), "not_yet")


def test_one_object_is_never_enough() -> None:
    """A weight of 5 on one object gives m = 6/7 = 0.857, over the threshold, from one object."""
    found = standing([row(1, "1", weight="5")], DEFAULT_RULE)
    assert found.estimate == Fraction(6, 7)
    assert found.status == "not_yet"


def test_the_threshold_itself_is_enough() -> None:
    """1 and s = 0.83: (0.9 + 0.83 + 1) / 3.9 = 2.73 / 3.9 = 0.7 exactly; a float says 0.6999…."""
    found = standing([row(1, "1"), row(2, "0.83")], DEFAULT_RULE)
    assert found.estimate == Fraction(7, 10)
    assert found.status == "demonstrated"
    assert standing([row(1, "1"), row(2, "0.829999")], DEFAULT_RULE).status == "not_yet"


def test_nothing_is_not_zero() -> None:
    found = standing([row(1, None)], DEFAULT_RULE)
    assert (found.estimate, found.evidence_count, found.status) == (None, 0, "not_yet")
    assert standing([row(1, "0")], DEFAULT_RULE).estimate == Fraction(1, 3)


def test_words_of_certainty() -> None:
    """Bounds: few below 2, some below 4, strong from 4."""
    words = [certainty(Fraction(n)) for n in ("0", "1.999999", "2", "3.999999", "4")]
    assert words == ["few", "few", "some", "some", "strong"]


@given(st.lists(st.tuples(SHARES, WEIGHTS), min_size=1, max_size=8), st.data())
def test_later_weak_work_never_takes_the_status(
    work: list[tuple[Decimal, Decimal]], data: st.DataObject
) -> None:
    rows = [row(i, share, weight=weight) for i, (share, weight) in enumerate(work)]
    method = data.draw(st.sampled_from(sorted(METHODS)))
    rule = Rule(method=method, parameter=Fraction(2) if method == "n_mastery" else None)
    before = standing(rows, rule)
    weak = data.draw(st.lists(SHARES, max_size=4))
    after = standing(rows + [row(100 + i, share) for i, share in enumerate(weak)], rule)
    if before.is_demonstrated:
        assert after.is_demonstrated
        assert after.demonstrated_at == before.demonstrated_at


@given(st.lists(st.tuples(SHARES, WEIGHTS), min_size=1, max_size=8), st.data())
def test_one_more_attempt_lowers_no_point(
    work: list[tuple[Decimal, Decimal]], data: st.DataObject
) -> None:
    rows = [row(i, share, weight=weight) for i, (share, weight) in enumerate(work)]
    index = data.draw(st.integers(0, len(rows) - 1))
    better = max(work[index][0], data.draw(SHARES))
    tried = [*rows]
    tried[index] = row(index, better, weight=work[index][1])
    before = heights(rows)
    after = heights(tried)
    assert all(low <= high for low, high in zip(before, after, strict=True))
    assert standing(tried, DEFAULT_RULE).is_demonstrated >= (
        standing(rows, DEFAULT_RULE).is_demonstrated
    )


@given(st.lists(st.tuples(SHARES, WEIGHTS), max_size=8), st.randoms())
def test_the_order_of_reading_does_not_matter(
    work: list[tuple[Decimal, Decimal]], chance: object
) -> None:
    rows = [row(i, share, weight=weight) for i, (share, weight) in enumerate(work)]
    mixed = [*rows]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(mixed, DEFAULT_RULE) == standing(rows, DEFAULT_RULE)


@given(st.lists(st.tuples(SHARES, WEIGHTS), min_size=1, max_size=8))
def test_the_estimate_is_a_share(work: list[tuple[Decimal, Decimal]]) -> None:
    rows = [row(i, share, weight=weight) for i, (share, weight) in enumerate(work)]
    found = standing(rows, DEFAULT_RULE)
    assert found.estimate is not None
    assert 0 < found.estimate < 1


@pytest.mark.parametrize(
    ("exact", "read"),
    [("1/3", "0.333333"), ("2/3", "0.666667"), ("0.0000005", "0.000000"), ("1", "1.000000")],
)
def test_rounding_is_half_to_even(exact: str, read: str) -> None:
    assert str(rounded(Fraction(exact))) == read
