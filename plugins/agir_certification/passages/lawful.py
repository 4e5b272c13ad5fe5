"""What does a decision oblige to: a deposit in time, and a civil status that is kept for it?"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from agir_certification.civil_status import records
from agir_certification.domain.attendance import Decision, Deposit
from agir_certification.domain.dated_rules import RuleKey
from agir_certification.domain.duty import DutyKind, due
from agir_certification.domain.hours import paris_day
from agir_certification.domain.passage import Role
from agir_certification.domain.repertoire import may_deposit
from agir_certification.domain.retention import Need, until
from agir_certification.duties import log as duties
from agir_certification.models import Certification, Duty, Passage, Rectification
from agir_certification.rules import current


def follow_law(row: Passage, now: datetime) -> None:
    """Open or drop the duty of the deposit, and keep the holder's civil status. Idempotent.

    Every holder is handed over, whoever paid (R6113-17-2); a training partner owes its certifier
    the data and not the deposit, so that the duty bears the same name and day for both.
    """
    is_owed = row.decision == Decision.OBTAINED and row.deposit in (
        Deposit.READY, Deposit.REFUSED, Deposit.IN_BATCH,
    )  # fmt: skip
    if is_owed and row.delivered_on is not None:
        told = duties.Subject(row.pk, row.certification_code, row.certification_code)
        duties.open_duty(due(DutyKind.ACCROCHAGE, row.delivered_on, current.every()), told, now)
    else:
        duties.drop(row.pk, now)
    keep_holder(row.subject)


def keep_holder(subject: UUID) -> None:
    """Say until when the law needs the civil status of a holder, by all that they obtained."""
    held = Passage.objects.filter(subject=subject, decision=Decision.OBTAINED.value)
    days = []
    for row in held.exclude(deposit=Deposit.EXCLUDED.value).exclude(delivered_on=None):
        accepted = row.deposit == Deposit.ACCEPTED and row.settled_at
        need = Need(row.delivered_on, paris_day(row.settled_at) if accepted else None)
        days.append(
            until(
                need,
                transmit_months=current.value_on(RuleKey.ACCROCHAGE, row.delivered_on),
                correct_months=current.value_on(RuleKey.RECTIFICATION, row.delivered_on),
            )
        )
    records.keep_for_law(subject, max([*days, *_asked_until(subject)], default=None))


def _asked_until(subject: UUID) -> list[date]:
    """Return until when requests to put a passage right have to be answered."""
    asked = Rectification.objects.filter(passage__subject=subject, withdrawn_at=None)
    owed = Duty.objects.filter(
        kind=DutyKind.RECTIFICATION.value, about__in=asked.values("pk"), done_at=None
    )
    return list(owed.values_list("due_on", flat=True))


def role_of(code: str) -> Role:
    """Return what the operator is for a certification; a partner where it is not kept here."""
    word = Certification.objects.filter(code=code).values_list("role", flat=True).first()
    return Role(word) if word else Role.TRAINING_PARTNER


def is_depositor(code: str) -> bool:
    """Tell whether the operator may write a deposit file for a certification."""
    return may_deposit(role_of(code).value)
