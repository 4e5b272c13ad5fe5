"""How does a stored row become what the ledger speaks of?"""

from __future__ import annotations

from collections.abc import Iterable

from agir_sponsorship.domain.chain import Entry
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.ledger.data import TransactionView
from agir_sponsorship.models.ledger import LedgerTransaction
from agir_sponsorship.models.ledger import Posting as PostingRow


def postings_of(sequences: Iterable[int], *, locked: bool = False) -> tuple[Posting, ...]:
    """Return the postings of transactions in order; ``locked`` reads what is committed now."""
    rows = PostingRow.objects.filter(transaction_id__in=list(sequences))
    if locked:
        rows = rows.select_for_update()
    ordered = rows.order_by("transaction_id", "line")
    return tuple(
        Posting(account, amount, currency)
        for account, amount, currency in ordered.values_list("account", "amount_minor", "currency")
    )


def view(row: LedgerTransaction, *, replayed: bool = False) -> TransactionView:
    """Return a stored transaction."""
    reverses = None
    if row.reverses_id is not None:
        reverses = LedgerTransaction.objects.values_list("uuid", flat=True).get(pk=row.reverses_id)
    return TransactionView(
        uuid=row.uuid,
        sequence=row.sequence,
        kind=row.kind,
        postings=postings_of([row.sequence]),
        occurred_at=row.occurred_at,
        booked_at=row.booked_at,
        facts=row.facts,
        reverses=reverses,
        hash=row.hash,
        replayed=replayed,
    )


def stored(
    entry: Entry, *, request: str, fingerprint: str, reverses: int | None
) -> TransactionView:
    """Add an entry's rows; return them as they were booked."""
    LedgerTransaction.objects.create(
        sequence=entry.sequence,
        uuid=entry.uuid,
        kind=entry.kind,
        key_hash=entry.key_hash,
        request_hash=request,
        occurred_at=entry.occurred_at,
        booked_at=entry.booked_at,
        reverses_id=reverses,
        facts=dict(entry.facts),
        hash=fingerprint,
    )
    PostingRow.objects.bulk_create(
        PostingRow(
            transaction_id=entry.sequence,
            line=line,
            account=posting.account,
            currency=posting.currency,
            amount_minor=posting.amount_minor,
        )
        for line, posting in enumerate(entry.postings)
    )
    return TransactionView(
        uuid=entry.uuid,
        sequence=entry.sequence,
        kind=entry.kind,
        postings=tuple(entry.postings),
        occurred_at=entry.occurred_at,
        booked_at=entry.booked_at,
        facts=entry.facts,
        reverses=entry.reverses,
        hash=fingerprint,
    )
