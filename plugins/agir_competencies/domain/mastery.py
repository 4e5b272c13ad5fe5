"""Where does a learner stand, given what counts now?

``standing`` folds pieces in the order of (first_at, id). A competency is demonstrated when at
some point of that order the estimate reaches the threshold over enough distinct objects: later
weak work lowers the estimate and never the status. The order is the first attempt's, not the
best one's, so that a better later try only raises what the fold sums.

What was inferred, or shown before anybody knew by whom, enters the estimate and makes no object
(decisions 0014, 0016): alone it never demonstrates anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from agir_competencies.domain.certainty import certainty
from agir_competencies.domain.evidence import Current
from agir_competencies.domain.link import ASSUMED_KINDS, EXTERNAL, INFERRED, UNSUPERVISED
from agir_competencies.domain.methods import (
    DEFAULT_RULE,
    Piece,
    Rule,
    Sums,
    estimate,
    objects_of,
    points,
)
from agir_kernel.figures import SHARE_QUANTUM

NOT_YET: Final = "not_yet"
DEMONSTRATED: Final = "demonstrated"


@dataclass(frozen=True, slots=True)
class Placed:
    """One row of current evidence with its id and object: what a state is folded from.

    ``kind`` is a kind of ``domain.link``, '' where nobody asks.
    """

    id: UUID
    object_key: str
    current: Current
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mastery:
    """The outcome of a fold.

    ``estimate`` is exact, ``None`` when nothing counts (not measured, which is not 0). ``n`` is
    the discounted weight. ``demonstrated_at`` is when the work that completed the demonstration
    was done; ``last_evidence_at`` the last time anything was shown. ``object_count`` leaves out
    objects that only such evidence speaks of as demonstrates nothing alone; ``inferred_count`` and
    ``unsupervised_count`` are how many pieces are such. ``external_count``: how many are badges of
    somewhere else.
    ``by_former``: a rule that was replaced since says demonstrated, and the rule of today does
    not. Where that rule lets fall, the status is not_yet and ``demonstrated_at`` remains: what was
    granted for it stays.
    ``folded_status``: what the evidence says where a named person decided otherwise, '' elsewhere.
    """

    status: str
    estimate: Fraction | None
    n: Fraction
    certainty: str
    evidence_count: int
    object_count: int
    demonstrated_at: datetime | None
    last_evidence_at: datetime | None
    by_former: bool = False
    inferred_count: int = 0
    unsupervised_count: int = 0
    external_count: int = 0
    folded_status: str = ""

    @property
    def is_demonstrated(self) -> bool:
        """Tell whether the competency is demonstrated."""
        return self.status == DEMONSTRATED


def counted(rows: Iterable[Placed], rule: Rule = DEFAULT_RULE) -> list[Placed]:
    """Return the rows that count under ``rule``, in the order of the fold.

    What weighs nothing is shown and does not count: it is no piece, no object, and ages no other.
    """
    return _weighing(_shown(rows), rule)


def weight_in(row: Placed, rule: Rule) -> Fraction:
    """Return how much a row weighs: as it was recorded, or as a later change decided."""
    decided = rule.weights.get((row.object_key, row.kind)) if rule.weights else None
    if decided is None or _place(row)[0] > decided[1]:
        return Fraction(row.current.weight)
    return decided[0]


def pieces_of(rows: Iterable[Placed], rule: Rule = DEFAULT_RULE) -> list[Piece]:
    """Return what the methods read of rows that count, in the same order."""
    return [
        Piece(
            Fraction(row.current.share or 0),
            weight_in(row, rule),
            row.object_key,
            inferred=row.kind in ASSUMED_KINDS,
        )
        for row in rows
    ]


def standing(rows: Iterable[Placed], rule: Rule) -> Mastery:
    """Return where a learner stands on one competency under ``rule``."""
    shown = _shown(rows)
    ordered = _weighing(shown, rule)
    pieces = pieces_of(ordered, rule)
    index = demonstrated_point(pieces, rule)
    own = None if index is None else _moment(ordered[: index + 1])
    moment, kept = _with_former(shown, rule, own)
    n = weight_of(pieces)
    return Mastery(
        status=DEMONSTRATED if own is not None or kept else NOT_YET,
        estimate=estimate(pieces, rule),
        n=n,
        certainty=certainty(n),
        evidence_count=len(pieces),
        object_count=len(objects_of(pieces)),
        demonstrated_at=None if moment is None else moment[1],
        last_evidence_at=max((row.current.last_at for row in ordered), default=None),
        by_former=own is None and moment is not None,
        inferred_count=sum(row.kind == INFERRED for row in ordered),
        unsupervised_count=sum(row.kind == UNSUPERVISED for row in ordered),
        external_count=sum(row.kind == EXTERNAL for row in ordered),
    )


def _shown(rows: Iterable[Placed]) -> list[Placed]:
    """Return the rows that were not taken away, in the order of the fold."""
    return sorted((row for row in rows if row.current.share is not None), key=_place)


def _place(row: Placed) -> tuple[datetime, UUID]:
    return (row.current.first_at or row.current.last_at, row.id)


def _weighing(shown: Iterable[Placed], rule: Rule) -> list[Placed]:
    return [row for row in shown if weight_in(row, rule) > 0]


Moment = tuple[tuple[datetime, UUID], datetime]
"""The place in the fold's order where a rule was met, and when the work for it was done."""


