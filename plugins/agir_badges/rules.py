"""How is a badge made, changed and retired?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from agir_badges.domain.level import Level
from agir_badges.domain.rule import Item, Terms
from agir_badges.models import BadgeRule, BadgeRuleItem, BadgeRuleWording
from agir_competencies import api as competencies
from agir_kernel.errors import DomainError


class BadgeSlugTaken(DomainError):
    """Another badge has this short name."""

    code: ClassVar[str] = "badge_slug_taken"


class BadgeUnknown(DomainError):
    """No badge has this identifier."""

    code: ClassVar[str] = "badge_unknown"


class BadgeAsksUnknown(DomainError):
    """A competency that no framework of this site holds."""

    code: ClassVar[str] = "badge_asks_unknown"


def create_rule(
    slug: str,
    wordings: Mapping[str, tuple[str, str]],
    items: Iterable[tuple[UUID, int]],
    *,
    now: datetime,
    threshold: Decimal = Decimal(1),
    minimum: Decimal = Decimal(0),
) -> UUID:
    """Make a badge and return its identifier.

    ``wordings`` is (name, description) by language, ``items`` (competency, level 1 to 3).
    Raises the refusals of ``domain.rule.Terms``, ``BadgeSlugTaken`` and ``BadgeAsksUnknown``;
    nothing is written then. One transaction.
    """
    terms = _checked(items, threshold, minimum)
    rule = BadgeRule(
        id=uuid4(),
        slug=slug,
        hue=hue_of(slug),
        threshold=terms.threshold,
        minimum=terms.minimum,
        created_at=now,
    )
    with transaction.atomic():
        _insert(rule)
        _ask(rule, terms)
        BadgeRuleWording.objects.bulk_create(
            BadgeRuleWording(rule=rule, language=language, name=name, description=description)
            for language, (name, description) in sorted(wordings.items())
        )
    return rule.id


def revise_rule(
    rule: UUID,
    items: Iterable[tuple[UUID, int]],
    *,
    threshold: Decimal,
    minimum: Decimal,
) -> int:
    """Ask something else from now on and return the new version; no award is touched.

    The version stays when nothing changed. Raises ``BadgeUnknown`` and those of ``create_rule``.
    """
    terms = _checked(items, threshold, minimum)
    with transaction.atomic():
        found = BadgeRule.objects.select_for_update().filter(id=rule).first()
        if found is None:
            raise BadgeUnknown(rule=rule)
        asked = set(found.items.values_list("competency", "level"))
        same = asked == {(item.competency, int(item.level)) for item in terms.items}
        if same and (found.threshold, found.minimum) == (terms.threshold, terms.minimum):
            return int(found.version)
        found.threshold, found.minimum = terms.threshold, terms.minimum
        found.version += 1
        found.save(update_fields=["threshold", "minimum", "version"])
        found.items.all().delete()
        _ask(found, terms)
    return int(found.version)


def retire_rule(rule: UUID, *, now: datetime) -> None:
    """Grant this badge no more; who holds it keeps it. Raises ``BadgeUnknown``; idempotent."""
    if not BadgeRule.objects.filter(id=rule).exists():
        raise BadgeUnknown(rule=rule)
    BadgeRule.objects.filter(id=rule, retired_at=None).update(retired_at=now)


def hue_of(name: str) -> int:
    """Return the hue in degrees that a name has by default, always the same."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 360


def _checked(items: Iterable[tuple[UUID, int]], threshold: Decimal, minimum: Decimal) -> Terms:
    asked = tuple(Item(one, Level(level)) for one, level in items)
    terms = Terms(asked, threshold, minimum)
    wanted = [item.competency for item in asked]
    known = {
        view.identifier
        for view in competencies.find_competencies(identifiers=wanted, limit=len(wanted))
    }
    unknown = sorted(str(one) for one in wanted if one not in known)
    if unknown:
        raise BadgeAsksUnknown(competencies=", ".join(unknown))
    return terms


def _insert(rule: BadgeRule) -> None:
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
    except IntegrityError as error:
        raise BadgeSlugTaken(slug=rule.slug) from error


def _ask(rule: BadgeRule, terms: Terms) -> None:
    BadgeRuleItem.objects.bulk_create(
        BadgeRuleItem(rule=rule, competency=item.competency, level=int(item.level))
        for item in terms.items
    )
