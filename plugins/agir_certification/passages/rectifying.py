"""What did the Caisse des Dépôts ask to put right, until when, and was it done?

A request concerns what was handed over. It is put right on the portal by a person, who then says
so in the duties; nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agir_certification.domain.attendance import (
    Deposit,
    PassageNotHandedOver,
    PassageUnknown,
    RectificationMalformed,
    RectificationUnknown,
)
from agir_certification.domain.duty import DutyKind, DutySettled, due
from agir_certification.domain.hours import paris_day
from agir_certification.duties import log as duties
from agir_certification.models import Duty, Passage, Rectification
from agir_certification.passages.lawful import keep_holder
from agir_certification.rules import current


@dataclass(frozen=True, slots=True)
class RectificationView:
    """A request. ``due_on`` is the last day on which it is answered in time.

    ``done_on`` ``None`` is still to be done, unless ``withdrawn_at``: it was a mistake.
    """

    id: UUID
    passage: UUID
    subject: UUID
    code: str
    asked_on: date
    what: str
    due_on: date | None
    is_late: bool
    done_on: date | None
    withdrawn_at: datetime | None


def ask(passage: UUID, asked_on: date, what: str, *, by: UUID, now: datetime) -> UUID:
    """Keep a request and open its duty; the civil status is kept at least until its day.

    Raises ``PassageUnknown``, ``PassageNotHandedOver``, ``RectificationMalformed`` (``field``: a
    day to come or before the passage was accepted, nothing to put right).
    """
    with transaction.atomic():
        row = Passage.objects.select_for_update().filter(pk=passage).first()
        if row is None:
            raise PassageUnknown
        if row.deposit != Deposit.ACCEPTED or row.settled_at is None:
            raise PassageNotHandedOver
        if not paris_day(row.settled_at) <= asked_on <= paris_day(now):
            raise RectificationMalformed(field="asked_on")
        if not what.strip():
            raise RectificationMalformed(field="what")
        made = Rectification.objects.create(
            passage=row, asked_on=asked_on, what=what.strip()[:1000], recorded_at=now,
            recorded_by=by,
        )  # fmt: skip
        told = duties.Subject(made.pk, row.certification_code, row.certification_code)
        duties.open_duty(due(DutyKind.RECTIFICATION, asked_on, current.every()), told, now)
        keep_holder(row.subject)
    return made.pk


def withdraw(rectification: UUID, now: datetime) -> None:
    """Say that it was recorded by mistake; the row stays. Idempotent.

    Raises ``RectificationUnknown``, ``DutySettled`` for one that was done.
    """
    with transaction.atomic():
        row = Rectification.objects.select_for_update().filter(pk=rectification).first()
        if row is None:
            raise RectificationUnknown
        if Duty.objects.filter(about=row.pk).exclude(done_at=None).exists():
            raise DutySettled
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=("withdrawn_at",))
            duties.drop(row.pk, now)
            keep_holder(row.passage.subject)


def of_passage(passage: UUID, today: date) -> list[RectificationView]:
    """Return the requests about a passage, newest first. Two statements."""
    return _views(Rectification.objects.filter(passage=passage), today)


def page(
    today: date, *, codes: frozenset[str] | None, start: int, most: int
) -> tuple[list[RectificationView], int]:
    """Return some of the requests, newest first, and how many there are. Three statements."""
    rows = Rectification.objects.all()
    if codes is not None:
        rows = rows.filter(passage__certification_code__in=codes)
    return _views(rows[start : start + most], today), rows.count()


def _views(rows: QuerySet, today: date) -> list[RectificationView]:
    found = list(rows.select_related("passage"))
    owed = _owed(row.pk for row in found)
    return [_view(row, owed.get(row.pk), today) for row in found]


def _owed(keys: Iterable[UUID]) -> dict[UUID, Duty]:
    rows = Duty.objects.filter(kind=DutyKind.RECTIFICATION.value, about__in=list(keys))
    return {row.about: row for row in rows}


def _view(row: Rectification, duty: Duty | None, today: date) -> RectificationView:
    is_open = row.withdrawn_at is None and duty is not None and duty.done_at is None
    return RectificationView(
        id=row.pk, passage=row.passage_id, subject=row.passage.subject,
        code=row.passage.certification_code, asked_on=row.asked_on, what=row.what,
        due_on=duty.due_on if duty else None,
        is_late=bool(is_open and duty and duty.due_on < today),
        done_on=duty.done_on if duty else None, withdrawn_at=row.withdrawn_at,
    )  # fmt: skip
