"""How is a figure told as a row: with its words, its bounds, and what is left out?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from agir_competencies.domain.indicators.definition import Definition, Figure, Kind
from agir_competencies.indicators import words
from agir_competencies.indicators.data import NO_DATA, OK, Excluded, Part, Row

DIGITS: Final = Decimal("0.000001")


def empty(one: Definition, status: str, why: str = "", day: date | None = None) -> Row:
    """Return a row without a value, and why."""
    return Row(
        id=one.id,
        number=one.number,
        version=one.version,
        kind=str(one.kind),
        title=words.title(one.id),
        definition=words.definition(one.id),
        counts=one.counts,
        minimum_cell=one.minimum_cell,
        is_private=one.is_private,
        status=status,
        why=why,
        as_of=day,
    )


def shown(one: Definition, found: Figure, *, day: date | None = None) -> Row:
    """Return a row with its value, small or not; no data where nothing was there to count."""
    if found.value is None:
        return empty(one, NO_DATA, day=day)
    is_mean = one.kind is not Kind.RATE and one.kind is not Kind.TABLE
    return replace(
        empty(one, OK, day=day),
        n=found.denominator,
        numerator=None if is_mean else int(found.numerator),
        value=figure(found.value),
        low=found.low,
        high=found.high,
        coverage=None if found.coverage is None else figure(found.coverage),
        small_n=found.denominator < one.minimum_cell,
        excluded=tuple(
            Excluded(code, words.reason(code), number) for code, number in found.excluded
        ),
        parts=tuple(Part(code, words.part(code), number) for code, number in found.parts),
    )


def figure(value: Fraction) -> Decimal:
    """Return a fraction to six decimals."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(DIGITS)
