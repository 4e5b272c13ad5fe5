"""What may be read of payments and refunds?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_sponsorship.models import Payment, Refund
from agir_sponsorship.payments.refunding import alone, limit_of_one


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment, in minor units."""

    id: UUID
    method: str
    received_minor: int
    returned_minor: int
    currency: str
    state: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class RefundView:
    """Money that is due back: which pledge's reference, who opened it, who still has to agree."""

    id: UUID
    pledge: UUID
    reference: str
    organisation: UUID
    method: str
    amount_minor: int
    currency: str
    reason: str
    first_by: UUID | None
    needs_second: bool
    opened_at: datetime


def payments(pledge: UUID) -> tuple[PaymentView, ...]:
    """Return the payments of a pledge, oldest first."""
    return tuple(
        PaymentView(
            id=row.id,
            method=row.method,
            received_minor=row.received_minor,
            returned_minor=row.returned_minor,
            currency=row.currency,
            state=row.state,
            begun_at=row.begun_at,
        )
        for row in Payment.objects.filter(pledge=pledge)
    )


def dues(limit: int = 200) -> tuple[RefundView, ...]:
    """Return the refunds that are due, oldest first."""
    rows = Refund.objects.filter(state="due").select_related("payment__pledge")
    most = limit_of_one()
    return tuple(
        RefundView(
            id=row.id,
            pledge=row.payment.pledge_id,
            reference=row.payment.pledge.reference,
            organisation=row.payment.pledge.organisation,
            method=row.payment.method,
            amount_minor=row.amount_minor,
            currency=row.currency,
            reason=row.reason,
            first_by=row.first_by,
            needs_second=row.second_by is None and alone(row) > most,
            opened_at=row.opened_at,
        )
        for row in rows.order_by("opened_at", "id")[:limit]
    )
