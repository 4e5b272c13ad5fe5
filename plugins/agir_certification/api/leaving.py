"""What happens to what is held of a learner who leaves?

Results, registrations and dossiers stay under a pseudonym that means nobody: a certifier keeps
what it delivered, an operator what was paid for. A civil status is erased, unless the law needs
it until a later day. Proofs of an absence may tell of health: they go at once, and a place in a
session ahead goes back.
"""

from __future__ import annotations

from uuid import UUID

from agir_certification.accrochage import lines
from agir_certification.api.own_data import export
from agir_certification.civil_status import records
from agir_certification.domain.hours import paris_day
from agir_certification.models import (
    AbsenceReading,
    Appraisal,
    Batch,
    CalendarKey,
    Certification,
    CivilStatusReading,
    CivilStatusRecord,
    Complaint,
    DatedRuleRow,
    DossierStep,
    Duty,
    OfferText,
    Passage,
    PassageStep,
    Proof,
    Rectification,
    Registration,
    RegistrationStep,
    Reminder,
    Session,
    TreatmentReport,
)
from agir_certification.passages import absences, lawful
from agir_certification.registrations import places
from agir_certification.repertoire import managers
from agir_kernel.clock import Clock, SystemClock
from agir_platform.ports import RegistrationState

__all__ = ["export", "forget"]

GONE = "(…)"

NAMED = (
    (AbsenceReading, "by"), (Rectification, "recorded_by"),
    (Certification, "offer_checked_by"), (Session, "opened_by"), (RegistrationStep, "by"),
    (DossierStep, "by"), (Duty, "done_by"), (PassageStep, "by"), (Passage, "attendance_by"),
    (Passage, "decided_by"), (CivilStatusReading, "by"),
    (CivilStatusRecord, "name_confirmed_by"), (DatedRuleRow, "written_by"),
    (OfferText, "written_by"), (Batch, "made_by"), (Batch, "deposited_by"),
    (TreatmentReport, "by"), (Proof, "made_by"),
    (Complaint, "recorded_by"), (Complaint, "answered_by"),
)  # fmt: skip


def forget(subject: UUID, *, clock: Clock | None = None) -> None:
    """Delete what is held of the learner, or let it mean nobody. Idempotent."""
    now = (clock or SystemClock()).now()
    ahead = Registration.objects.filter(subject=subject, session__starts_at__gt=now)
    for row in ahead.filter(
        state__in=[RegistrationState.HELD.value, RegistrationState.CONFIRMED.value]
    ):
        places.lapse(row.pk, now, reason="left")
    absences.forget(subject)
    lawful.keep_holder(subject)
    records.forget(subject, paris_day(now), now)
    lines.erase_orphans([subject])
    CalendarKey.objects.filter(subject=subject).delete()
    Reminder.objects.filter(subject=subject).delete()
    told = Complaint.objects.filter(registration__subject=subject)
    told.exclude(answer="").update(answer=GONE)  # it was answered, and what was said named them
    told.update(text="", registration=None)
    Appraisal.objects.filter(registration__subject=subject).update(comment="")
    for model, column in NAMED:
        model.objects.filter(**{column: subject}).update(**{column: None})
    Duty.objects.filter(done_by=None).exclude(done_at=None).exclude(note="").update(note="")
    managers.forget(subject)
