"""What does a learner's wall of badges hold, and what is ahead?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from agir_badges.data import AheadView, BadgeView, Shelf
from agir_badges.domain.rule import Standing, judge
from agir_badges.issuing.seen import leaving
from agir_badges.models import BadgeRuleItem
from agir_badges.sheet import NOBODY, Held, Sheet, sheets


def badges_of(subject: UUID, language: str) -> list[BadgeView]:
    """Return the learner's badges, withdrawn ones included, oldest first. One statement."""
    return list(shelf(subject, {}, language).badges)


def shelf(subject: UUID, standings: Mapping[UUID, Standing], language: str) -> Shelf:
    """Return the learner's badges, and those ahead that ask for a competency of ``standings``.

    One statement whatever the number of badges; some more for who lost one.
    """
    touching = BadgeRuleItem.objects.filter(competency__in=list(standings)).values("rule_id")
    wanted = Q(mine__id__isnull=False) | Q(id__in=touching, retired_at__isnull=True)
    found = sheets(wanted, subject).values()
    badges = [_badge(sheet, sheet.award, language) for sheet in found if sheet.award]
    badges.sort(key=lambda badge: (badge.awarded_at, badge.name, badge.id))
    ahead = _nearest((sheet for sheet in found if sheet.is_open), standings, language)
    lost = any(not badge.is_held for badge in badges)
    return Shelf(tuple(badges), tuple(ahead), leaving(subject, language) if lost else ())


def around(
    competencies: Iterable[UUID],
    standings: Mapping[UUID, Standing],
    language: str,
    subject: UUID = NOBODY,
) -> Shelf:
    """Return the badges that ask for any of these competencies, and no other.

    Without a subject all of them are ahead, and nothing tells of anybody. One statement.
    """
    touching = BadgeRuleItem.objects.filter(competency__in=list(competencies)).values("rule_id")
    known = Q(mine__id__isnull=False) | Q(retired_at__isnull=True)
    found = sheets(Q(id__in=touching) & known, subject).values()
    badges = [_badge(sheet, sheet.award, language) for sheet in found if sheet.award]
    badges.sort(key=lambda badge: (badge.awarded_at, badge.name, badge.id))
    ahead = _nearest((sheet for sheet in found if sheet.is_open), standings, language)
    return Shelf(tuple(badges), tuple(ahead))


def _badge(sheet: Sheet, award: Held, language: str) -> BadgeView:
    seen = sheet.portrait(language)
    return BadgeView(
        id=award.id,
        rule=sheet.rule,
        slug=sheet.slug,
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
        rule=sheet.rule,
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
