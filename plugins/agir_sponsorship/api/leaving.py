"""What happens to what is held of a learner who leaves?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_kernel.clock import SystemClock
from agir_sponsorship.organisations import leaving as organisations
from agir_sponsorship.payments import leaving as money
from agir_sponsorship.seats import leaving as seat_leaving
from agir_sponsorship.solidarity import leaving as aid_leaving


def forget(subject: UUID) -> None:
    """Delete what is held of the learner, or let it mean nobody. Idempotent.

    The ledger keeps the subject that its rows name: it means nobody once the mapping is gone.
    """
    organisations.forget(subject)
    money.forget(subject)
    seat_leaving.forget(subject)
    aid_leaving.forget(subject, SystemClock().now())


def export(subject: UUID) -> dict[str, Any]:
    """Return what is held of the learner, in values that ``json`` can write."""
    return {
        **organisations.export(subject),
        **money.exported(subject),
        **seat_leaving.exported(subject),
        "aid": aid_leaving.exported(subject),
        "aid_decisions": aid_leaving.decided(subject),
    }
