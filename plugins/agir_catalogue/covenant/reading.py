"""How does a course stand, and what was found of it, when and by what?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F

from agir_catalogue.covenant import words
from agir_catalogue.domain.covenant import CRITERIA, GUARDS, PASS, UNKNOWN
from agir_catalogue.models import Breach, CovenantCheck, CovenantOverride, CovenantStanding
from agir_platform.ports import Check, CovenantVerdict

DEFAULT_DAYS: Final = 3
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class BreachView:
    """One breach; ``healed_at`` is ``None`` while it is open."""

    course_key: str
    criteria: tuple[str, ...]
    opened_at: datetime
    healed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StandingView:
    """How one course stands, by its last look."""

    course_key: str
    standing: str
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """One finding that does not hold any more, with the days between which it did."""

    criterion: str
    verdict: str
    evidence: str
    since: datetime
    until: datetime


def verdict(course_key: str, now: datetime) -> CovenantVerdict:
    """Return what the looks at a course found. Two SELECTs.

    What was looked at more than ``AGIR_CATALOGUE_COVENANT_DAYS`` ago is unknown: a probe that
    stopped running keeps no door open.
    """
    rows = CovenantCheck.objects.filter(course_key=course_key, until=None)
    current = {row.criterion: row for row in rows}
    checks = tuple(_check(one, current.get(one), now) for one in CRITERIA)
    passing = {one.criterion for one in checks if one.verdict == PASS}
    exceptions = CovenantOverride.objects.filter(open_key=course_key)
    reason = exceptions.values_list("reason", flat=True).first() or ""
    return CovenantVerdict(bool(reason) or passing.issuperset(GUARDS), checks, reason)


def is_kept(verdict_: CovenantVerdict) -> bool:
    """Tell whether every guard passes, whatever an operator excepted."""
    passing = {one.criterion for one in verdict_.checks if one.verdict == PASS}
    return passing.issuperset(GUARDS)


def breaches(course_key: str) -> list[BreachView]:
    """Return the breaches of a course, latest first, at most 200. One SELECT."""
    return _views(Breach.objects.filter(course_key=course_key)[:MOST])


def open_breaches() -> list[BreachView]:
    """Return all open breaches, oldest first. One SELECT."""
    return _views(Breach.objects.exclude(open_key=None).order_by("opened_at"))


def past(course_key: str) -> list[Past]:
    """Return the findings that hold no more, latest first, at most 50. One SELECT."""
    rows = CovenantCheck.objects.filter(course_key=course_key).exclude(until=None)
    return [
        Past(row.criterion, row.verdict, words.evidence(row.code, row.facts), row.since, row.until)
        for row in rows.order_by("-until", "-id")[:50]
        if row.until is not None
    ]


def standings(after: str = "", limit: int = 50) -> list[StandingView]:
    """Return how courses stand, by key above ``after``. One SELECT."""
    rows = CovenantStanding.objects.filter(course_key__gt=after)[:limit]
    return [StandingView(row.course_key, row.standing, row.checked_at) for row in rows]


def exceptions() -> list[CovenantOverride]:
    """Return the exceptions, those in force first, then the last that ended; at most 200."""
    return list(
        CovenantOverride.objects.order_by(F("ended_at").desc(nulls_first=True), "-id")[:MOST]
    )


def standings_of(course_keys: Iterable[str]) -> dict[str, str]:
    """Return ``kept``, ``not_kept`` or ``unknown`` of courses somebody looked at. One SELECT."""
    rows = CovenantStanding.objects.filter(course_key__in=list(course_keys))
    return dict(rows.values_list("course_key", "standing"))


def _views(rows: Iterable[Breach]) -> list[BreachView]:
    return [
        BreachView(row.course_key, tuple(row.criteria.split(",")), row.opened_at, row.healed_at)
        for row in rows
    ]


def _check(criterion: str, row: CovenantCheck | None, now: datetime) -> Check:
    if row is None:
        return Check(criterion, UNKNOWN, words.evidence("never_checked", {}), None)
    days = int(getattr(settings, "AGIR_CATALOGUE_COVENANT_DAYS", DEFAULT_DAYS))
    if now - row.checked_at > timedelta(days=days):
        told = words.evidence("checked_long_ago", {})
        return Check(criterion, UNKNOWN, told, row.checked_at)
    return Check(criterion, row.verdict, words.evidence(row.code, row.facts), row.checked_at)
