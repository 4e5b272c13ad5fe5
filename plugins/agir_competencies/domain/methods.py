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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

DISCOUNT: Final = Fraction(9, 10)
PRIOR: Final = 2  # the weight of the half that everybody starts with
CANVAS_SHARE: Final = Fraction(65, 100)
CANVAS_COUNT: Final = Fraction(5)


class MethodUnknown(DomainError):
    """No method of this name exists."""

    code: ClassVar[str] = "method_unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of current evidence: ``share`` 0 to 1, ``weight`` above 0, its ``object_key``."""

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
class Sums:
    """``a`` and ``n`` of the discounted fold: weighted successes, and their weight."""

    a: Fraction = Fraction(0)
    n: Fraction = Fraction(0)

    def plus(self, piece: Piece) -> Sums:
        """Return the sums after one more piece, the older ones discounted."""
        return Sums(
            DISCOUNT * self.a + piece.weight * piece.share, DISCOUNT * self.n + piece.weight
        )

    @property
    def estimate(self) -> Fraction:
        """Return (a + 1) / (n + 2)."""
        return (self.a + Fraction(PRIOR, 2)) / (self.n + PRIOR)


def _discounted_beta(shares: Sequence[Piece], rule: Rule) -> Fraction | None:
    sums = Sums()
    for piece in shares:
        sums = sums.plus(piece)
    return sums.estimate if shares else None


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _highest(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    return max((piece.share for piece in pieces), default=None)


def _latest(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    return pieces[-1].share if pieces else None


def _average(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    return _mean([piece.share for piece in pieces]) if pieces else None


def _n_mastery(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    needed = CANVAS_COUNT if rule.parameter is None else rule.parameter
    good = [piece.share for piece in pieces if piece.share >= rule.threshold]
    return _mean(good) if good and len(good) >= needed else None


def _weighted_average(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    if len(pieces) < 2:
        return _latest(pieces, rule)
    last = CANVAS_SHARE if rule.parameter is None else rule.parameter
    *previous, newest = (piece.share for piece in pieces)
    return newest * last + _mean(previous) * (1 - last)


def _decaying_average(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    share = CANVAS_SHARE if rule.parameter is None else rule.parameter
    mean: Fraction | None = None
    for piece in pieces:
        mean = piece.share if mean is None else (1 - share) * mean + share * piece.share
    return mean


METHODS: Final[dict[str, Callable[[Sequence[Piece], Rule], Fraction | None]]] = {
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


def estimate(pieces: Sequence[Piece], rule: Rule) -> Fraction | None:
    """Return the estimate of ``pieces`` in order; raise ``MethodUnknown``."""
    if rule.method not in METHODS:
        raise MethodUnknown(method=rule.method)
    return METHODS[rule.method](pieces, rule)
