"""Who read the proof of a legitimate absence, which may tell of somebody's health?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_certification.domain.attendance import PassageUnknown
from agir_certification.models import AbsenceReading, Passage
from agir_certification.passages import files

LOG_KEPT: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AbsenceReadingView:
    """Somebody read the proof of an exam of this certification; ``by`` ``None`` has left."""

    code: str
    passage: UUID
    by: UUID | None
    at: datetime


def proof(passage: UUID, *, by: UUID, now: datetime) -> bytes:
    """Return the proof of an absence, and write down who read it, of which passage, when.

    Raises ``PassageUnknown`` where there is none; what cannot be read leaves no row.
    """
    with transaction.atomic():
        row = Passage.objects.filter(pk=passage).exclude(absence_proof="").first()
        if row is None:
            raise PassageUnknown
        AbsenceReading.objects.create(passage=row, by=by, at=now)
        return files.read(row.absence_proof)


def readings(subject: UUID, *, most: int = 1000) -> list[AbsenceReadingView]:
    """Return who read proofs of absences of a learner, newest first. One statement."""
    rows = AbsenceReading.objects.filter(passage__subject=subject).select_related("passage")
    return [
        AbsenceReadingView(row.passage.certification_code, row.passage_id, row.by, row.at)
        for row in rows.order_by("-at", "-id")[:most]
    ]


def purge(now: datetime) -> int:
    """Forget readings that are older than a year; return how many. Idempotent."""
    return AbsenceReading.objects.filter(at__lt=now - LOG_KEPT).delete()[0]


def forget(subject: UUID) -> None:
    """Delete proofs of absences, and who read them, of somebody who leaves. Idempotent."""
    for row in Passage.objects.filter(subject=subject).exclude(absence_proof=""):
        files.delete(row.absence_proof)
        Passage.objects.filter(pk=row.pk).update(absence_proof="")
    AbsenceReading.objects.filter(passage__subject=subject).delete()
