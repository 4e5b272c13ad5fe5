"""Who complained of what, what was answered, and how satisfied were people (Qualiopi 30, 31)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from agir_certification.domain.hours import paris_day
from agir_certification.domain.registration import RegistrationUnknown
from agir_certification.models import Appraisal, Complaint, Registration
from agir_certification.registrations import places
from agir_kernel.errors import DomainError

MOST = 5000
MOST_WAITING = 10


class ComplaintUnknown(DomainError):
    """There is no such complaint."""

    code: ClassVar[str] = "complaint_unknown"


class ComplaintSaysNothing(DomainError):
    """A complaint without a word."""

    code: ClassVar[str] = "complaint_says_nothing"


class ComplaintsTooMany(DomainError):
    """So many complaints about one registration (``limit``) wait for an answer."""

    code: ClassVar[str] = "complaints_too_many"


class AppraisalUnfit(DomainError):
    """A score that is not 1 to 5, or a registration that is not known."""

    code: ClassVar[str] = "appraisal_unfit"


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint; ``answered_on`` ``None`` while it is open."""

    id: UUID
    code: str
    received_on: date
    text: str
    answer: str
    answered_on: date | None
    answered_by: UUID | None


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """How satisfied somebody was, 1 to 5, with what they said of it."""

    score: int
    comment: str
    given_at: datetime


def record(code: str, received_on: date, text: str, *, by: UUID, now: datetime) -> UUID:
    """Write a complaint down; raise ``ComplaintUnknown`` for one that says nothing."""
    if not text.strip() or received_on > paris_day(now):
        raise ComplaintUnknown
    row = Complaint.objects.create(
        certification_code=code, received_on=received_on, text=text.strip()[:MOST],
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    return row.pk


def make(registration: UUID, text: str, now: datetime) -> UUID:
    """Keep what a learner complains of; the same words while they wait are one complaint.

    Raises ``ComplaintSaysNothing``, ``ComplaintsTooMany`` (``limit`` wait for an answer),
    ``RegistrationUnknown``.
    """
    said = text.strip()[:MOST]
    if not said:
        raise ComplaintSaysNothing
    with transaction.atomic():
        # A write, so that SQLite takes its lock before anything is read.
        if not Registration.objects.filter(pk=registration).update(key=F("key")):
            raise RegistrationUnknown
        code = places.one(registration).code
        waiting = {
            row.text: row.pk
            for row in Complaint.objects.filter(registration_id=registration, answer="")
        }
        if said in waiting:
            return waiting[said]
        if len(waiting) >= MOST_WAITING:
            raise ComplaintsTooMany(limit=MOST_WAITING)
        row = Complaint.objects.create(
            certification_code=code, registration_id=registration,
            received_on=paris_day(now), text=said, recorded_at=now,
        )  # fmt: skip
        return row.pk


def answer(complaint: UUID, text: str, *, by: UUID, now: datetime) -> None:
    """Write down what was answered or done; again corrects it. Raises ``ComplaintUnknown``."""
    if not text.strip():
        raise ComplaintUnknown
    changed = Complaint.objects.filter(pk=complaint).update(
        answer=text.strip()[:MOST], answered_on=now.date(), answered_by=by
    )
    if not changed:
        raise ComplaintUnknown


def of(codes: frozenset[str] | None) -> list[ComplaintView]:
    """Return complaints, newest first; ``codes`` narrows to certifications."""
    rows = Complaint.objects.all() if codes is None else Complaint.objects.filter(
        certification_code__in=codes
    )  # fmt: skip
    return _views(rows)


def page(codes: frozenset[str] | None, *, start: int, most: int) -> tuple[list[ComplaintView], int]:
    """Return some of ``of``, and how many there are."""
    found = Complaint.objects.all()
    if codes is not None:
        found = found.filter(certification_code__in=codes)
    return _views(found[start : start + most]), found.count()


def _views(rows: Iterable[Complaint]) -> list[ComplaintView]:
    return [
        ComplaintView(
            row.pk, row.certification_code, row.received_on, row.text, row.answer,
            row.answered_on, row.answered_by,
        )
        for row in rows
    ]  # fmt: skip


def about(registration: UUID) -> list[ComplaintView]:
    """Return what the learner of a registration complained of, newest first."""
    return _views(Complaint.objects.filter(registration_id=registration))


def appraise(registration: UUID, score: int, comment: str, now: datetime) -> None:
    """Keep how satisfied somebody was, 1 to 5; again corrects. Raises ``AppraisalUnfit``."""
    if score not in range(1, 6) or not Registration.objects.filter(pk=registration).exists():
        raise AppraisalUnfit
    Appraisal.objects.update_or_create(
        registration_id=registration,
        defaults={"score": score, "comment": comment.strip()[:MOST], "given_at": now},
    )


def appraisal(registration: UUID) -> AppraisalView | None:
    """Return how satisfied somebody was, ``None`` while they have not said."""
    row = Appraisal.objects.filter(registration_id=registration).first()
    return AppraisalView(row.score, row.comment, row.given_at) if row else None


def scores(codes: frozenset[str] | None) -> dict[int, int]:
    """Return how many gave each score, 1 to 5."""
    rows = Appraisal.objects.all()
    if codes is not None:
        rows = rows.filter(registration__session__certification__code__in=codes)
    told = list(rows.values_list("score", flat=True))
    return {score: told.count(score) for score in range(1, 6)}
