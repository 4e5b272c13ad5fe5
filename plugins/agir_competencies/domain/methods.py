"""How do several shares become one estimate?

Each method has a name and a version that are stored with the state it made; a changed formula is
a new version, never an edit. All arithmetic is exact. ``estimate`` sees the pieces in the order
of the fold and returns ``None`` for "not measured", which is not 0.

``discounted_beta`` (decision 0003): a ← 0.9·a + w·s, n ← 0.9·n + w, estimate (a + 1) / (n + 2).
The others give Canvas's figures for the same scores (before Canvas rounds them to two places):
``highest``, ``latest``, ``average``; ``n_mastery``: the average of those at or above the
threshold once there are ``parameter`` of them; ``weighted_average``: last·p + mean(previous)·(1−p);
``decaying_average``: m ← (1−p)·m + p·s from the first score. Canvas knows no weights, so these
six ignore them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

DISCOUNT: Final = Fraction(9, 10)
FIRST_UNIT: Final = 10**8  # six decimals of a share times two of a weight
PRIOR: Final = 2  # the weight of the half that everybody starts with
CANVAS_SHARE: Final = Fraction(65, 100)
CANVAS_COUNT: Final = Fraction(5)


class MethodUnknown(DomainError):
    """No method of this name exists."""

    code: ClassVar[str] = "method_unknown"


class FigureTooFine(DomainError):
    """A share has more than six decimals, or a weight more than two."""

    code: ClassVar[str] = "figure_too_fine"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of current evidence, of the object ``object_key``.

    ``share`` 0 to 1 inclusive with at most six decimals, ``weight`` above 0 with at most two.
    """

    share: Fraction
    weight: Fraction
    object_key: str


@dataclass(frozen=True, slots=True)
class Rule:
    """When is a competency demonstrated? ``parameter`` is the method's own figure, if it has one.

    ``version`` 1 is the default of decision 0003; it names one rule of the site.
    """

    method: str = "discounted_beta"
    threshold: Fraction = Fraction(7, 10)
    objects_needed: int = 2
    parameter: Fraction | None = None
    version: int = 1


DEFAULT_RULE: Final = Rule()


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact quotient, left unreduced: reducing each point of a long fold is most of its cost."""

    numerator: int
    denominator: int

    @property
    def exact(self) -> Fraction:
        """Return the quotient, reduced."""
        return Fraction(self.numerator, self.denominator)

    def reaches(self, threshold: Fraction) -> bool:
        """Tell whether the quotient is at least ``threshold``."""
        return self.numerator * threshold.denominator >= threshold.numerator * self.denominator


@dataclass(frozen=True, slots=True)
class Sums:
    """``a`` and ``n`` of the discounted fold as whole numbers of ``1 / unit``.

    Shares have six decimals and weights two, so that ``unit``, ten times greater after each
    piece, keeps both whole and nothing is ever rounded.
    """

    a_units: int = 0
    n_units: int = 0
    unit: int = FIRST_UNIT

    def plus(self, piece: Piece) -> Sums:
        """Return the sums after one more piece, the older ones discounted."""
        unit = self.unit * 10
        return Sums(
            9 * self.a_units + _whole(piece.weight * piece.share, unit),
            9 * self.n_units + _whole(piece.weight, unit),
            unit,
        )

    @property
    def a(self) -> Fraction:
        """Return the discounted sum of weighted shares."""
        return Fraction(self.a_units, self.unit)

    @property
    def n(self) -> Fraction:
        """Return the discounted sum of weights."""
        return Fraction(self.n_units, self.unit)

    @property
    def estimate(self) -> Ratio:
        """Return (a + 1) / (n + 2)."""
        return Ratio(self.a_units + self.unit, self.n_units + PRIOR * self.unit)


def _whole(value: Fraction, unit: int) -> int:
    """Return ``value`` in ``1 / unit``; refuse what would have to be rounded."""
    whole, rest = divmod(value.numerator * unit, value.denominator)
    if rest:
        raise FigureTooFine(value=str(value))
    return whole


Points = Iterator[Ratio | None]


def _ratio(value: Fraction | None) -> Ratio | None:
    return None if value is None else Ratio(value.numerator, value.denominator)


def _discounted_beta(pieces: Iterable[Piece], rule: Rule) -> Points:
    sums = Sums()
    for piece in pieces:
        sums = sums.plus(piece)
        yield sums.estimate


def _highest(pieces: Iterable[Piece], rule: Rule) -> Points:
    best = Fraction(0)
    for piece in pieces:
        best = max(best, piece.share)
        yield _ratio(best)


def _latest(pieces: Iterable[Piece], rule: Rule) -> Points:
    for piece in pieces:
        yield _ratio(piece.share)


def _average(pieces: Iterable[Piece], rule: Rule) -> Points:
    total = Fraction(0)
    for count, piece in enumerate(pieces, 1):
        total += piece.share
        yield _ratio(total / count)


def _n_mastery(pieces: Iterable[Piece], rule: Rule) -> Points:
    needed = CANVAS_COUNT if rule.parameter is None else rule.parameter
    total, count = Fraction(0), 0
    for piece in pieces:
        if piece.share >= rule.threshold:
            total, count = total + piece.share, count + 1
        yield _ratio(total / count if count and count >= needed else None)


def _weighted_average(pieces: Iterable[Piece], rule: Rule) -> Points:
    last = CANVAS_SHARE if rule.parameter is None else rule.parameter
    previous = Fraction(0)
    for count, piece in enumerate(pieces):
        mean = piece.share if not count else piece.share * last + previous / count * (1 - last)
        previous += piece.share
        yield _ratio(mean)


def _decaying_average(pieces: Iterable[Piece], rule: Rule) -> Points:
    share = CANVAS_SHARE if rule.parameter is None else rule.parameter
    mean: Fraction | None = None
    for piece in pieces:
        mean = piece.share if mean is None else (1 - share) * mean + share * piece.share
        yield _ratio(mean)


METHODS: Final[dict[str, Callable[[Iterable[Piece], Rule], Points]]] = {
    "discounted_beta": _discounted_beta,
    "highest": _highest,
    "latest": _latest,
    "average": _average,
    "n_mastery": _n_mastery,
    "weighted_average": _weighted_average,
    "decaying_average": _decaying_average,
}
VERSIONS: Final = dict.fromkeys(METHODS, 1)


def named(method: str) -> str:
    """Return a method as it is stored, ``discounted_beta/1``; raise ``MethodUnknown``."""
    if method not in VERSIONS:
        raise MethodUnknown(method=method)
    return f"{method}/{VERSIONS[method]}"


def points(pieces: Iterable[Piece], rule: Rule) -> Points:
    """Yield the estimate after each piece in turn; raise ``MethodUnknown``."""
    if rule.method not in METHODS:
        raise MethodUnknown(method=rule.method)
    return METHODS[rule.method](pieces, rule)


def estimate(pieces: Iterable[Piece], rule: Rule) -> Fraction | None:
    """Return the estimate of ``pieces`` in order; raise ``MethodUnknown``."""
    last: Ratio | None = None
    for last in points(pieces, rule):  # noqa: B007  the last one is the answer
        pass
    return None if last is None else last.exact
