"""What is the smallest thing that would change a standing?

Found by simulation with the engine that judges, never by a formula of its own: a sentence that
promises is a sentence that holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import Piece, Rule

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
    if demonstrated_point(pieces, rule) is not None:
        return NextStep("done")
    if not pieces:
        return NextStep("first")
    return _one_more(pieces, rule) or _again(pieces, rule) or _several(pieces, rule)


def _one_more(pieces: Sequence[Piece], rule: Rule) -> NextStep | None:
    for percent in range(STEP, 101, STEP):
        if _reaches([*pieces, _new(0, percent)], rule):
            return NextStep("one_more", percent=_told(percent, rule), count=1)
    return None


def _told(percent: int, rule: Rule) -> int:
    """Return at least the threshold: to ask less of new work than of the whole reads as a trick."""
    floor = -(-rule.threshold * 100 // STEP) * STEP
    return max(percent, min(int(floor), 100))


def _again(pieces: Sequence[Piece], rule: Rule) -> NextStep | None:
    """Try each activity again, the weakest first; the smallest percentage wins."""
    found: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        for percent in range(STEP, 101, STEP):
            share = Fraction(percent, 100)
            if share <= piece.share:
                continue
            better = [*pieces]
            better[index] = Piece(share, piece.weight, piece.object_key)
            if _reaches(better, rule):
                found.append((percent, piece.object_key))
                break
    if not found:
        return None
    percent, object_key = min(found)
    return NextStep("again", percent=percent, object_key=object_key)


def _several(pieces: Sequence[Piece], rule: Rule) -> NextStep:
    for count in range(2, MOST_NEW + 1):
        for percent in range(int(rule.threshold * 100) // STEP * STEP, 101, STEP):
            if _reaches([*pieces, *(_new(i, percent) for i in range(count))], rule):
                return NextStep("several", percent=percent, count=count)
    return NextStep("far")


def _new(number: int, percent: int) -> Piece:
    return Piece(Fraction(percent, 100), Fraction(1), f"\x1fnew{number}")


def _reaches(pieces: Sequence[Piece], rule: Rule) -> bool:
    return demonstrated_point(pieces, rule) is not None
