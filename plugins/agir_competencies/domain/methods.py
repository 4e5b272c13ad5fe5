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

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import ClassVar, Final, Protocol

from agir_kernel.errors import DomainError

DISCOUNT: Final = Fraction(9, 10)
SHARE_UNIT: Final = 10**6
FIRST_UNIT: Final = 10**8  # six decimals of a share times two of a weight
PRIOR: Final = 2  # the weight of the half that everybody starts with
CANVAS_SHARE: Final = Fraction(65, 100)
CANVAS_COUNT: Final = Fraction(5)

Weights = Mapping[tuple[str, str], Fraction]
"""By object key and kind of evidence."""
Reweighed = Mapping[tuple[str, str], tuple[Fraction, datetime]]
"""The same, each for what was begun until an instant."""


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
    ``inferred``: concluded from other work, or shown unsupervised, so that its object does not
    count as one (decisions 0014, 0016).
    """

    share: Fraction
    weight: Fraction
    object_key: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """When is a competency demonstrated? ``parameter`` is the method's own figure, if it has one.

    ``version`` 1 is the default of decision 0003; it names one rule of the site. ``before`` is the
    rule that this one replaced at ``since`` (decision 0006); ``keeps``: work begun until then is
    judged by the more generous of the two. ``weights`` count in the place of those that were
    recorded, for what was begun until then (decision 0012).
    """

    method: str = "discounted_beta"
    threshold: Fraction = Fraction(7, 10)
    objects_needed: int = 2
    parameter: Fraction | None = None
    version: int = 1
    before: Rule | None = None
    since: datetime | None = None
    keeps: bool = False
    weights: Reweighed = field(default_factory=dict, hash=False, repr=False)


DEFAULT_RULE: Final = Rule()


def objects_of(pieces: Iterable[Piece]) -> set[str]:
    """Return the distinct objects that a demonstration may count: those with work of their own."""
    return {piece.object_key for piece in pieces if not piece.inferred}


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


class Fold(Protocol):
    """What a method remembers of the pieces so far. Frozen, so that several futures part from it.

    ``plus`` returns the fold after one more piece, the older ones before it; ``point`` is the
    estimate now, ``None`` for "not measured".
    """

    def plus(self, piece: Piece) -> Fold:
        """Return the fold after one more piece."""
        ...

    @property
    def point(self) -> Ratio | None:
        """Return the estimate now."""
        ...


@dataclass(frozen=True, slots=True)
class Sums:
    """``a`` and ``n`` of the discounted fold as whole numbers of ``1 / unit``.

    Shares have six decimals and weights two, so that ``unit``, ten times greater after each
    piece, keeps both whole and nothing is ever rounded. ``scale`` is how far it grew.
    """

    a_units: int = 0
    n_units: int = 0
    scale: int = 1

    def plus(self, piece: Piece) -> Sums:
        """Return the sums after one more piece, the older ones discounted."""
        share, weight, scale = piece.share, piece.weight, self.scale * 10
        gained = _whole(weight.numerator * share.numerator, weight.denominator * share.denominator)
        weighed = _whole(weight.numerator, weight.denominator)
        return Sums(9 * self.a_units + gained * scale, 9 * self.n_units + weighed * scale, scale)

    @property
    def unit(self) -> int:
        """Return how many units are 1."""
        return FIRST_UNIT * self.scale

    @property
    def a(self) -> Fraction:
        """Return the discounted sum of weighted shares."""
        return Fraction(self.a_units, self.unit)

    @property
    def n(self) -> Fraction:
        """Return the discounted sum of weights."""
        return Fraction(self.n_units, self.unit)

    @property
    def point(self) -> Ratio:
        """Return (a + 1) / (n + 2)."""
        unit = self.unit
        return Ratio(self.a_units + unit, self.n_units + PRIOR * unit)


def _whole(numerator: int, denominator: int, unit: int = FIRST_UNIT) -> int:
    """Return the quotient in ``1 / unit``; refuse what would have to be rounded."""
    whole, rest = divmod(numerator * unit, denominator)
    if rest:
        raise FigureTooFine(value=f"{numerator}/{denominator}")
    return whole


def _ratio(value: Fraction) -> Ratio:
    return Ratio(value.numerator, value.denominator)


@dataclass(frozen=True, slots=True)
class _Highest:
    best: Fraction = Fraction(0)

    def plus(self, piece: Piece) -> _Highest:
        return _Highest(max(self.best, piece.share))

    @property
    def point(self) -> Ratio:
        return _ratio(self.best)


@dataclass(frozen=True, slots=True)
class _Latest:
    share: Fraction = Fraction(0)

    def plus(self, piece: Piece) -> _Latest:
        return _Latest(piece.share)

    @property
    def point(self) -> Ratio:
        return _ratio(self.share)


@dataclass(frozen=True, slots=True)
class _Average:
    total: Fraction = Fraction(0)
    count: int = 0

    def plus(self, piece: Piece) -> _Average:
        return _Average(self.total + piece.share, self.count + 1)

    @property
    def point(self) -> Ratio:
        return Ratio(self.total.numerator, self.total.denominator * self.count)


@dataclass(frozen=True, slots=True)
class _Successes:
    """The average of those at or above ``threshold``, once there are ``needed`` of them.

    4, 5, 1, 3, 2, 3 of 5 points, mastery from 3, three needed: (4 + 5 + 3 + 3) / 4 = 3.75.
    """

    threshold: Fraction
    needed: Fraction
    total: Fraction = Fraction(0)
    count: int = 0

    def plus(self, piece: Piece) -> _Successes:
        if piece.share < self.threshold:
            return self
        return replace(self, total=self.total + piece.share, count=self.count + 1)

    @property
    def point(self) -> Ratio | None:
        if not self.count or self.count < self.needed:
            return None
        return Ratio(self.total.numerator, self.total.denominator * self.count)


@dataclass(frozen=True, slots=True)
class _LastAndMean:
    """The last score for ``last``, the mean of those before it for the rest.

    3, 1, 5, 4 of 5 points at 0.75: 4·0.75 + (3 + 1 + 5)/3·0.25 = 3 + 0.75 = 3.75.
    """

    last: Fraction
    share: Fraction = Fraction(0)
    before: Fraction = Fraction(0)
    count: int = 0

    def plus(self, piece: Piece) -> _LastAndMean:
        return _LastAndMean(self.last, piece.share, self.before + self.share, self.count + 1)

    @property
    def point(self) -> Ratio:
        if self.count == 1:
            return _ratio(self.share)
        mean = self.before / (self.count - 1)
        return _ratio(self.share * self.last + mean * (1 - self.last))


@dataclass(frozen=True, slots=True)
class _Decaying:
    """m as a quotient whose denominator is multiplied by that of ``last`` with each piece.

    2, 3, 4 of 5 points at 0.65: 2, then 0.35·2 + 0.65·3 = 2.65, then 0.35·2.65 + 0.65·4 = 3.5275.
    """

    last: Fraction
    mean: Ratio | None = None

    def plus(self, piece: Piece) -> _Decaying:
        units = _whole(piece.share.numerator, piece.share.denominator, SHARE_UNIT)
        if self.mean is None:
            return _Decaying(self.last, Ratio(units, SHARE_UNIT))
        new, whole, held = self.last.numerator, self.last.denominator, self.mean
        older = (whole - new) * held.numerator
        newer = new * units * (held.denominator // SHARE_UNIT)
        return _Decaying(self.last, Ratio(older + newer, whole * held.denominator))

    @property
    def point(self) -> Ratio | None:
        return self.mean


def parameter_of(rule: Rule) -> Fraction:
    """Return the method's own figure: the rule's, or Canvas's default."""
    if rule.parameter is not None:
        return rule.parameter
    return CANVAS_COUNT if rule.method == "n_mastery" else CANVAS_SHARE


