"""How much does each piece of evidence count in an estimate?

``parts`` are exact and sum to 1 where anything counts: the factor with which a piece's share
enters the estimate, the prior of ``discounted_beta`` left aside (it is everybody's). ``percents``
are what is shown: whole numbers that sum to 100, by largest remainder, since rounding each by
itself would tell 99 or 101.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from agir_competencies.domain.methods import DISCOUNT, MethodUnknown, Piece, Rule, parameter_of

Parts = list[Fraction]


def parts(pieces: Sequence[Piece], rule: Rule) -> Parts:
    """Return the part of each of ``pieces``, in order; all 0 where nothing is measured.

    For two perfect answers of weight 1 under the default: 0.9 / 1.9 and 1 / 1.9.
    """
    if rule.method not in PARTS:
        raise MethodUnknown(method=rule.method)
    return PARTS[rule.method](pieces, rule) if pieces else []


def shown(pieces: Sequence[Piece], rule: Rule) -> list[int]:
    """Return the whole percents of ``pieces``, in order."""
    return percents(parts(pieces, rule))


def percents(exact: Sequence[Fraction]) -> list[int]:
    """Return ``exact`` parts as whole percents that sum to 100; all 0 where they sum to 0.

    Each is the part rounded down or up; of equal remainders the later piece is rounded up.
    """
    if not any(exact):
        return [0] * len(exact)
    whole = [int(part * 100) for part in exact]
    rests = [(part * 100 - whole[index], index) for index, part in enumerate(exact)]
    for _, index in sorted(rests, reverse=True)[: 100 - sum(whole)]:
        whole[index] += 1
    return whole


def _discounted_beta(pieces: Sequence[Piece], rule: Rule) -> Parts:
    last = len(pieces) - 1
    weighed = [piece.weight * DISCOUNT ** (last - index) for index, piece in enumerate(pieces)]
    return _of_their_sum(weighed)


def _highest(pieces: Sequence[Piece], rule: Rule) -> Parts:
    best = max(range(len(pieces)), key=lambda index: (pieces[index].share, index))
    return _only(best, len(pieces))


def _latest(pieces: Sequence[Piece], rule: Rule) -> Parts:
    return _only(len(pieces) - 1, len(pieces))


def _average(pieces: Sequence[Piece], rule: Rule) -> Parts:
    return [Fraction(1, len(pieces))] * len(pieces)


def _n_mastery(pieces: Sequence[Piece], rule: Rule) -> Parts:
    successes = [Fraction(piece.share >= rule.threshold) for piece in pieces]
    if not any(successes) or sum(successes) < parameter_of(rule):
        return [Fraction(0)] * len(pieces)
    return _of_their_sum(successes)


def _weighted_average(pieces: Sequence[Piece], rule: Rule) -> Parts:
    before = len(pieces) - 1
    if not before:
        return [Fraction(1)]
    last = parameter_of(rule)
    return [(1 - last) / before] * before + [last]


def _decaying_average(pieces: Sequence[Piece], rule: Rule) -> Parts:
    new, last = parameter_of(rule), len(pieces) - 1
    return [
        (new if index else Fraction(1)) * (1 - new) ** (last - index) for index in range(last + 1)
    ]


def _only(index: int, count: int) -> Parts:
    return [Fraction(place == index) for place in range(count)]


def _of_their_sum(figures: Sequence[Fraction]) -> Parts:
    total = sum(figures, Fraction(0))
    return [figure / total for figure in figures]


PARTS: Final[dict[str, Callable[[Sequence[Piece], Rule], Parts]]] = {
    "discounted_beta": _discounted_beta,
    "highest": _highest,
    "latest": _latest,
    "average": _average,
    "n_mastery": _n_mastery,
    "weighted_average": _weighted_average,
    "decaying_average": _decaying_average,
}
