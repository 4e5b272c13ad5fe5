"""Where is the money of sponsorship booked? In rows that are only ever added.

A row names accounts, amounts and identifiers: no name, no free text. Who reads them goes through
``ledger.reading``, who adds them through ``ledger.writing``.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from agir_platform.constraints import check
from agir_sponsorship.models.append_only import FinalModel

ACCOUNT_LENGTH = 64
LARGEST = 2**62


class LedgerTransaction(FinalModel):
    """One row is one act that moved money; ``ledger.writing`` adds it, nothing changes it.

    ``sequence`` counts from 1 without a gap. ``key_hash`` and ``request_hash`` are SHA-256: the key
    that a client sent may hold anything. ``occurred_at`` is when it happened, ``booked_at`` when
    the ledger knew: it never goes back, so that a month that ended stays as it is. ``hash`` is
    the fingerprint of the row, its postings and the hash before. Kept ten years (Code de commerce,
    art. L123-22).

    .. pii: The fact ``learner`` is a pseudonym that means nobody once the learner left.
    .. pii_types: other
    .. pii_retirement: retained
    """

    sequence = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=32)
    key_hash = models.CharField(max_length=64, unique=True)
    request_hash = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()
    booked_at = models.DateTimeField(db_index=True)
    reverses = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="reversals"
    )
    facts = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta(FinalModel.Meta):
        """Table name, order, and what the database refuses by itself."""

        db_table = "agir_sponsorship_transaction"
        ordering = ("sequence",)
        constraints = [
            check(Q(sequence__gte=1), "agir_transaction_sequence"),
            check(
                Q(reverses__isnull=True) | Q(reverses__lt=F("sequence")),
                "agir_transaction_reverses",
            ),
        ]

    def __str__(self) -> str:
        """Return its place and kind."""
        return f"{self.sequence} {self.kind}"


class Posting(FinalModel):
    """One row is one line of a transaction: an amount on an account, debit > 0, credit < 0.

    ``amount_minor`` is in the currency's smallest unit, never 0, below 2^62 either way. ``line``
    counts from 0 within the transaction.

    .. no_pii:
    """

    transaction = models.ForeignKey(
        LedgerTransaction, on_delete=models.PROTECT, related_name="postings", db_index=False
    )
    line = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=ACCOUNT_LENGTH)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    class Meta(FinalModel.Meta):
        """Table name, order, how balances are read, and what the database refuses by itself."""

        db_table = "agir_sponsorship_posting"
        ordering = ("transaction_id", "line")
        indexes = [
            models.Index(
                fields=("account", "currency", "transaction", "amount_minor"),
                name="agir_posting_balance",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=("transaction", "line"), name="agir_posting_line"),
            check(
                ~Q(amount_minor=0) & Q(amount_minor__gt=-LARGEST, amount_minor__lt=LARGEST),
                "agir_posting_amount",
            ),
        ]

    def __str__(self) -> str:
        """Return the account and amount."""
        return f"{self.account} {self.amount_minor} {self.currency}"


class LedgerSnapshot(FinalModel):
    """One row is the balance of one account after the transaction ``sequence``.

    Written every few hundred transactions, so that a balance reads few postings however long the
    ledger is. Derived: ``verify`` recomputes it.

    .. no_pii:
    """

    account = models.CharField(max_length=ACCOUNT_LENGTH)
    currency = models.CharField(max_length=3)
    sequence = models.BigIntegerField()
    amount_minor = models.BigIntegerField()

    class Meta(FinalModel.Meta):
        """Table name, and one balance a place."""

        db_table = "agir_sponsorship_snapshot"
        constraints = [
            models.UniqueConstraint(
                fields=("account", "currency", "sequence"), name="agir_snapshot_place"
            )
        ]

    def __str__(self) -> str:
        """Return the account and balance."""
        return f"{self.account} {self.amount_minor} {self.currency}"


class LedgerHead(models.Model):
    """The one row that who writes to the ledger holds until its commit: where the chain ends.

    .. no_pii:
    """

    name = models.CharField(primary_key=True, max_length=8)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    booked_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_sponsorship_head"

    def __str__(self) -> str:
        """Return how far the chain got."""
        return f"{self.name} {self.sequence}"
