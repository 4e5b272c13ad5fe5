"""How does a named person decide on a learner's status, and how does the decision end?

A row of the history and the state that repeats it, in one transaction with the learner's row
locked; the standing is folded again with it, and what changed is announced as any change is. At
most one decision is open for a learner and a competency: the next one replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from agir_competencies.attesting import people
from agir_competencies.attesting.data import OverrideView
from agir_competencies.attesting.people import Signer
from agir_competencies.domain.attesting import (
    ExpiryPast,
    OverrideUnknown,
    StatusUnknown,
    reason_of,
)
from agir_competencies.domain.override import STATUSES
from agir_competencies.ledger.refolding import refold
from agir_competencies.models import Competency, Evidence, Override

FARTHEST: Final = timedelta(days=3653)
REVOKED, EXPIRED, REPLACED = "revoked", "expired", "replaced"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: ``status`` demonstrated or not_yet, a ``reason``, until when."""

    competency: UUID
    status: str
    reason: str
    until: datetime | None = None


def decide(course_key: str, subject: UUID, what: Decision, by: Signer, now: datetime) -> UUID:
    """Decide on a status of a competency of the course; return the decision's id."""
    competency = people.competency_of(course_key, what.competency)
    reason = reason_of(what.reason)
    if what.status not in STATUSES:
        raise StatusUnknown
    if what.until is not None and not now < what.until <= now + FARTHEST:
        raise ExpiryPast
    with transaction.atomic():
        people.lock(subject)
        _open(subject, competency).update(
            ended_at=now, ended_how=REPLACED, ended_by=by.subject, ended_name=by.name
        )
        row = Override.objects.create(
            id=uuid4(), subject=subject, competency=competency, course_key=course_key,
            status=what.status, reason=reason, by=by.subject, by_name=by.name, at=now,
            until=what.until,
        )  # fmt: skip
        refold(row, now)
    return row.pk


def revoke(course_key: str, key: UUID, reason: str, by: Signer, now: datetime) -> None:
    """End a decision that the course's team took."""
    told = reason_of(reason)
    row = Override.objects.filter(pk=key, course_key=course_key, ended_at=None).first()
    if row is None:
        raise OverrideUnknown
    people.not_oneself(by, row.subject)
    ended = {
        "ended_how": REVOKED, "ended_by": by.subject, "ended_name": by.name, "ended_reason": told,
    }  # fmt: skip
    if not _end(row, now, ended):
        raise OverrideUnknown


def settle_due(now: datetime) -> int:
    """End the decisions whose date has passed; return how many. Idempotent, resumed by calling."""
    ended = 0
    due = Override.objects.filter(ended_at=None, until__lte=now).order_by("until", "id")
    for key in list(due.values_list("pk", flat=True)):
        row = due.filter(pk=key).first()
        if row is not None:
            ended += _end(row, now, {"ended_how": EXPIRED})
    return ended


def _end(row: Override, now: datetime, how: dict[str, Any]) -> bool:
    """End one decision under its learner's lock; ``False`` when somebody was first."""
    with transaction.atomic():
        people.lock(row.subject)
        ended = Override.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now, **how)
        if ended:
            refold(row, now)
    return bool(ended)


def listed(
    course_key: str, language: str, now: datetime, *, subject: UUID | None, limit: int
) -> list[OverrideView]:
    """Return the decisions of a course, open ones first, then the latest.

    Three statements and the platform's for the names of people, whatever their number.
    """
    rows = Override.objects.filter(course_key=course_key)
    if subject is not None:
        rows = rows.filter(subject=subject)
    is_open = ExpressionWrapper(Q(ended_at__isnull=True), output_field=BooleanField())
    rows = rows.annotate(is_open=is_open).order_by("-is_open", "-at", "id")
    return _views(rows, limit, language, now)


def latest(
    course_key: str,
    language: str,
    now: datetime,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[OverrideView]:
    """Return the decisions of a course, the latest first, behind the row that ``after`` names."""
    rows = Override.objects.filter(course_key=course_key)
    if after is not None:
        at, key = after
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__gt=key))
    return _views(rows.order_by("-at", "id"), limit, language, now)


def _views(
    rows: QuerySet[Override, Any], limit: int, language: str, now: datetime
) -> list[OverrideView]:
    found = list(stale(rows).select_related("competency")[:limit])
    persons = people.persons({row.subject for row in found})
    names = people.names((row.competency for row in found), language)
    views = []
    for row in found:
        person = persons.get(row.subject)
        views.append(
            OverrideView(
                id=row.pk,
                subject=row.subject,
                learner=person.name if person else "",
                username=person.username if person else "",
                competency=row.competency.identifier,
                label=names[row.competency_id],
                status=row.status,
                reason=row.reason,
                by=row.by_name,
                at=row.at,
                until=row.until,
                is_stale=row.ended_at is None and row.is_stale,  # type: ignore[attr-defined]
                has_expired=row.until is not None and row.until <= now,
                ended_at=row.ended_at,
                ended_how=row.ended_how,
                ended_by=row.ended_name,
                ended_reason=row.ended_reason,
            )
        )
    return views


def stale(rows: QuerySet[Override]) -> QuerySet[Override, Any]:
    """Return them with ``is_stale``: evidence was recorded after the decision."""
    newer = Evidence.objects.filter(
        subject=OuterRef("subject"),
        competency=OuterRef("competency"),
        recorded_at__gt=OuterRef("at"),
    )
    return rows.annotate(is_stale=Exists(newer))


def _open(subject: UUID, competency: Competency) -> QuerySet[Override]:
    return Override.objects.filter(subject=subject, competency=competency, ended_at=None)
