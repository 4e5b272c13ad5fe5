"""What is an indicator? A definition as data, and a result that says how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from agir_competencies.domain.indicators.tally import Tally
from agir_competencies.domain.interval import wilson

MINIMUM_CELL: Final = 11


class Kind(StrEnum):
    """What a value is: a share of people (or of pairs), a mean, a median, a table of counts."""

    RATE = "rate"
    MEAN = "mean"
    MEDIAN = "median"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a definition finds in a population.

    ``value`` is ``None`` where nothing was there to be counted: no data, which is not 0. For a
    rate it is ``numerator / denominator``; for a mean ``numerator`` is the sum. ``low`` and
    ``high`` bound it at 95 %. ``of`` is how many ``denominator`` could at most have been: their
    ratio is the coverage. ``excluded`` says by reason who is not in the denominator. ``parts``
    are named counts: the cells of a table, the quartiles of a median, what is shown beside.
    """

    numerator: Fraction
    denominator: int
    value: Fraction | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    of: int = 0
    excluded: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def coverage(self) -> Fraction | None:
        """Return the share of those it is about whom the data covers, ``None`` for nobody."""
        return Fraction(self.denominator, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator as it is computed from ``version`` on.

    ``numerator`` and ``denominator`` say in English what is counted (pages say it in the
    reader's language). ``is_private``: it rests on goals, reasons or self-assessments, which
    nobody but the learner sees by name; even the course team reads it in published groups.
    ``counts``: learners, or pairs (of a learner and a competency).
    """

    id: str
    number: int
    kind: Kind
    numerator: str
    denominator: str
    exclusions: tuple[str, ...]
    compute: Callable[[Tally], Figure]
    is_private: bool = False
    counts: str = "learners"
    version: int = 1
    minimum_cell: int = MINIMUM_CELL

    @property
    def name(self) -> str:
        """Return id and version, which tell whether two values may be compared."""
        return f"{self.id}/{self.version}"


def rate(
    numerator: int | Fraction,
    denominator: int,
    *,
    of: int | None = None,
    excluded: tuple[tuple[str, int], ...] = (),
    parts: tuple[tuple[str, int], ...] = (),
) -> Figure:
    """Return a share with its interval; no data where the denominator is 0."""
    total = Fraction(numerator)
    bounds = wilson(total, denominator)
    low, high = bounds if bounds else (None, None)
    value = total / denominator if denominator else None
    known = denominator if of is None else of
    return Figure(total, denominator, value, low, high, known, excluded, parts)


def nothing(*, of: int = 0, excluded: tuple[tuple[str, int], ...] = ()) -> Figure:
    """Return what is said where nothing is recorded: no data, never 0."""
    return Figure(Fraction(0), 0, of=of, excluded=excluded)
