"""Which of the facts about one object counts?

``folded`` reads all of them, in order of (occurred_at, id); ``advanced`` reads one more, where
that gives the same answer, and returns ``None`` where only ``folded`` can tell. The order of
hearing never matters: facts are a set.

The weight is the first attempt's (the smallest, where several came at one instant): what was
begun weighs what it weighed then, so that a better later try only raises what the state sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from agir_competencies.domain.evidence import TAKEN_AWAY, Current, Fact
from agir_platform.ports import ScoreCause


def folded(facts: Iterable[Fact]) -> Current | None:
    """Return what ``facts`` say together, ``None`` when there are none. Duplicates are one."""
    current: Current | None = None
    for fact in sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: fact.order):
        current = _next(current, fact)
    return current


def advanced(current: Current | None, fact: Fact) -> Current | None:
    """Return what holds after ``fact``, or ``None`` when the ledger must be read again.

    One more fact is enough when it is the newest, or when nothing but attempts ever happened:
    the best and the first of a set do not depend on the order.
    """
    if current is None or fact.occurred_at > current.last_at:
        return _next(current, fact)
    if current.based_at is None and fact.cause is ScoreCause.ATTEMPT:
        return _among_attempts(current, fact)
    return None


def _next(current: Current | None, fact: Fact) -> Current:
    """Apply a fact that comes after all that ``current`` knows."""
    if fact.cause in TAKEN_AWAY:
        return Current(None, fact.weight, None, None, fact.occurred_at, fact.occurred_at, fact.id)
    if fact.cause is not ScoreCause.ATTEMPT:
        begun = current if current and current.first_at else None
        return _counting(fact, begun, based_at=fact.occurred_at)
    if current is None or current.share is None:
        return _counting(fact, None, based_at=current.based_at if current else None)
    begun = replace(current, weight=_weight(current, fact))
    if fact.share is not None and fact.share > current.share:
        return _counting(fact, begun, based_at=current.based_at)
    return replace(begun, last_at=fact.occurred_at)


def _weight(current: Current, fact: Fact) -> Decimal:
    """Return the weight of the earlier of what was begun and one more attempt."""
    if current.first_at is None or fact.occurred_at < current.first_at:
        return fact.weight
    same = fact.occurred_at == current.first_at
    return min(current.weight, fact.weight) if same else current.weight


def _counting(fact: Fact, begun: Current | None, *, based_at: datetime | None) -> Current:
    first_at = begun.first_at if begun else None
    return Current(
        share=fact.share,
        weight=begun.weight if begun else fact.weight,
        first_at=first_at or fact.occurred_at,
        scored_at=fact.occurred_at,
        based_at=based_at,
        last_at=fact.occurred_at,
        evidence_id=fact.id,
    )


def _among_attempts(current: Current, fact: Fact) -> Current:
    """Add an attempt to attempts: the best counts, the earliest of equals, then the smaller id."""
    if current.share is None or current.scored_at is None or current.first_at is None:
        return current
    best = current
    if fact.share is not None and (-fact.share, *fact.order) < (
        -current.share,
        current.scored_at,
        current.evidence_id,
    ):
        best = _counting(fact, None, based_at=None)
    return replace(
        best,
        weight=_weight(current, fact),
        first_at=min(current.first_at, fact.occurred_at),
        last_at=max(current.last_at, fact.occurred_at),
    )
