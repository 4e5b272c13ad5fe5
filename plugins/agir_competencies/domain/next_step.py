"""What is the smallest thing that would change a standing?

New work is tried on the fold that judges. Which old answer to try again is computed
(``next_again``) and tested to be what trying each of them would give: a sentence that promises
is a sentence that holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import Fold, Piece, Ratio, Rule, begun, objects_of
from agir_competencies.domain.next_again import least_shares

STEP: Final = 5  # hundredths: a learner aims at 85 %, not at 83.3333 %
MOST_NEW: Final = 10


@dataclass(frozen=True, slots=True)
class NextStep:
    """One change that would demonstrate the competency.

    ``kind``: ``first`` (nothing counts yet), ``one_more`` (one new activity at ``percent`` or
    more), ``again`` (``object_key`` once more, at ``percent`` or more), ``several`` (``count`` new
    activities at ``percent`` or more), ``far`` (more than the simulation looked at), ``done``.
    """

    kind: str
    percent: int = 0
    count: int = 0
    object_key: str = ""


def next_step(pieces: Sequence[Piece], rule: Rule) -> NextStep:
    """Return the smallest change that would demonstrate the competency of ``pieces``."""
    if not pieces:
        return NextStep("first")
    if demonstrated_point(pieces, rule) is not None:
        return NextStep("done")
    fold = begun(rule)
    for piece in pieces:
        fold = fold.plus(piece)
    futures = _Futures(fold, len(objects_of(pieces)), rule)
    return futures.one_more() or _again(pieces, rule) or futures.several()


@dataclass(frozen=True, slots=True)
class _Futures:
    """What new activities would do after ``fold``, which is of ``objects`` distinct ones."""

    fold: Fold
    objects: int
    rule: Rule

    def one_more(self) -> NextStep | None:
        for percent in range(STEP, 101, STEP):
            if self._met(self.fold.plus(_new(percent)), 1):
                return NextStep("one_more", percent=_told(percent, self.rule), count=1)
        return None

    def several(self) -> NextStep:
        """Let every percentage grow by one activity at a time: the fewest activities win."""
        lowest = int(self.rule.threshold * 100) // STEP * STEP
        folds = {percent: self.fold.plus(_new(percent)) for percent in range(lowest, 101, STEP)}
        met = {percent for percent, fold in folds.items() if self._met(fold, 1)}
        for count in range(2, MOST_NEW + 1):
            for percent, fold in folds.items():
                folds[percent] = fold.plus(_new(percent))
                if percent in met or self._met(folds[percent], count):
                    return NextStep("several", percent=percent, count=count)
        return NextStep("far")

    def _met(self, fold: Fold, count: int) -> bool:
        point = fold.point
        enough = self.objects + count >= self.rule.objects_needed
        return enough and point is not None and point.reaches(self.rule.threshold)


def _told(percent: int, rule: Rule) -> int:
    """Return at least the threshold: to ask less of new work than of the whole reads as a trick."""
    floor = -(-rule.threshold * 100 // STEP) * STEP
    return max(percent, min(int(floor), 100))


def _again(pieces: Sequence[Piece], rule: Rule) -> NextStep | None:
    """Try each activity again, never what was inferred; the smallest percentage wins."""
    found = [
        (_percent(least), piece.object_key)
        for piece, least in zip(pieces, least_shares(pieces, rule), strict=True)
        if least is not None and least.numerator <= least.denominator and not piece.inferred
    ]
    if not found:
        return None
    percent, object_key = min(found)
    return NextStep("again", percent=percent, object_key=object_key)


def _percent(share: Ratio) -> int:
    """Return the first step of the scale that is not below ``share``."""
    return -(-share.numerator * 100 // (share.denominator * STEP)) * STEP


def _new(percent: int) -> Piece:
    return Piece(Fraction(percent, 100), Fraction(1), "")
