"""What do the tables say of some badges, and of one learner's award of each?

One statement whatever the number of badges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from agir_badges.domain.level import Level
from agir_badges.domain.rule import Item, Terms
from agir_badges.images import Portrait, portrait
from agir_badges.models import BadgeRule

NOBODY: Final = UUID(int=0)
_ITEM: Final = ("items__competency", "items__level")
_WORDING: Final = ("wordings__language", "wordings__name", "wordings__description")
_RULE: Final = ("slug", "hue", "threshold", "minimum", "retired_at", "version")
_AWARD: Final = (
    "mine__id",
    "mine__rule_version",
    "mine__awarded_at",
    "mine__withdrawn_at",
    "mine__withdrawn_reason",
)


@dataclass(frozen=True, slots=True)
class Held:
    """The learner's award of a badge, held or withdrawn."""

    id: UUID
    rule_version: int
    awarded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


@dataclass(slots=True)
class Sheet:
    """One badge: its rule, levels asked by competency, wordings by language, and the award."""

    rule: UUID
    slug: str
    hue: int
    threshold: Decimal
    minimum: Decimal
    retired_at: datetime | None
    version: int
    award: Held | None
    items: dict[UUID, int] = field(default_factory=dict)
    wordings: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Tell whether the learner may still earn it."""
        held = self.award is not None and self.award.withdrawn_at is None
        return bool(self.items) and not held and self.retired_at is None

    def portrait(self, language: str) -> Portrait:
        """Return the badge's words and image."""
        return portrait(self.rule, self.slug, self.hue, self.items.items(), self.wordings, language)

    def terms(self) -> Terms:
        """Return what the rule asks now; it asks for something."""
        items = tuple(Item(one, Level(level)) for one, level in self.items.items())
        return Terms(items, self.threshold, self.minimum)


def sheets(condition: Q, subject: UUID = NOBODY) -> dict[UUID, Sheet]:
    """Return the badges that meet ``condition`` on ``BadgeRule``, by identifier, by slug.

    ``condition`` may name the learner's award as ``mine``. A row is an item in a language: both
    are few, and one statement is worth the repetition.
    """
    mine = FilteredRelation("awards", condition=Q(awards__subject=subject))
    rows = BadgeRule.objects.annotate(mine=mine).filter(condition).order_by("slug", "items__id")
    found: dict[UUID, Sheet] = {}
    for row in rows.values_list(*_ITEM, *_WORDING, "id", *_RULE, *(F(one) for one in _AWARD)):
        competency, level, language, name, description, rule, *columns = row
        if rule not in found:
            found[rule] = _sheet(rule, columns)
        if competency is not None:
            found[rule].items.setdefault(competency, level)
        if language is not None:
            found[rule].wordings[language] = (name, description)
    return found


def _sheet(rule: UUID, columns: list[Any]) -> Sheet:
    slug, hue, threshold, minimum, retired_at, version, *award = columns
    held = Held(*award) if award[0] is not None else None
    return Sheet(rule, slug, hue, threshold, minimum, retired_at, version, held)
