"""What is held of who took a seat or issued vouchers, and how does it go when they leave?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from agir_sponsorship.models import SeatClaim, Voucher, VoucherBatch


def forget(subject: UUID) -> None:
    """Let who issued and revoked be nobody. Idempotent.

    A claim keeps its pseudonym, which then means nobody: money rests on it. So does a voucher
    that was redeemed, or somebody else could use it.
    """
    VoucherBatch.objects.filter(issued_by=subject).update(issued_by=None)
    VoucherBatch.objects.filter(revoked_by=subject).update(revoked_by=None)


def exported(subject: UUID) -> dict[str, list[dict[str, Any]]]:
    """Return a learner's claims and vouchers, in values that ``json`` can write."""
    claims = SeatClaim.objects.filter(subject=subject)
    codes = Voucher.objects.filter(subject=subject)
    batches = VoucherBatch.objects.filter(Q(issued_by=subject) | Q(revoked_by=subject))
    return {
        "seats": [
            {
                "registration": str(row.registration),
                "fee_minor": row.fee_minor,
                "currency": row.currency,
                "state": row.state,
                "at": row.created_at.isoformat(),
            }
            for row in claims
        ],
        "vouchers": [{"ends_in": row.last_four, "state": row.state} for row in codes],
        "voucher_batches": [
            {
                "seats": row.pool.name,
                "count": row.count,
                "issued_at": row.issued_at.isoformat(),
                "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
            }
            for row in batches.select_related("pool")
        ],
    }
