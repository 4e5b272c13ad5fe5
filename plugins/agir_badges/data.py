"""What do badges tell other contexts?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BadgeView:
    """One badge of one learner, in one language.

    ``id`` is the award's, ``rule`` the badge's. ``level`` is 1 to 3 (``Level``). ``image`` is a
    path on this site; ``alt`` stands for it. ``withdrawn_at`` is ``None`` while it is held, and
    ``withdrawn_reason`` a word of ``Reason`` afterwards.
    """

    id: UUID
    rule: UUID
    slug: str
    name: str
    description: str
    level: int
    image: str
    alt: str
    caption: str
    rule_version: int
    awarded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def is_held(self) -> bool:
        """Tell whether the learner holds it now."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class AheadView:
    """One badge that a learner does not hold, and how far it is.

    ``reached`` of ``total`` competencies are at their level; ``needed`` is how many must be.
    ``missing`` and ``below`` are identifiers: not at their level, and under the least estimate
    ``minimum`` (0 to 1, 0 asks nothing).
    """

    rule: UUID
    name: str
    description: str
    level: int
    image: str
    alt: str
    reached: int
    needed: int
    total: int
    minimum: Decimal
    missing: tuple[UUID, ...]
    below: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A learner's badges, oldest first, withdrawn ones included; and those ahead, nearest first."""

    badges: tuple[BadgeView, ...]
    ahead: tuple[AheadView, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One award that was granted (``withdrawn`` false) or withdrawn."""

    award: UUID
    subject: UUID
    slug: str
    rule_version: int
    withdrawn: bool
    occurred_at: datetime
