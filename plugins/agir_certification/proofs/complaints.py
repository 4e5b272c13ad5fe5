"""Who complained of what, what was answered, and how satisfied were people (Qualiopi 30, 31)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from agir_certification.models import Appraisal, Complaint, Registration
from agir_kernel.errors import DomainError

MOST = 5000


class ComplaintUnknown(DomainError):
    """There is no such complaint."""

    code: ClassVar[str] = "complaint_unknown"


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


def record(code: str, received_on: date, text: str, *, by: UUID, now: datetime) -> UUID:
    """Write a complaint down; raise ``ComplaintUnknown`` for one that says nothing."""
    if not text.strip() or received_on > now.date():
        raise ComplaintUnknown
    row = Complaint.objects.create(
        certification_code=code, received_on=received_on, text=text.strip()[:MOST],
        recorded_by=by, recorded_at=now,
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
    return [
        ComplaintView(
            row.pk, row.certification_code, row.received_on, row.text, row.answer,
            row.answered_on, row.answered_by,
        )
        for row in rows
    ]  # fmt: skip


def appraise(registration: UUID, score: int, comment: str, now: datetime) -> None:
    """Keep how satisfied somebody was, 1 to 5; again corrects. Raises ``AppraisalUnfit``."""
    if score not in range(1, 6) or not Registration.objects.filter(pk=registration).exists():
        raise AppraisalUnfit
    Appraisal.objects.update_or_create(
        registration_id=registration,
        defaults={"score": score, "comment": comment.strip()[:MOST], "given_at": now},
    )


def scores(codes: frozenset[str] | None) -> dict[int, int]:
    """Return how many gave each score, 1 to 5."""
    rows = Appraisal.objects.all()
    if codes is not None:
        rows = rows.filter(registration__session__certification__code__in=codes)
    told = list(rows.values_list("score", flat=True))
    return {score: told.count(score) for score in range(1, 6)}
