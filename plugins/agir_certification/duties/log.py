"""Which duties are there, who did them, and which are late?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agir_certification.domain.duty import Due, DutyKind, DutySettled, DutyUnknown
from agir_certification.models import Duty


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty. ``days_left`` is below 0 when it is late; ``rule`` names the dated rule.

    ``label`` is what a person calls what it is about: a dossier's number, a certification's code.
    """

    id: UUID
    kind: DutyKind
    about: UUID
    certification_code: str
    label: str
    rule: str
    counted_from: date
    due_on: date
    days_left: int
    done_at: datetime | None
    done_on: date | None
    done_by: UUID | None
    note: str

    @property
    def is_late(self) -> bool:
        """Tell whether the day has passed and nobody did it."""
        return self.done_at is None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class Subject:
    """What a duty is about: its id, and what a person calls it."""

    about: UUID
    label: str
    certification_code: str = ""


def open_duty(due: Due, subject: Subject, now: datetime) -> bool:
    """Open a duty, or move its day where what it counts from changed; tell whether it did.

    One that was done stays done. Idempotent.
    """
    with transaction.atomic():
        told = {
            "rule": due.rule.value,
            "counted_from": due.counted_from,
            "due_on": due.due_on,
            "label": subject.label[:60],
            "certification_code": subject.certification_code,
        }
        row, is_new = Duty.objects.get_or_create(
            kind=due.kind.value, about=subject.about, defaults=told | {"opened_at": now}
        )
        is_same = all(getattr(row, name) == value for name, value in told.items())
        if is_new or row.done_at is not None or (is_same and row.dropped_at is None):
            return is_new
        Duty.objects.filter(pk=row.pk).update(**told, dropped_at=None)
    return True


def drop(about: UUID, now: datetime, *, but: Iterable[DutyKind] = ()) -> int:
    """Say that what is open about something no longer has to be done, ``but`` these kinds."""
    rows = Duty.objects.filter(about=about, done_at=None, dropped_at=None)
    return rows.exclude(kind__in=[kind.value for kind in but]).update(dropped_at=now)


def do(duty: UUID, by: UUID, on: date, now: datetime, *, note: str = "") -> DutyView:
    """Record that a named person did it on a day, on the portal.

    Raises ``DutyUnknown``, ``DutySettled`` (done or dropped, or a day to come).
    """
    with transaction.atomic():
        changed = Duty.objects.filter(pk=duty, done_at=None, dropped_at=None)
        is_past = on <= now.date()
        if is_past and changed.update(done_at=now, done_on=on, done_by=by, note=note[:1000]):
            return one(duty, now.date())
    one(duty, now.date())
    raise DutySettled


def undo(duty: UUID) -> None:
    """Take back that it was done. Idempotent; raises ``DutyUnknown``."""
    changed = Duty.objects.filter(pk=duty).update(done_at=None, done_on=None, done_by=None, note="")
    if not changed:
        raise DutyUnknown


def one(duty: UUID, today: date) -> DutyView:
    """Return a duty; raise ``DutyUnknown``."""
    row = Duty.objects.filter(pk=duty).first()
    if row is None:
        raise DutyUnknown
    return view(row, today)


def waiting(today: date, *, codes: frozenset[str] | None = None) -> list[DutyView]:
    """Return what is still to be done, soonest first; ``codes`` narrows to certifications."""
    return [view(row, today) for row in _open(codes)]


def page(
    today: date, *, codes: frozenset[str] | None, start: int, most: int
) -> tuple[list[DutyView], int]:
    """Return some of what is still to be done, soonest first, and how much there is."""
    rows = _open(codes)
    return [view(row, today) for row in rows[start : start + most]], rows.count()


def overdue(today: date, *, codes: frozenset[str] | None = None) -> list[DutyView]:
    """Return what is late, longest first."""
    return [view(row, today) for row in _open(codes).filter(due_on__lt=today)]


def due_by(
    day: date, today: date, *, codes: frozenset[str] | None = None, most: int = 500
) -> list[DutyView]:
    """Return what is due by ``day`` or late, longest first, ``most`` at most."""
    return [view(row, today) for row in _open(codes).filter(due_on__lte=day)[:most]]


def recent(today: date, *, codes: frozenset[str] | None = None, most: int = 20) -> list[DutyView]:
    """Return what was done last, newest first."""
    rows = Duty.objects.exclude(done_at=None)
    if codes is not None:
        rows = rows.filter(certification_code__in=codes)
    return [view(row, today) for row in rows.order_by("-done_at", "-id")[:most]]


def of(about: Iterable[UUID], today: date) -> list[DutyView]:
    """Return every duty about these things, done or not, dropped ones left out."""
    rows = Duty.objects.filter(about__in=list(about), dropped_at=None)
    return [view(row, today) for row in rows]


def view(row: Duty, today: date) -> DutyView:
    """Return a row as others see it."""
    return DutyView(
        id=row.pk, kind=DutyKind(row.kind), about=row.about,
        certification_code=row.certification_code, label=row.label, rule=row.rule,
        counted_from=row.counted_from, due_on=row.due_on, days_left=(row.due_on - today).days,
        done_at=row.done_at, done_on=row.done_on, done_by=row.done_by, note=row.note,
    )  # fmt: skip


def _open(codes: frozenset[str] | None) -> QuerySet:
    rows = Duty.objects.filter(done_at=None, dropped_at=None)
    return rows if codes is None else rows.filter(certification_code__in=codes)
