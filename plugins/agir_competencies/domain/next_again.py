"""How much better must one old answer become, all the others as they are?

For each piece, the least share with which the rule would be met, in one walk forward and one
backward whatever the number of pieces. Meant for pieces that do not meet the rule as they are.

A share that rises by d raises the estimate at each later place by d times a factor of the piece
and a factor of the place. What each place lacks, divided by its factor, is therefore the same
measure for all pieces before it, and the least of the later places is carried backward.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final

from agir_competencies.domain.methods import (
    FIRST_UNIT,
    SHARE_UNIT,
    Piece,
    Ratio,
    Rule,
    parameter_of,
    points,
)

Least = list[Ratio | None]
"""The least share of each piece, perhaps above 1; ``None`` where no height is enough."""


def least_shares(pieces: Sequence[Piece], rule: Rule) -> Least:
    """Return the least share with which each of ``pieces``, it alone changed, meets ``rule``.

    Exact, in a number of operations that grows as ``pieces`` do.
    """
    early = _too_early(pieces, rule)
    if early == len(pieces):
        return [None] * early
    return LEAST[rule.method](pieces, rule, early)


def _too_early(pieces: Sequence[Piece], rule: Rule) -> int:
    """Return how many of the first places have too few objects, whatever the shares."""
    objects: set[str] = set()
    for index, piece in enumerate(pieces):
        if not piece.inferred:
            objects.add(piece.object_key)
        if len(objects) >= max(rule.objects_needed, 1):
            return index
    return len(pieces)


def _discounted_beta(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    lacking = _lacking(pieces, rule)
    found = _fading(lacking, early, kept=9, whole=10)
    unit = rule.threshold.denominator * FIRST_UNIT * 10
    return [
        _raised(piece.share, fewest, unit * measure, piece.weight)
        for piece, (fewest, measure) in zip(pieces, found, strict=True)
    ]


def _decaying_average(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    new = parameter_of(rule)
    if new == 1:  # nothing of an older score is kept
        return _latest(pieces, rule, early)
    lacking = _lacking(pieces, rule)
    found = _fading(lacking, early, kept=new.denominator - new.numerator, whole=new.denominator)
    unit = rule.threshold.denominator * SHARE_UNIT
    return [
        _raised(piece.share, fewest, unit * measure, new if index else Fraction(1))
        for index, (piece, (fewest, measure)) in enumerate(zip(pieces, found, strict=True))
    ]


def _lacking(pieces: Sequence[Piece], rule: Rule) -> list[int]:
    """Return threshold − estimate at each place, times both denominators."""
    threshold = rule.threshold
    return [
        threshold.numerator * point.denominator - threshold.denominator * point.numerator
        for point in points(pieces, rule)
        if point is not None
    ]


def _fading(
    lacking: Sequence[int], early: int, *, kept: int, whole: int
) -> list[tuple[int | None, int]]:
    """Return for each place the least of what it and later ones lack, and the unit of that.

    A gain fades to ``kept`` of ``whole`` from place to place, and the unit in which ``lacking``
    is given shrinks to 1 of ``whole``: the least of lacking / kept^place is compared, in whole
    numbers over kept^last, and its unit at place i is 1 / (whole^i · kept^(last − i)).
    """
    found: list[tuple[int | None, int]] = []
    fewest: int | None = None
    faded, shrunk = 1, whole ** (len(lacking) - 1)
    for index in range(len(lacking) - 1, -1, -1):
        if index >= early:
            here = lacking[index] * faded
            fewest = here if fewest is None else min(fewest, here)
        found.append((fewest, shrunk * faded))
        faded, shrunk = faded * kept, shrunk // whole
    return found[::-1]


def _raised(share: Fraction, fewest: int | None, unit: int, gain: Fraction) -> Ratio | None:
    """Return share + fewest / (unit · gain)."""
    if fewest is None:
        return None
    below = unit * gain.numerator
    above = fewest * gain.denominator * share.denominator
    return Ratio(share.numerator * below + above, share.denominator * below)


def _average(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    """Return what the totals lack: d more of a share is d more of every later total."""
    totals = accumulate(piece.share for piece in pieces)
    lacking = [rule.threshold * count - total for count, total in enumerate(totals, 1)]
    later = _later(lacking, early)
    return [
        None if lacks is None else _ratio(piece.share + lacks)
        for piece, lacks in zip(pieces, later, strict=True)
    ]


def _weighted_average(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    """Return the less of two: counting as the last score, or later as one of those before it."""
    last, threshold = parameter_of(rule), rule.threshold
    own, lacking, before = [threshold], [Fraction(0)], pieces[0].share
    for count, piece in enumerate(pieces[1:], 1):
        own.append((threshold - before / count * (1 - last)) / last)
        if last < 1:
            lacking.append((threshold - last * piece.share) * count / (1 - last) - before)
        before += piece.share
    later = [*_later(lacking, max(early, 1))[1:], None] if last < 1 else [None] * len(pieces)
    found: Least = []
    for index, piece in enumerate(pieces):
        lacks = later[index]
        ways = [own[index]] if index >= early else []
        ways += [] if lacks is None else [piece.share + lacks]
        found.append(_ratio(min(ways)) if ways else None)
    return found


def _later(lacking: Sequence[Fraction], early: int) -> list[Fraction | None]:
    """Return for each place the least of what it and later ones lack."""
    found: list[Fraction | None] = []
    fewest: Fraction | None = None
    for index in range(len(lacking) - 1, -1, -1):
        if index >= early:
            fewest = lacking[index] if fewest is None else min(fewest, lacking[index])
        found.append(fewest)
    return found[::-1]


def _highest(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    return [_ratio(rule.threshold)] * len(pieces)


def _latest(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    return [_ratio(rule.threshold) if index >= early else None for index in range(len(pieces))]


def _n_mastery(pieces: Sequence[Piece], rule: Rule, early: int) -> Least:
    """Return the threshold where one more success makes enough; their average is never below."""
    successes = sum(piece.share >= rule.threshold for piece in pieces)
    if successes + 1 < parameter_of(rule):
        return [None] * len(pieces)
    return [_ratio(rule.threshold) if piece.share < rule.threshold else None for piece in pieces]


def _ratio(value: Fraction) -> Ratio:
    return Ratio(value.numerator, value.denominator)


LEAST: Final[dict[str, Callable[[Sequence[Piece], Rule, int], Least]]] = {
    "discounted_beta": _discounted_beta,
    "highest": _highest,
    "latest": _latest,
    "average": _average,
    "n_mastery": _n_mastery,
    "weighted_average": _weighted_average,
    "decaying_average": _decaying_average,
}
