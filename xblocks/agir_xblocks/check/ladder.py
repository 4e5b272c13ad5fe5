"""Which step is asked next, and where does somebody stand?

A rung is one step of one competency. Rungs are ordered: the steps of a competency by their
number, and every step of a competency below every step of those that it precedes. A success tells
of all rungs below it, a failure of all above; whoever jumps high is not asked to jump low.

Nothing here knows a block, a table or a clock. The same seed and the same answers always give the
same questions, and where somebody stands depends on the answers alone, not on their order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True, order=True)
class Rung:
    """One step (1 is the easiest) of one competency."""

    competency: UUID
    step: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs, and for each of them those that are strictly easier and strictly harder."""

    rungs: tuple[Rung, ...]
    below: Mapping[Rung, frozenset[Rung]]
    above: Mapping[Rung, frozenset[Rung]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answers tell: rungs that are ``known``, ``unknown``, and ``open`` (nobody knows).

    ``answered`` are the competencies that were asked about; what is told of others is inferred.
    """

    known: frozenset[Rung]
    unknown: frozenset[Rung]
    open: frozenset[Rung]
    answered: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands on one competency: ``known``, ``unknown`` and ``open`` steps of it.

    ``inferred``: none of its steps was asked.
    """

    competency: UUID
    known: int
    unknown: int
    open: int
    inferred: bool

    @property
    def share(self) -> Fraction | None:
        """Return the steps that are known of those that are not open, ``None`` for no such."""
        told = self.known + self.unknown
        return Fraction(self.known, told) if told else None

    @property
    def is_known(self) -> bool:
        """Tell whether every step is known."""
        return not self.unknown and not self.open and self.known > 0


def build(rungs: Iterable[Rung], easier: Iterable[Pair]) -> Ladder:
    """Return the ladder of these rungs. ``easier`` holds (easier, harder) competencies.

    Paths of pairs are followed; competencies that come before themselves are in no order.
    """
    ordered = tuple(sorted(set(rungs)))
    first = _closed(easier)
    below = {
        one: frozenset(other for other in ordered if _is_below(other, one, first))
        for one in ordered
    }
    above = {one: frozenset(other for other in ordered if one in below[other]) for one in ordered}
    return Ladder(ordered, below, above)


def standing(ladder: Ladder, answers: Mapping[Rung, bool]) -> Standing:
    """Return what ``answers`` tell; answers to rungs that the ladder has no more are left out.

    Where answers contradict each other (a success above a failure) the success is believed.
    """
    told = {rung: right for rung, right in answers.items() if rung in ladder.below}
    known: set[Rung] = set()
    unknown: set[Rung] = set()
    for rung, right in told.items():
        reach = {rung} | (ladder.below[rung] if right else ladder.above[rung])
        (known if right else unknown).update(reach)
    unknown -= known
    return Standing(
        frozenset(known),
        frozenset(unknown),
        frozenset(ladder.rungs) - known - unknown,
        frozenset(rung.competency for rung in told),
    )


def next_rung(ladder: Ladder, answers: Mapping[Rung, bool], *, most: int, seed: str) -> Rung | None:
    """Return the rung to ask, ``None`` when nothing is open or ``most`` were asked.

    The one whose answer tells most in the worst case: of both outcomes, the one that closes fewer
    rungs is compared. Of equals, the one that closes more in all, then the easier, then by lot.
    """
    if len(answers) >= most:
        return None
    found = standing(ladder, answers)
    return min(
        found.open,
        key=lambda rung: _rank(ladder, found, rung, seed),
        default=None,
    )


def places(ladder: Ladder, found: Standing) -> dict[UUID, Place]:
    """Return where somebody stands on each competency of the ladder."""
    return {
        competency: Place(
            competency,
            known=_count(found.known, competency),
            unknown=_count(found.unknown, competency),
            open=_count(found.open, competency),
            inferred=competency not in found.answered,
        )
        for competency in sorted({rung.competency for rung in ladder.rungs})
    }


def lot(seed: str, name: object) -> str:
    """Return a figure that orders ``name`` among others, by lot, the same for one seed."""
    return hashlib.sha256(f"{seed}\x1f{name}".encode()).hexdigest()


def _rank(ladder: Ladder, found: Standing, rung: Rung, seed: str) -> tuple[int, int, int, str]:
    easier = len(found.open & ladder.below[rung])
    harder = len(found.open & ladder.above[rung])
    name = f"{rung.competency}/{rung.step}"
    return (-min(easier, harder), -(easier + harder), easier, lot(seed, name))


def _count(rungs: frozenset[Rung], competency: UUID) -> int:
    return sum(rung.competency == competency for rung in rungs)


def _is_below(one: Rung, other: Rung, first: frozenset[Pair]) -> bool:
    if one.competency == other.competency:
        return one.step < other.step
    return (one.competency, other.competency) in first


def _closed(pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Return the pairs that paths make, those that are in a circle left out."""
    found = {(one, other) for one, other in pairs if one != other}
    while new := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= new
    return frozenset((a, b) for a, b in found if a != b and (b, a) not in found)
