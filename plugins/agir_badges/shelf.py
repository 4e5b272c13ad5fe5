"""What does a learner's wall of badges hold, and what is ahead?

Three statements whatever the number of badges: awards, rules with their items, wordings.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from agir_badges.data import AheadView, BadgeView, Shelf
from agir_badges.domain.level import Level
from agir_badges.domain.rule import Item, Standing, Terms, judge
from agir_badges.images import Portrait, portrait
from agir_badges.models import Award, BadgeRule, BadgeRuleItem, BadgeRuleWording


@dataclass(slots=True)
class Sheet:
    """One rule with its items and wordings, as read from the tables."""

    rule: BadgeRule
    items: list[tuple[UUID, int]] = field(default_factory=list)
    wordings: dict[str, tuple[str, str]] = field(default_factory=dict)

    def portrait(self, language: str) -> Portrait:
        """Return the badge's words and image."""
        rule = self.rule
        return portrait(rule.id, rule.slug, rule.hue, self.items, self.wordings, language)

    def terms(self) -> Terms:
        """Return what the rule asks now."""
        items = tuple(Item(one, Level(level)) for one, level in self.items)
        return Terms(items, self.rule.threshold, self.rule.minimum)


def sheets(condition: Q) -> dict[UUID, Sheet]:
    """Return the rules that meet ``condition``, by identifier, in two statements."""
    found: dict[UUID, Sheet] = {}
    rules: dict[UUID, BadgeRule] = {}
    items: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    rows = BadgeRuleItem.objects.filter(condition).select_related("rule").order_by("rule_id", "id")
    for row in rows:
        rules[row.rule_id] = row.rule
        items[row.rule_id].append((row.competency, row.level))
    for rule in rules.values():
        found[rule.id] = Sheet(rule, items[rule.id])
    for wording in BadgeRuleWording.objects.filter(rule_id__in=list(found)).order_by("id"):
        found[wording.rule_id].wordings[wording.language] = (wording.name, wording.description)
    return found


def badges_of(subject: UUID, language: str) -> list[BadgeView]:
    """Return the learner's badges, withdrawn ones included, oldest first."""
    return list(shelf(subject, {}, language).badges)


def shelf(subject: UUID, standings: Mapping[UUID, Standing], language: str) -> Shelf:
    """Return the learner's badges, and those ahead that ask for a competency of ``standings``."""
    awards = list(Award.objects.filter(subject=subject).order_by("awarded_at", "id"))
    held = {award.rule_id for award in awards if award.withdrawn_at is None}
    touching = BadgeRuleItem.objects.filter(competency__in=list(standings)).values("rule_id")
    mine = Q(rule_id__in=[award.rule_id for award in awards])
    found = sheets(mine | Q(rule_id__in=touching, rule__retired_at__isnull=True))
    badges = [
        _badge(award, found[award.rule_id], language) for award in awards if award.rule_id in found
    ]
    open_sheets = [
        one for rule, one in found.items() if rule not in held and one.rule.retired_at is None
    ]
    return Shelf(tuple(badges), tuple(_nearest(open_sheets, standings, language)))


def _badge(award: Award, sheet: Sheet, language: str) -> BadgeView:
    seen = sheet.portrait(language)
    return BadgeView(
        id=award.id,
        rule=award.rule_id,
        slug=sheet.rule.slug,
        name=seen.name,
        description=seen.description,
        level=int(seen.level),
        image=seen.image,
        alt=seen.alt,
        caption=seen.caption,
        rule_version=award.rule_version,
        awarded_at=award.awarded_at,
        withdrawn_at=award.withdrawn_at,
        withdrawn_reason=award.withdrawn_reason,
    )


def _nearest(
    found: Iterable[Sheet], standings: Mapping[UUID, Standing], language: str
) -> list[AheadView]:
    views = [_ahead(sheet, standings, language) for sheet in found]
    return sorted(views, key=lambda one: (one.needed - one.reached, one.total, one.name))


def _ahead(sheet: Sheet, standings: Mapping[UUID, Standing], language: str) -> AheadView:
    seen, terms = sheet.portrait(language), sheet.terms()
    verdict = judge(terms, standings)
    return AheadView(
        rule=sheet.rule.id,
        name=seen.name,
        description=seen.description,
        level=int(seen.level),
        image=seen.image,
        alt=seen.alt,
        reached=len(verdict.reached),
        needed=math.ceil(terms.threshold * verdict.total),
        total=verdict.total,
        minimum=terms.minimum,
        missing=tuple(
            item.competency for item in terms.items if item.competency not in verdict.reached
        ),
        below=verdict.below,
    )
