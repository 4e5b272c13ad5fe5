"""What do the tables say of some badges, and of one learner's award of each?

Two statements whatever the number of badges: rules with items and award, wordings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from agir_badges.domain.level import Level
from agir_badges.domain.rule import Item, Terms
from agir_badges.images import Portrait, portrait
from agir_badges.models import BadgeRule, BadgeRuleWording

NOBODY: Final = UUID(int=0)


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
    """One badge: its rule, (competency, level) items, wordings by language, and the award."""

    rule: UUID
    slug: str
    hue: int
    threshold: Decimal
    minimum: Decimal
    retired_at: datetime | None
    award: Held | None
    items: list[tuple[UUID, int]] = field(default_factory=list)
    wordings: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Tell whether the learner may still earn it."""
        held = self.award is not None and self.award.withdrawn_at is None
        return bool(self.items) and not held and self.retired_at is None

    def portrait(self, language: str) -> Portrait:
        """Return the badge's words and image."""
        return portrait(self.rule, self.slug, self.hue, self.items, self.wordings, language)

    def terms(self) -> Terms:
        """Return what the rule asks now; it asks for something."""
        items = tuple(Item(one, Level(level)) for one, level in self.items)
        return Terms(items, self.threshold, self.minimum)


def sheets(condition: Q, subject: UUID = NOBODY) -> dict[UUID, Sheet]:
    """Return the badges that meet ``condition`` on ``BadgeRule``, by identifier, by slug.

    ``condition`` may name the learner's award as ``mine``.
    """
    mine = FilteredRelation("awards", condition=Q(awards__subject=subject))
    rows = (
        BadgeRule.objects.annotate(mine=mine)
        .filter(condition)
        .order_by("slug", "items__id")
        .values_list(
            "items__competency",
            "items__level",
            "id",
            "slug",
            "hue",
            "threshold",
            "minimum",
            "retired_at",
            F("mine__id"),
            F("mine__rule_version"),
            F("mine__awarded_at"),
            F("mine__withdrawn_at"),
            F("mine__withdrawn_reason"),
        )
    )
    found: dict[UUID, Sheet] = {}
    for competency, level, rule, *columns in rows:
        if rule not in found:
            held = Held(*columns[5:]) if columns[5] is not None else None
            slug, hue, threshold, minimum, retired_at = columns[:5]
            found[rule] = Sheet(rule, slug, hue, threshold, minimum, retired_at, held)
        if competency is not None:
            found[rule].items.append((competency, level))
    _word(found.values())
    return found


def _word(found: Iterable[Sheet]) -> None:
    by_rule = {sheet.rule: sheet for sheet in found}
    for row in BadgeRuleWording.objects.filter(rule_id__in=list(by_rule)).order_by("id"):
        by_rule[row.rule_id].wordings[row.language] = (row.name, row.description)
