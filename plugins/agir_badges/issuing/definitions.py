"""What does one version of a badge or skill say, in one language?

Read for a whole batch at once. What a version asked never changes; its words, and the addresses
of its skills, are those of today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from agir_badges.domain import narrative
from agir_badges.domain.level import Level
from agir_badges.domain.narrative import Asked
from agir_badges.domain.rule import Item, Terms, read, written
from agir_badges.domain.wording import spoken
from agir_badges.images import Portrait, portrait
from agir_badges.issuing import places
from agir_badges.models import AchievementVersion, Award, Credential, Endorsement
from agir_badges.rules import hue_of
from agir_badges.sheet import Sheet, sheets
from agir_competencies import api as competencies


@dataclass(frozen=True, slots=True)
class Key:
    """Which version of what: ``kind`` is a credential's, ``name`` a rule or a competency."""

    kind: str
    name: UUID
    version: int

    @classmethod
    def of(cls, row: Credential) -> Key:
        """Return what a credential certifies."""
        name = row.rule_id if row.kind == Credential.BADGE else row.competency
        return cls(row.kind, name, row.version)


@dataclass(frozen=True, slots=True)
class Definition:
    """One version, ready to be written. ``image`` is a path on this site, not of one drawing.

    ``endorsements`` are (partner, signed JSON).
    """

    key: Key
    language: str
    seen: Portrait
    image: str
    criteria: str
    asked: tuple[Asked, ...]
    endorsements: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """Return the address of the achievement."""
        return places.achievement(self.key.name, self.key.version)

    @property
    def description(self) -> str:
        """Return what it says of itself, or one sentence where its author said nothing."""
        return self.seen.description or narrative.shown(len(self.asked), self.language)


def language_of_site() -> str:
    """Return the language that documents are written in: that of the site, or English."""
    return spoken(str(getattr(settings, "LANGUAGE_CODE", "") or ""))


def keep_versions(awards: Iterable[Award]) -> None:
    """Keep what each of these awards' versions asked. One statement, none without an award."""
    rows = {}
    for award in awards:
        terms, _ = read(award.terms)
        rows[(award.rule_id, award.rule_version)] = AchievementVersion(
            rule_id=award.rule_id, version=award.rule_version, terms=written(terms, ())
        )
    if rows:
        AchievementVersion.objects.bulk_create(rows.values(), ignore_conflicts=True)


def definitions(keys: Collection[Key], language: str) -> dict[Key, Definition]:
    """Return what is known of ``keys``; one that was never given is absent.

    At most eight statements, however many there are.
    """
    rules = {key.name for key in keys if key.kind == Credential.BADGE}
    found = sheets(Q(id__in=rules)) if rules else {}
    terms = _terms([key for key in keys if key.name in found], found)
    skills = {key.name for key in keys if key.kind == Credential.COMPETENCY}
    wanted = skills | {item.competency for one in terms.values() for item in one.items}
    said = _said(wanted, language)
    partners = _partners(rules)
    made: dict[Key, Definition] = {}
    for key, one in terms.items():
        made[key] = _badge(key, found[key.name], one, said, partners, language)
    for key in keys:
        if key.kind == Credential.COMPETENCY and key.name in said:
            made[key] = _skill(key, said[key.name], language)
    return made


def _terms(keys: Iterable[Key], found: Mapping[UUID, Sheet]) -> dict[Key, Terms]:
    """Return what each version asked: as it was kept, or as the rule asks now."""
    wanted = {(key.name, key.version): key for key in keys}
    rows = AchievementVersion.objects.filter(rule_id__in={name for name, _ in wanted})
    kept = {
        (rule, version): read(terms)[0]
        for rule, version, terms in rows.values_list("rule_id", "version", "terms")
    }
    terms: dict[Key, Terms] = {}
    for place, key in wanted.items():
        sheet = found[key.name]
        if place in kept:
            terms[key] = kept[place]
        elif key.version == sheet.version and sheet.items:
            terms[key] = sheet.terms()
    return terms


def _said(wanted: Collection[UUID], language: str) -> dict[UUID, Asked]:
    """Return the words of these competencies; the level is the caller's."""
    if not wanted:
        return {}
    sources = {one.identifier: one.source for one in competencies.frameworks()}
    views = competencies.find_competencies(
        identifiers=list(wanted), language=language, limit=len(wanted)
    )
    return {
        view.identifier: Asked(
            view.identifier,
            Level.DEMONSTRATED,
            view.label,
            view.uri,
            view.code,
            view.framework_title,
            sources.get(view.framework, ""),
        )
        for view in views
    }


def _partners(rules: Collection[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = {}
    if rules:
        rows = Endorsement.objects.filter(rule_id__in=rules, removed_at=None)
        rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=Now()))
        for rule, name, document in rows.values_list("rule_id", "endorser_name", "document"):
            found.setdefault(rule, []).append((name, document))
    return found


def _badge(
    key: Key,
    sheet: Sheet,
    terms: Terms,
    said: Mapping[UUID, Asked],
    partners: Mapping[UUID, list[tuple[str, str]]],
    language: str,
) -> Definition:
    asked = tuple(_asked(item, said) for item in terms.items)
    items = [(item.competency, int(item.level)) for item in terms.items]
    seen = portrait(sheet.rule, sheet.slug, sheet.hue, items, sheet.wordings, language)
    told = narrative.criteria(asked, terms.threshold, terms.minimum, language)
    image = f"{places.ROOT}/{sheet.rule}.svg?lang={spoken(language)}"
    endorsements = tuple(partners.get(sheet.rule, ()))
    return Definition(key, language, seen, image, told, asked, endorsements)


def _asked(item: Item, said: Mapping[UUID, Asked]) -> Asked:
    """Return an item with its words; a competency that left its framework keeps its name alone."""
    known = said.get(item.competency)
    if known is None:
        return Asked(item.competency, item.level, str(item.competency), "", "", "", "")
    return Asked(
        item.competency,
        item.level,
        known.label,
        known.uri,
        known.code,
        known.framework,
        known.source,
    )


def _skill(key: Key, asked: Asked, language: str) -> Definition:
    level = Level.DEMONSTRATED
    words = {language: (asked.label, "")}
    hue = hue_of(str(asked.identifier))
    seen = portrait(
        asked.identifier, asked.label, hue, [(asked.identifier, int(level))], words, language
    )
    told = narrative.criteria([asked], Decimal(1), Decimal(0), language)
    image = f"{places.skill_image(asked.identifier)}?lang={spoken(language)}"
    return Definition(key, language, seen, image, told, (asked,), ())
