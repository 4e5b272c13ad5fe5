"""What is held of a person, as they take it along: as a learner, and as who manages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from agir_certification.civil_status import records
from agir_certification.models import (
    Appraisal,
    CalendarKey,
    Complaint,
    Contract,
    Dossier,
    Manager,
)
from agir_certification.passages import absences, taking
from agir_certification.registrations import places
from agir_kernel.clock import Clock, SystemClock

__all__ = ["export"]


def export(subject: UUID, *, clock: Clock | None = None) -> dict[str, Any]:
    """Return what is held of the person, in values that ``json`` can write.

    That a civil status was taken along is written down, as any reading of it is.
    """
    held = {
        "registrations": [_registration(one) for one in places.of_learner(subject)],
        "passages": [_passage(one) for one in taking.of_learner(subject)],
        "absence_proofs_opened": [
            {"certification": one.code, "at": one.at.isoformat()}
            for one in absences.readings(subject)
        ],
        "civil_status": records.exported(subject, (clock or SystemClock()).now()),
        "manages": _manages(subject),
        "calendar": _calendar(subject),
    }
    return {name: value for name, value in held.items() if value}


def _registration(one: places.RegistrationView) -> dict[str, Any]:
    told = {
        "certification": one.code,
        "funding": one.funding.value,
        "fee_minor": one.fee_minor,
        "currency": one.currency,
        "state": one.state.value,
        "made_at": one.made_at.isoformat(),
    }
    return told | {name: value for name, value in _around(one.id).items() if value}


def _around(registration: UUID) -> dict[str, Any]:
    """Return what others wrote of a registration, and what its learner said of the session."""
    dossier = Dossier.objects.filter(registration=registration).first()
    contract = Contract.objects.filter(registration=registration).first()
    appraisal = Appraisal.objects.filter(registration=registration).first()
    return {
        "dossier": dossier and {"number": dossier.external_id, "state": dossier.state},
        "contract": contract and _contract(contract),
        "appraisal": appraisal and {"score": appraisal.score, "comment": appraisal.comment},
        "complaints": [
            {"text": row.text, "answer": row.answer}
            for row in Complaint.objects.filter(registration=registration)
        ],
    }


def _contract(row: Contract) -> dict[str, Any]:
    days = {name: _day(getattr(row, name)) for name in ("signed_on", "entered_on", "exited_on")}
    return {"action": row.action, "minutes": row.minutes, **days}


def _passage(one: taking.PassageView) -> dict[str, Any]:
    return {
        "certification": one.code,
        "attendance": one.attendance.value,
        "has_absence_proof": one.has_absence_proof,
        "decision": one.decision.value if one.decision else None,
        "delivered_on": _day(one.delivered_on),
        "blocs": dict(one.blocs),
        "deposit": one.deposit.value,
        "message": one.message,
    }


def _manages(subject: UUID) -> list[dict[str, Any]]:
    rows = Manager.objects.filter(subject=subject).select_related("certification")
    return [
        {
            "certification": row.certification.code if row.certification else "",
            "granted_at": row.granted_at.isoformat(),
        }
        for row in rows
    ]


def _calendar(subject: UUID) -> dict[str, str]:
    row = CalendarKey.objects.filter(subject=subject).first()
    return {"made_at": row.made_at.isoformat()} if row else {}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