METHODS: Final[dict[str, Callable[[Rule], Fold]]] = {
    "discounted_beta": lambda _: Sums(),
    "highest": lambda _: _Highest(),
    "latest": lambda _: _Latest(),
    "average": lambda _: _Average(),
    "n_mastery": lambda rule: _Successes(rule.threshold, parameter_of(rule)),
    "weighted_average": lambda rule: _LastAndMean(parameter_of(rule)),
    "decaying_average": lambda rule: _Decaying(parameter_of(rule)),
}
VERSIONS: Final = dict.fromkeys(METHODS, 1)


def named(method: str) -> str:
    """Return a method as it is stored, ``discounted_beta/1``; raise ``MethodUnknown``."""
    if method not in VERSIONS:
        raise MethodUnknown(method=method)
    return f"{method}/{VERSIONS[method]}"


def begun(rule: Rule) -> Fold:
    """Return the fold of no piece at all; ask it no point. Raise ``MethodUnknown``."""
    if rule.method not in METHODS:
        raise MethodUnknown(method=rule.method)
    return METHODS[rule.method](rule)


def points(pieces: Iterable[Piece], rule: Rule) -> Iterator[Ratio | None]:
    """Yield the estimate after each piece in turn; raise ``MethodUnknown``."""
    fold = begun(rule)
    for piece in pieces:
        fold = fold.plus(piece)
        yield fold.point


def estimate(pieces: Iterable[Piece], rule: Rule) -> Fraction | None:
    """Return the estimate of ``pieces`` in order; raise ``MethodUnknown``."""
    last: Ratio | None = None
    for last in points(pieces, rule):  # noqa: B007  the last one is the answer
        pass
    return None if last is None else last.exact
