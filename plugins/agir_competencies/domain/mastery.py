"""Where does a learner stand, given what counts now?

``standing`` folds pieces in the order of (first_at, id). A competency is demonstrated when at
some point of that order the estimate reaches the threshold over enough distinct objects: later
weak work lowers the estimate and never the status. The order is the first attempt's, not the
best one's, so that a better later try only raises what the fold sums.

What was inferred enters the estimate and makes no object (decision 0014): alone it never
demonstrates anything.
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
from agir_competencies.domain.link import INFERRED
from agir_competencies.domain.methods import Piece, Rule, Sums, estimate, objects_of, points
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
    objects that only inferred evidence speaks of; ``inferred_count`` is how many pieces are such.
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
    folded_status: str = ""

    @property
    def is_demonstrated(self) -> bool:
        """Tell whether the competency is demonstrated."""
        return self.status == DEMONSTRATED


def counted(rows: Iterable[Placed]) -> list[Placed]:
    """Return the rows that count, in the order of the fold."""
    live = [row for row in rows if row.current.share is not None]
    return sorted(live, key=lambda row: (row.current.first_at or row.current.last_at, row.id))


def pieces_of(rows: Iterable[Placed]) -> list[Piece]:
    """Return what the methods read of rows that count, in the same order."""
    return [
        Piece(
            Fraction(row.current.share or 0),
            Fraction(row.current.weight),
            row.object_key,
            inferred=row.kind == INFERRED,
        )
        for row in rows
    ]


def standing(rows: Iterable[Placed], rule: Rule) -> Mastery:
    """Return where a learner stands on one competency under ``rule``."""
    ordered = counted(rows)
    pieces = pieces_of(ordered)
    own = demonstrated_point(pieces, rule)
    point, kept = _with_former(ordered, pieces, rule, own)
    n = weight_of(pieces)
    return Mastery(
        status=DEMONSTRATED if own is not None or kept else NOT_YET,
        estimate=estimate(pieces, rule),
        n=n,
        certainty=certainty(n),
        evidence_count=len(pieces),
        object_count=len(objects_of(pieces)),
        demonstrated_at=None if point is None else _completed(ordered[: point + 1]),
        last_evidence_at=max((row.current.last_at for row in ordered), default=None),
        by_former=own is None and point is not None,
        inferred_count=sum(piece.inferred for piece in pieces),
    )


def _with_former(
    ordered: Sequence[Placed], pieces: Sequence[Piece], rule: Rule, own: int | None
) -> tuple[int | None, bool]:
    """Return the first point of demonstration, and whether a former rule's counts for the status.

    A former rule sees the work begun until it was replaced, which is a beginning of the order, at
    its shares of now: trying such work again only raises what the former rule sees.
    """
    point, kept, keeps = own, False, True
    while rule.before is not None and rule.since is not None:
        keeps = keeps and rule.keeps
        begun = _begun_until(ordered, rule.since)
        rule = rule.before
        former = demonstrated_point(pieces[:begun], rule)
        if former is None or (not keeps and (kept or own is not None)):
            continue
        kept = kept or keeps
        point = former if point is None else min(point, former)
    return point, kept


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


def _completed(rows: Sequence[Placed]) -> datetime | None:
    return max(row.current.scored_at or row.current.last_at for row in rows)
