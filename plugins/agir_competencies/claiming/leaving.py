"""What happens to claimed receipts when a learner leaves, or asks for their data?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_competencies.models import ClaimedReceipt


def forget(subject: UUID) -> None:
    """Empty the pseudonym; the nonce stays, so that nobody has it counted again. Idempotent."""
    ClaimedReceipt.objects.filter(subject=subject).update(subject=None)


def export(subject: UUID) -> list[dict[str, Any]]:
    """Return what a learner had counted, in values that ``json`` can write."""
    rows = ClaimedReceipt.objects.filter(subject=subject).order_by("claimed_at", "nonce")
    return [
        {
            "object_key": row.object_key,
            "shown_at": row.shown_at.isoformat(),
            "claimed_at": row.claimed_at.isoformat(),
        }
        for row in rows
    ]
