"""Who decides on a request, and on an appeal?

A person, by name, who knows the need and the amount and neither who asks nor who gave. Whoever
asks does not decide; whoever decided does not judge the appeal; no member of a sponsor decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_sponsorship.domain.aid import AidDeciderRefused, AidState, checked_reason
from agir_sponsorship.models import AidRequest
from agir_sponsorship.solidarity import fund, rows
from agir_sponsorship.solidarity.data import AidView


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides; ``is_sponsor``: a member of an organisation that gives."""

    subject: UUID
    is_sponsor: bool


def decide(request: UUID, *, grants: bool, reason: str, decider: Decider, now: datetime) -> AidView:
    """Grant or decline; declining, and judging an appeal, says why.

    Raises ``AidDeciderRefused``, ``AidReasonMissing``, ``AidStateRefused``, ``AidFundEmpty``.
    """
    if decider.is_sponsor:
        raise AidDeciderRefused
    # Read before the transaction: one that began by reading is refused its write by SQLite.
    currency = AidRequest.objects.filter(pk=request).values_list("currency", flat=True).first()
    with transaction.atomic():
        held = fund.held(currency) if currency else None
        row = rows.held(request)
        if decider.subject == row.subject:
            raise AidDeciderRefused
        is_appeal = row.state == AidState.APPEALED
        if is_appeal and row.steps.filter(by=decider.subject).exists():
            raise AidDeciderRefused
        said = checked_reason(reason) if is_appeal or not grants else " ".join(reason.split())
        declined = AidState.REFUSED if is_appeal else AidState.DECLINED
        rows.move(
            row, AidState.GRANTED if grants else declined, now, reason=said, by=decider.subject
        )
        if grants and held is not None:
            fund.promise(held, row.amount_minor)
    return rows.view(row, with_steps=True)


def looked_at(request: UUID, *, by: UUID, now: datetime) -> AidView:
    """Say that a person looked at a grant that was made at once. Idempotent."""
    with transaction.atomic():
        row = rows.held(request)
        if row.subject == by:
            raise AidDeciderRefused
        if row.is_checked:
            row.is_checked = False
            row.save(update_fields=["is_checked"])
            rows.note(row, now, by=by)
    return rows.view(row, with_steps=True)
