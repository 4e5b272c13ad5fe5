"""What is held of who asked for aid or decided on it, and how does it go when they leave?"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agir_sponsorship.domain.aid import AidState
from agir_sponsorship.models import AidRequest, AidStep
from agir_sponsorship.solidarity import fund, rows


def forget(subject: UUID, now: datetime) -> None:
    """Delete words and need, end what is under way, let decisions be nobody's. Idempotent.

    Amounts stay: the fund's account rests on them, and the pseudonym means nobody any more.
    """
    with transaction.atomic():
        for request, currency in list(
            AidRequest.objects.filter(subject=subject).values_list("pk", "currency")
        ):
            held = fund.held(currency)
            row = rows.held(request)
            if row.state == AidState.GRANTED:
                fund.add(held, -row.amount_minor)
            if row.state in (AidState.GRANTED, AidState.QUEUED, AidState.APPEALED):
                rows.move(row, AidState.LAPSED, now)
        AidRequest.objects.filter(subject=subject).update(appeal="", need="other")
        AidStep.objects.filter(request__in=AidRequest.objects.filter(subject=subject)).exclude(
            reason=""
        ).update(reason="")
        AidStep.objects.filter(by=subject).update(by=None)


def exported(subject: UUID) -> list[dict[str, Any]]:
    """Return what a learner asked for and was told, in values that ``json`` can write."""
    return [
        {
            "certification": one.certification,
            "need": one.need.value,
            "amount_minor": one.amount_minor,
            "currency": one.currency,
            "state": one.state.value,
            "appeal": one.appeal,
            "asked_at": one.asked_at.isoformat(),
            "steps": [
                {"state": step.state.value, "reason": step.reason, "at": step.at.isoformat()}
                for step in one.steps
            ],
        }
        for one in rows.of_subject(subject)
    ]


def decided(subject: UUID) -> list[dict[str, Any]]:
    """Return what somebody decided on requests, whose they are untold."""
    rows = AidStep.objects.filter(by=subject)
    return [{"state": row.state, "reason": row.reason, "at": row.at.isoformat()} for row in rows]
