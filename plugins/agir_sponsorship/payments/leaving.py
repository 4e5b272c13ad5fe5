"""What is held of a person who pledged for an organisation, or decided about money?

Pledges and refunds are an organisation's and stay; whoever acted becomes nobody in them. Acts and
documents are accounting papers, kept under a pseudonym that means nobody once the mapping is gone.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_sponsorship.campaigns import pledging
from agir_sponsorship.models import Act, Pledge
from agir_sponsorship.payments import refunding


def forget(subject: UUID) -> None:
    """Let what the person did be nobody's. Idempotent."""
    pledging.forget(subject)
    refunding.forget(subject)


def exported(subject: UUID) -> dict[str, Any]:
    """Return the pledges that the person made and the acts they did."""
    offered = Pledge.objects.filter(offered_by=subject).order_by("offered_at")
    acts = Act.objects.filter(by=subject).order_by("at", "id")
    return {
        "pledges_offered": [
            {"reference": one.reference, "at": one.offered_at.isoformat()} for one in offered
        ],
        "campaign_acts": [
            {"kind": one.kind, "act": one.act, "at": one.at.isoformat(), "reason": one.reason}
            for one in acts
        ],
    }
