"""What became of a payment, whatever order its news came in?

Facts only ever add up (a sum seen is kept, the largest refund counts, a lost dispute stays lost),
so that any order and any number of deliveries give the same facts, and the state is read from
them. News is never lost: money after an expiry, or another amount than asked, waits for a person
in ``review``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PaymentState(StrEnum):
    """Where a payment stands."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    EXPIRED = "expired"
    DISPUTED = "disputed"
    LOST = "lost"
    REVIEW = "review"


DISPUTES: Final = ("", "open", "won", "lost")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a payment, in minor units; ``dispute`` is '', open, won or lost."""

    received: int = 0
    refunded: int = 0
    failed: bool = False
    expired: bool = False
    dispute: str = ""

    def joined(self, other: Facts) -> Facts:
        """Return what both know. Associative, commutative and idempotent."""
        return Facts(
            received=max(self.received, other.received),
            refunded=max(self.refunded, other.refunded),
            failed=self.failed or other.failed,
            expired=self.expired or other.expired,
            dispute=max(self.dispute, other.dispute, key=DISPUTES.index),
        )

    def returned(self) -> int:
        """Return what is no longer ours: refunds, or all of it when a dispute was lost."""
        return self.received if self.dispute == "lost" else min(self.refunded, self.received)


def state(facts: Facts, asked: int) -> PaymentState:
    """Return the state that the facts give a payment of ``asked`` minor units."""
    if not facts.received:
        if facts.expired:
            return PaymentState.EXPIRED
        return PaymentState.FAILED if facts.failed else PaymentState.PENDING
    settled = _settled(facts)
    is_plain = settled in (PaymentState.SUCCEEDED, PaymentState.DISPUTED)
    if is_plain and (facts.expired or facts.received != asked):
        return PaymentState.REVIEW
    return settled


def _settled(facts: Facts) -> PaymentState:
    if facts.dispute == "lost":
        return PaymentState.LOST
    if facts.returned() == facts.received:
        return PaymentState.REFUNDED
    if facts.dispute == "open":
        return PaymentState.DISPUTED
    return PaymentState.PARTIALLY_REFUNDED if facts.refunded else PaymentState.SUCCEEDED
