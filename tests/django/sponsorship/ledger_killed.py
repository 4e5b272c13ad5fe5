"""Kill bookings before each statement they make (``tests/killing.py``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from killing import walk

OWNER = UUID(int=5)


def prepare() -> None:
    """Make tables, and a ledger one place before it is noted down."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from ledger_at_once import pay

    from agir_sponsorship.ledger.tallying import EVERY

    for number in range(EVERY - 3):
        pay(OWNER, f"before:{number}")


def work() -> None:
    """Pay, release, take back a part: the second is noted down."""
    from fractions import Fraction

    from ledger_at_once import AT, pay

    from agir_sponsorship.api import ledger
    from agir_sponsorship.api.ledger import Posting, accounts

    paid = pay(OWNER, "k1").uuid
    ledger.post(
        "release",
        [
            Posting(accounts.pledge(OWNER), 300, "EUR"),
            Posting(accounts.campaign_income(OWNER), -300, "EUR"),
        ],
        idempotency_key="k2",
        occurred_at=AT,
    )
    ledger.reverse(paid, idempotency_key="k3", occurred_at=AT, part=Fraction(1, 3))


def aftermath() -> dict[str, Any]:
    """Look at the books, do the work again, and look again."""
    from agir_sponsorship.api import ledger
    from agir_sponsorship.api.ledger import accounts
    from agir_sponsorship.ledger.tallying import EVERY
    from agir_sponsorship.models.ledger import LedgerTransaction

    before = [str(one) for one in ledger.verify()]
    work()
    paid = 1000 * (EVERY - 3)
    return {
        "before": before,
        "after": [str(one) for one in ledger.verify()],
        "booked": LedgerTransaction.objects.count() - (EVERY - 3),
        "held": -ledger.balance(accounts.pledge(OWNER)) - paid,
    }


if __name__ == "__main__":
    import django

    django.setup()
    stride = int(os.environ.get("AGIR_KILL_STRIDE", "1"))
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=stride)
