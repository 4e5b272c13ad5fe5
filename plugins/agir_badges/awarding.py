"""Which awards follow from what a learner shows now?

Three statements whatever the number of competencies and badges: rules with their items and the
learner's award of each, states, one upsert of what changed (none when nothing did). The states
are read after the change was committed, so hearing a fact twice, late or out of order ends in
the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import F, FilteredRelation, Q

from agir_badges.data import Change
from agir_badges.domain.identity import award_id
from agir_badges.domain.level import DEMONSTRATED, Level, level_of
from agir_badges.domain.reason import Reason
from agir_badges.domain.rule import Item, Standing, Terms, judge, keeps, read, written
from agir_badges.models import Award, BadgeRule, BadgeRuleItem

_KEPT: Final = ("rule_version", "terms", "awarded_at", "withdrawn_at", "withdrawn_reason")
_COLUMNS: Final = (
    "id",
    "slug",
    "version",
    "threshold",
    "minimum",
    "retired_at",
    "items__competency",
    "items__level",
)


@dataclass(slots=True)
class Held:
    """The learner's award of one badge, held or withdrawn."""

    version: int
    terms: Mapping[str, Any]
    awarded_at: datetime
    withdrawn_at: datetime | None


@dataclass(slots=True)
class Candidate:
    """One badge that a change of competencies may touch."""

    rule: UUID
    slug: str
    version: int
    retired: bool
    figures: tuple[Any, Any]
    held: Held | None
    items: list[Item] = field(default_factory=list)

    def asked(self) -> set[UUID]:
        """Return the competencies that the badge asks now and asked when it was granted."""
        then = {item.competency for item in read(self.held.terms)[0].items} if self.held else set()
        return {item.competency for item in self.items} | then


def candidates(subject: UUID, competencies: Iterable[UUID]) -> list[Candidate]:
    """Return the badges that ask for one of ``competencies``, or asked when they were granted.

    One statement. A badge held under an older version of its rule is read whatever the rule asks
    now, since the rule may have dropped the competency.
    """
    changed = set(competencies)
    touching = BadgeRuleItem.objects.filter(competency__in=changed).values("rule_id")
    older = Q(mine__withdrawn_at__isnull=True, mine__rule_version__lt=F("version"))
    rows = (
        BadgeRule.objects.annotate(
            mine=FilteredRelation("awards", condition=Q(awards__subject=subject))
        )
        .filter(Q(id__in=touching) | older)
        .order_by("slug", "items__id")
        .values_list(
            *_COLUMNS,
            F("mine__rule_version"),
            F("mine__terms"),
            F("mine__awarded_at"),
            F("mine__withdrawn_at"),
        )
    )
    found: dict[UUID, Candidate] = {}
    for row in rows:
        _gather(found, row)
    return [one for one in found.values() if one.asked() & changed]


def _gather(found: dict[UUID, Candidate], row: tuple[Any, ...]) -> None:
    rule, slug, version, threshold, minimum, retired_at, competency, level, *award = row
    if rule not in found:
        held = Held(*award) if award[0] is not None else None
        figures = (threshold, minimum)
        found[rule] = Candidate(rule, slug, version, retired_at is not None, figures, held)
    if competency is not None:
        found[rule].items.append(Item(competency, Level(level)))


def holdings() -> Iterator[tuple[UUID, tuple[UUID, ...]]]:
    """Return each badge that is held: its learner and what it rests on."""
    held = Award.objects.filter(withdrawn_at=None).order_by("id")
    for subject, terms in list(held.values_list("subject", "terms")):
        yield subject, read(terms)[1]


def standings_of(states: Mapping[UUID, Any]) -> dict[UUID, Standing]:
    """Return what the rules of badges read of the states of ``agir_competencies``."""
    return {
        one: Standing(level_of(state.status, state.certainty, state.estimate), state.estimate)
        for one, state in states.items()
    }


def held_standings(states: Mapping[UUID, Any]) -> dict[UUID, Standing]:
    """Return what a badge that is held reads: a change of a competency's rule takes nothing away.

    A state that keeps its ``demonstrated_at`` was demonstrated, and fell by such a change alone.
    """
    return {
        one: Standing(level_of(_status(state), state.certainty, state.estimate), state.estimate)
        for one, state in states.items()
    }


def _status(state: Any) -> str:
    return state.status if state.demonstrated_at is None else DEMONSTRATED


def decide(
    subject: UUID,
    found: Iterable[Candidate],
    states: Mapping[UUID, Any],
    now: datetime,
) -> list[tuple[Award, Change]]:
    """Return the awards that must be written, each with what it changes. Touches no table."""
    new, held = standings_of(states), held_standings(states)
    written_rows = (_decided(subject, one, held if _is_held(one) else new, now) for one in found)
    return [one for one in written_rows if one is not None]


def _is_held(one: Candidate) -> bool:
    return one.held is not None and one.held.withdrawn_at is None


def _decided(
    subject: UUID, one: Candidate, standings: Mapping[UUID, Standing], now: datetime
) -> tuple[Award, Change] | None:
    if one.held is not None and one.held.withdrawn_at is None:
        terms, then = read(one.held.terms)
        return None if keeps(terms, then, standings) else _withdrawn(subject, one, one.held, now)
    if one.retired or not one.items:
        return None
    terms = Terms(tuple(one.items), *one.figures)
    verdict = judge(terms, standings)
    return _granted(subject, one, written(terms, verdict.reached), now) if verdict.granted else None


def _granted(
    subject: UUID, one: Candidate, terms: dict[str, Any], now: datetime
) -> tuple[Award, Change]:
    award = Award(
        id=award_id(one.rule, subject),
        subject=subject,
        rule_id=one.rule,
        rule_version=one.version,
        terms=terms,
        awarded_at=now,
    )
    return award, Change(award.id, subject, one.slug, one.version, False, now)


def _withdrawn(subject: UUID, one: Candidate, held: Held, now: datetime) -> tuple[Award, Change]:
    award = Award(
        id=award_id(one.rule, subject),
        subject=subject,
        rule_id=one.rule,
        rule_version=held.version,
        terms=held.terms,
        awarded_at=held.awarded_at,
        withdrawn_at=now,
        withdrawn_reason=Reason.COMPETENCY_WITHDRAWN,
    )
    return award, Change(award.id, subject, one.slug, held.version, True, now)


def save(awards: Iterable[Award]) -> None:
    """Write the awards in one statement; a row that exists is brought to what is given."""
    rows = list(awards)
    if not rows:
        return
    options: dict[str, Any] = {"update_conflicts": True, "update_fields": _KEPT}
    if connection.features.supports_update_conflicts_with_target:
        options["unique_fields"] = ["id"]
    Award.objects.bulk_create(rows, **options)
