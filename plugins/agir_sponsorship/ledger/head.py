"""Who writes to the ledger now? Whoever holds its head, until the commit.

The head is taken last, after every other row of the caller, so that all writers lock in one order.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import connection
from django.db.models import F

from agir_sponsorship.domain.chain import GENESIS
from agir_sponsorship.ledger import first_row
from agir_sponsorship.models.ledger import LedgerHead

NAME: Final = "ledger"
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def begin() -> None:
    """Make the transaction one that writes, where a database locks whole files.

    SQLite refuses to write in a transaction that began to read before somebody else wrote, so the
    write comes first. Elsewhere rows are locked, and the head is not touched before its turn.
    """
    if not connection.features.has_select_for_update:
        LedgerHead.objects.filter(pk=NAME).update(sequence=F("sequence"))


def take() -> LedgerHead:
    """Hold the head until the commit; return it as the last commit left it, one further."""
    row = LedgerHead.objects.filter(pk=NAME)
    # An update waits for whoever holds the row, and then reads what that one committed.
    if not row.update(sequence=F("sequence") + 1):
        first_row.make(LedgerHead(name=NAME, hash=GENESIS, booked_at=_NEVER))
        row.update(sequence=F("sequence") + 1)
    return row.get()


def move(to: str, booked_at: datetime) -> None:
    """Let the chain end with the fingerprint ``to``."""
    LedgerHead.objects.filter(pk=NAME).update(hash=to, booked_at=booked_at)


def give_back() -> None:
    """Take back the place that ``take`` gave: nothing was booked there."""
    LedgerHead.objects.filter(pk=NAME).update(sequence=F("sequence") - 1)
