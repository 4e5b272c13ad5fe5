"""Which one activity would help most?

Each activity that was not answered yet is tried on the fold that judges, with its own weight: the
one that demonstrates the competency at the lowest percentage wins, else the one that raises the
estimate most when it succeeds. Of equals the one that serves more open competencies wins, then
the first that was given. An old answer to try again wins only where no new one demonstrates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from agir_competencies.domain.methods import Fold, Piece, Rule, begun, objects_of
from agir_competencies.domain.next_step import STEP, NextStep

SUCCESS: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity not answered yet: its weight here, and how many open competencies it serves."""

    object_key: str
    weight: Fraction
    serves: int = 1


@dataclass(frozen=True, slots=True)
class NextActivity:
    """The one to do. ``percent`` demonstrates the competency, 0 where one activity is not enough.

    ``before`` and ``after``: the estimate now, and with this activity at ``percent`` (at 100 where
    that is 0). ``again``: it was answered before.
    """

    object_key: str
    percent: int
    before: Fraction | None
    after: Fraction | None
    again: bool = False


def next_activity(
    pieces: Sequence[Piece], rule: Rule, candidates: Sequence[Candidate], step: NextStep
) -> NextActivity | None:
    """Return the activity that would help most, ``None`` where nothing is to be done or known.

    ``step`` is ``next_step`` of the same pieces.
    """
    if step.kind == "done":
        return None
    fold = begun(rule)
    for piece in pieces:
        fold = fold.plus(piece)
    now = _exact(fold) if pieces else None
    objects = objects_of(pieces)
    tried = [_tried(fold, now, objects, rule, one) for one in _worth_trying(candidates)]
    best = min(tried, key=lambda one: one[0], default=None)
    if best is not None and (best[1].percent or step.kind != "again"):
        return best[1]
    if step.kind == "again":
        return _again(pieces, rule, now, step)
    return None


def _worth_trying(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best of each weight: new activities of one weight all do the same."""
    found: dict[Fraction, Candidate] = {}
    for one in candidates:
        held = found.get(one.weight)
        if held is None or one.serves > held.serves:
            found[one.weight] = one
    return list(found.values())


def _tried(
    fold: Fold, now: Fraction | None, objects: set[str], rule: Rule, one: Candidate
) -> tuple[tuple[int, Fraction, int], NextActivity]:
    """Return an activity's effect and its place in the order: the least is the best."""
    enough = len(objects | {one.object_key}) >= rule.objects_needed
    for percent in range(STEP, 101, STEP) if enough else ():
        point = _with(fold, one, Fraction(percent, 100)).point
        if point is not None and point.reaches(rule.threshold):
            told = max(percent, min(int(-(-rule.threshold * 100 // STEP) * STEP), 100))
            after = _exact(_with(fold, one, Fraction(told, 100)))
            found = NextActivity(one.object_key, told, now, after)
            return (percent, Fraction(0), -one.serves), found
    after = _exact(_with(fold, one, SUCCESS))
    found = NextActivity(one.object_key, 0, now, after)
    return (101, -(after or Fraction(0)), -one.serves), found


def _with(fold: Fold, one: Candidate, share: Fraction) -> Fold:
    return fold.plus(Piece(share, one.weight, one.object_key))


def _exact(fold: Fold) -> Fraction | None:
    point = fold.point
    return None if point is None else point.exact


def _again(
    pieces: Sequence[Piece], rule: Rule, now: Fraction | None, step: NextStep
) -> NextActivity:
    fold = begun(rule)
    for piece in pieces:
        tried = piece.object_key == step.object_key and not piece.inferred
        share = Fraction(step.percent, 100) if tried else piece.share
        fold = fold.plus(Piece(share, piece.weight, piece.object_key, piece.inferred))
    return NextActivity(step.object_key, step.percent, now, _exact(fold), again=True)
