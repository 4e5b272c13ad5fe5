"""What is on an account, and how did it get there?

Balances are of what was booked: ``at`` is an instant of ``booked_at``, so a figure of the past is
the same whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from agir_sponsorship.domain.accounts import type_of
from agir_sponsorship.ledger import tallying
from agir_sponsorship.ledger.data import StatementLine, TransactionView
from agir_sponsorship.ledger.rows import view
from agir_sponsorship.models.ledger import LedgerTransaction
from agir_sponsorship.models.ledger import Posting as PostingRow


def balance(account: str, currency: str = "EUR", at: datetime | None = None) -> int:
    """Return the sum of an account in minor units: debit > 0, credit < 0, 0 for no posting.

    Three statements, however long the ledger is.
    """
    type_of(account)
    upto = None if at is None else _place(at)
    place, noted = tallying.noted(account, currency, upto)
    rows = PostingRow.objects.filter(account=account, currency=currency, transaction_id__gt=place)
    if upto is not None:
        rows = rows.filter(transaction_id__lte=upto)
    return noted + sum(rows.values_list("amount_minor", flat=True))


def balances(prefix: str, currency: str = "EUR") -> dict[str, int]:
    """Return the balance of each account that ever moved and whose code begins with ``prefix``."""
    rows = PostingRow.objects.filter(account__startswith=prefix, currency=currency)
    if prefix:  # a range, since no engine uses an index for a prefix that heeds capitals
        rows = rows.filter(account__gte=prefix, account__lt=prefix + "zzz")
    found = rows.order_by("account").values("account").annotate(total=Sum("amount_minor"))
    return {row["account"]: int(row["total"]) for row in found}


def standings() -> dict[tuple[str, str], int]:
    """Return the balance of each account in each currency that it was booked in."""
    rows = PostingRow.objects.order_by("account", "currency").values("account", "currency")
    found = rows.annotate(total=Sum("amount_minor"))
    return {(row["account"], row["currency"]): int(row["total"]) for row in found}


def statement(account: str, currency: str = "EUR") -> Iterator[StatementLine]:
    """Yield the lines of an account, oldest first, with the balance after each."""
    type_of(account)
    rows = PostingRow.objects.filter(account=account, currency=currency)
    after = 0
    for amount, row in (
        (line.amount_minor, line.transaction)
        for line in rows.select_related("transaction")
        .order_by("transaction_id", "line")
        .iterator(chunk_size=2000)
    ):
        after += amount
        yield StatementLine(row.uuid, row.sequence, row.kind, row.booked_at, amount, after)


def transaction(uuid: UUID) -> TransactionView | None:
    """Return a transaction, ``None`` for one that is not there."""
    row = LedgerTransaction.objects.filter(uuid=uuid).first()
    return view(row) if row else None


def _place(at: datetime) -> int:
    """Return the last place booked at ``at`` or before, 0 for none."""
    rows = LedgerTransaction.objects.filter(booked_at__lte=at)
    return rows.order_by("-sequence").values_list("sequence", flat=True).first() or 0
