"""How is a report of impact made, frozen and read again?

Figures of courses are those that competencies publish for everybody, with the day of their own
publication; what is withheld there is withheld here. Figures of seats are sums of frozen atoms,
left out where they come nearer than ``k`` to a figure of the same courses. A report is made once a
day for an organisation, and never edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from agir_competencies.api import indicators
from agir_platform import themes
from agir_sponsorship.domain.impact import METHOD, ImpactUnknown, apart, total
from agir_sponsorship.impact import freezing
from agir_sponsorship.impact.data import ImpactView
from agir_sponsorship.models import Campaign, ImpactReport, Pledge, SeatPool

PAID = ("paid", "released", "closed")


def make(organisation: UUID, now: datetime, language: str = "") -> ImpactView:
    """Return today's report of an organisation, made and frozen when there is none yet."""
    row = ImpactReport.objects.filter(organisation=organisation, day=now.date()).first()
    if row is None:
        k = freezing.smallest_cell()
        told = figures(organisation, k, language)
        with transaction.atomic():
            row, _ = ImpactReport.objects.get_or_create(
                organisation=organisation, day=now.date(),
                defaults={
                    "id": uuid4(), "k": k, "figures": told, "sha256": fingerprint(told),
                    "frozen_at": now,
                },
            )  # fmt: skip
    return _view(row)


def one(report: UUID, organisation: UUID | None) -> ImpactView:
    """Return a report; raise ``ImpactUnknown``, also for another ``organisation``'s."""
    row = ImpactReport.objects.filter(pk=report).first()
    if row is None or organisation not in (None, row.organisation):
        raise ImpactUnknown(report=str(report))
    return _view(row)


def every(organisation: UUID) -> list[ImpactView]:
    """Return the reports of an organisation, newest first."""
    return [_view(row) for row in ImpactReport.objects.filter(organisation=organisation)]


def fingerprint(told: dict[str, Any]) -> str:
    """Return SHA-256 of figures, written with sorted keys and no spaces."""
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def figures(organisation: UUID, k: int, language: str = "") -> dict[str, Any]:
    """Return what may be told to an organisation now, in values that ``json`` can write."""
    pledges = Pledge.objects.filter(organisation=organisation, state__in=PAID)
    campaigns = list(
        Campaign.objects.filter(pk__in=pledges.values("campaign")).prefetch_related("milestones")
    )
    pools = list(SeatPool.objects.filter(organisation=organisation))
    courses = {one.course_key for one in campaigns if one.course_key}
    courses |= {key for one in pools for key in one.course_keys}
    told = [_course(key, language) for key in sorted(courses)]
    return {
        "method": METHOD,
        "k": k,
        "courses": told,
        "campaigns": [_campaign(one) for one in campaigns],
        "seats": _seats(pools, told, k),
        "themes": sorted(
            {theme for one in pools for theme in one.themes} | set(themes.about(sorted(courses)))
        ),
    }


def _course(key: str, language: str) -> dict[str, Any]:
    report = indicators.report(key, audience="public", language=language)
    return {
        "course_key": key,
        "title": report.course_title,
        "published_on": report.published_on.isoformat() if report.published_on else None,
        "enrolled": report.enrolled,
        "active": report.active,
        "indicators": [
            {
                "id": row.id, "version": row.version, "title": row.title, "n": row.n,
                "numerator": row.numerator, "value": None if row.value is None else str(row.value),
                "status": row.status, "why": row.why,
            }
            for row in report.indicators
        ],
        "competencies": [
            {
                "identifier": str(row.identifier), "label": row.label, "tried": row.attempted,
                "gained": row.demonstrated,
            }
            for row in report.competencies
        ],
    }  # fmt: skip


def _campaign(row: Campaign) -> dict[str, Any]:
    return {
        "campaign": str(row.pk),
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "milestones": [
            {
                "title": one.title,
                "state": one.state,
                "due_on": one.due_on.isoformat() if one.due_on else None,
                "evidence_url": one.evidence_url,
            }
            for one in row.milestones.all()
        ],
    }


def _seats(pools: Iterable[SeatPool], courses: list[dict[str, Any]], k: int) -> dict[str, Any]:
    """Return learners whose fee was paid, by pool and in all; ``None`` is not told yet."""
    rows = list(pools)
    atoms = freezing.atoms([row.pk for row in rows])
    beside = [number for one in courses for number in _numbers(one)]
    several = [
        {
            "pool": str(row.pk),
            "name": row.name,
            "bought": row.bought,
            "learners": apart(total(own), beside, k),
            "until": max((one.last for one in own), default=""),
        }
        for row in rows
        for own in [[one for one in atoms if one.pool == str(row.pk)]]
    ]
    return {"learners": apart(total(atoms), beside, k), "pools": several}


def _numbers(course: dict[str, Any]) -> list[int | None]:
    found = [course["enrolled"], course["active"]]
    for row in course["indicators"]:
        found += [row["n"], row["numerator"]]
    for row in course["competencies"]:
        found += [row["tried"], row["gained"]]
    return found


def _view(row: ImpactReport) -> ImpactView:
    return ImpactView(
        row.pk, row.organisation, row.day, row.k, row.figures, row.sha256, row.frozen_at
    )