def _with_former(
    shown: Sequence[Placed], rule: Rule, own: Moment | None
) -> tuple[Moment | None, bool]:
    """Return the first moment of demonstration, and whether a former rule's counts for the status.

    A former rule sees the work begun until it was replaced, which is a beginning of the order, at
    its shares of now and its weights of then: trying such work again only raises what it sees.
    """
    moment, kept, keeps = own, False, True
    while rule.before is not None and rule.since is not None:
        keeps = keeps and rule.keeps
        begun = shown[: _begun_until(shown, rule.since)]
        rule = rule.before
        former = _reached(begun, rule)
        if former is None or (not keeps and (kept or own is not None)):
            continue
        kept = kept or keeps
        moment = former if moment is None else min(moment, former)
    return moment, kept


def _reached(shown: Sequence[Placed], rule: Rule) -> Moment | None:
    """Return when a rule was met by these rows, ``None`` when it never is."""
    ordered = _weighing(shown, rule)
    index = demonstrated_point(pieces_of(ordered, rule), rule)
    return None if index is None else _moment(ordered[: index + 1])


def _moment(done: Sequence[Placed]) -> Moment:
    return (_place(done[-1]), _completed(done))


def _begun_until(ordered: Sequence[Placed], moment: datetime) -> int:
    return sum((row.current.first_at or row.current.last_at) <= moment for row in ordered)


def demonstrated_point(pieces: Sequence[Piece], rule: Rule) -> int | None:
    """Return the index of the first point at which the rule is met, ``None`` when it never is."""
    objects: set[str] = set()
    for index, (piece, point) in enumerate(zip(pieces, points(pieces, rule), strict=True)):
        if not piece.inferred:
            objects.add(piece.object_key)
        if point is None or len(objects) < max(rule.objects_needed, 1):
            continue
        if point.reaches(rule.threshold):
            return index
    return None


def weight_of(pieces: Sequence[Piece]) -> Fraction:
    """Return n, the discounted weight of ``pieces``."""
    sums = Sums()
    for piece in pieces:
        sums = sums.plus(piece)
    return sums.n


def rounded(value: Fraction | None, quantum: Decimal = SHARE_QUANTUM) -> Decimal | None:
    """Return a figure for reading, rounded half to even; decisions are taken on the exact one."""
    if value is None:
        return None
    steps = round(value / Fraction(quantum))
    return (Decimal(steps) * quantum).quantize(quantum)


def _completed(rows: Sequence[Placed]) -> datetime:
    return max(row.current.scored_at or row.current.last_at for row in rows)
