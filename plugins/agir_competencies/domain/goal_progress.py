"""How far is a learner with what they chose? A pure function of what was seen of them.

What is not met is pending, never failed: no date that passes makes a failure here. What the
platform cannot tell (hours, a certificate) the learner says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from agir_competencies.domain.goal import Item, Kind
from agir_competencies.domain.mastery import DEMONSTRATED

STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Stand:
    """What a goal reads of a standing: see ``agir_competencies.standing.StateView``."""

    status: str
    certainty: str
    estimate: Decimal | None
    demonstrated_at: datetime | None
    last_evidence_at: datetime | None

    @property
    def level(self) -> int:
        """Return 0 (not measured) to 3 (confirmed)."""
        if self.status == DEMONSTRATED:
            return 3 if self.certainty == STRONG else 2
        return 0 if self.estimate is None else 1

    def reached_at(self, level: int) -> datetime | None:
        """Return when ``level`` was reached, at the latest; ``None`` when it is not."""
        if self.level < level:
            return None
        return self.demonstrated_at if level < 3 else self.last_evidence_at


@dataclass(frozen=True, slots=True)
class Presence:
    """Activities of a unit or a course that were met, of how many, and when the last was."""

    done: int
    total: int
    last_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether all were met; where there is none, nothing was."""
        return self.total > 0 and self.done >= self.total


@dataclass(frozen=True, slots=True)
class Said:
    """What the learner says of an item: ``amount`` (hours, or 1 for had), and when."""

    amount: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is known of a learner and a goal: by competency, by key, by item."""

    stands: Mapping[str, Stand] = field(default_factory=dict)
    presences: Mapping[str, Presence] = field(default_factory=dict)
    said: Mapping[tuple[Kind, str], Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """One item: met or pending. ``done`` of ``total`` are activities, hours, or 0 or 1 of 1.

    ``level`` is 0 to 3 for a competency, else 0; ``met_at`` is ``None`` while pending.
    """

    item: Item
    is_met: bool
    met_at: datetime | None
    done: Decimal
    total: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal's items in their order; ``met`` of ``total`` are met."""

    items: tuple[ItemProgress, ...]

    @property
    def met(self) -> int:
        """Return how many are met."""
        return sum(one.is_met for one in self.items)

    @property
    def total(self) -> int:
        """Return how many were chosen; 0 when the goal asks for nothing that is counted."""
        return len(self.items)

    @property
    def is_met(self) -> bool:
        """Tell whether all is met; a goal that asks for nothing is never met by itself."""
        return self.total > 0 and self.met == self.total

    @property
    def met_at(self) -> datetime | None:
        """Return when the last item was met, ``None`` unless all are."""
        dates = [one.met_at for one in self.items if one.met_at is not None]
        return max(dates) if dates and self.is_met else None


def progress(items: Iterable[Item], seen: Seen) -> Progress:
    """Return how far the learner is with ``items``."""
    return Progress(tuple(_one(item, seen) for item in items))


def _one(item: Item, seen: Seen) -> ItemProgress:
    if item.kind is Kind.COMPETENCY:
        stand = seen.stands.get(item.ref)
        level = stand.level if stand else 0
        is_met = level >= item.target
        when = stand.reached_at(item.target) if stand else None
        return ItemProgress(item, is_met, when, Decimal(is_met), 1, level)
    if item.kind in (Kind.UNIT, Kind.COURSE):
        here = seen.presences.get(item.ref, Presence(0, 0))
        when = here.last_at if here.is_whole else None
        return ItemProgress(item, here.is_whole, when, Decimal(here.done), here.total)
    said = seen.said.get((item.kind, item.ref))
    amount = said.amount if said else Decimal(0)
    is_met = amount >= item.target
    return ItemProgress(item, is_met, said.at if said and is_met else None, amount, item.target)
