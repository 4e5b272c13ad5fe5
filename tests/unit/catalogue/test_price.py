"""What somebody typed is the amount that is kept, to the smallest unit, or it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain import price


@settings(max_examples=60)
@given(st.integers(0, 10**8), st.sampled_from(["EUR", "CHF", "XOF", "TND", "JPY"]))
def test_what_is_shown_is_read_as_the_same_amount(amount: int, currency: str) -> None:
    shown = price.major(amount, currency)
    assert price.minor(shown, currency) == amount
    assert price.minor(shown.replace(".", ","), currency) == amount


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("49", "EUR", 4900),
        ("49,5", "EUR", 4950),
        ("1\u202f200", "EUR", 120_000),
        ("3000", "XOF", 3000),
        ("0", "", 0),
        ("49,505", "EUR", None),
        ("3000,5", "XOF", None),
        ("-1", "EUR", None),
        ("NaN", "EUR", None),
        ("Infinity", "EUR", None),
        ("much", "EUR", None),
        ("", "EUR", None),
    ],
)
def test_amounts_are_exact_or_refused(typed: str, currency: str, amount: int | None) -> None:
    assert price.minor(typed, currency) == amount
