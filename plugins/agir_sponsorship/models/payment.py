"""Payments: what a bank or a provider said of the money of a pledge, and what goes back."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from agir_platform.constraints import check
from agir_sponsorship.models.append_only import FinalModel
from agir_sponsorship.models.pledge import Pledge


class Payment(models.Model):
    """One row is one payment of a pledge: a transfer that came, or a checkout that was begun.

    ``received_minor`` and ``returned_minor`` are what the ledger holds of it. ``intent`` is the
    provider's number, ``None`` where there is none; ``source`` is unique: the statement's line or
    the checkout's key.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=16)
    asked_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    received_minor = models.BigIntegerField(default=0)
    returned_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=20, default="pending", db_index=True)
    intent = models.CharField(max_length=200, null=True, blank=True, unique=True)
    source = models.CharField(max_length=80, unique=True)
    begun_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """The table, and what the database refuses by itself (I4)."""

        db_table = "agir_sponsorship_payment"
        ordering = ("begun_at", "id")
        constraints = (
            check(
                Q(returned_minor__gte=0) & Q(received_minor__gte=F("returned_minor")),
                "agir_payment_returned",
            ),
        )

    def __str__(self) -> str:
        """Return the identifier and the state."""
        return f"{self.id} {self.state}"


class ProviderEvent(FinalModel):
    """One row is one event that a provider signed, in the transaction of what it did.

    ``name`` is the provider and its event's number; ``digest`` the SHA-256 of the body, which is
    not kept: a card holder may stand in it. What it tells of the payment is kept as figures.

    .. no_pii:
    """

    name = models.CharField(primary_key=True, max_length=220)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    payment = models.UUIDField(null=True, blank=True, db_index=True)
    intent = models.CharField(max_length=200, blank=True, default="", db_index=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    received_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    failed = models.BooleanField(default=False)
    expired = models.BooleanField(default=False)
    dispute = models.CharField(max_length=4, blank=True, default="")
    at = models.DateTimeField()

    class Meta(FinalModel.Meta):
        """The table."""

        db_table = "agir_sponsorship_provider_event"
        ordering = ("at", "name")

    def __str__(self) -> str:
        """Return the event's number and kind."""
        return f"{self.name} {self.kind}"


class Transfer(models.Model):
    """One line of a bank statement that came in or went out, known by its content (``key``).

    ``state`` is ``matched``, ``queued`` (a person decides) or ``set_aside`` (not ours, with a
    reason in the acts). The label is erased once the line has left the queue.

    .. pii: A bank's label may name who paid, while a person has to match it.
    .. pii_types: other
    .. pii_retirement: retained
    """

    key = models.CharField(primary_key=True, max_length=64)
    id = models.UUIDField(unique=True, default=uuid.uuid4)
    day = models.DateField()
    label = models.CharField(max_length=140, blank=True, default="")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    why = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=10, default="queued", db_index=True)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT)
    read_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_transfer"
        ordering = ("day", "key")

    def __str__(self) -> str:
        """Return the day and the state."""
        return f"{self.day} {self.state}"


class Refund(models.Model):
    """Money of one payment that goes back: ``due``, then ``sent`` when the bank shows it.

    ``first_by`` opened it; above the site's limit ``second_by``, somebody else, has to agree before
    it is sent. ``key`` makes it one, however often it is asked for.

    .. pii: The pseudonyms of who opened and who agreed.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=20)
    state = models.CharField(max_length=6, default="due", db_index=True)
    key = models.CharField(max_length=80, unique=True)
    first_by = models.UUIDField(null=True, blank=True)
    second_by = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_refund"
        ordering = ("opened_at", "id")
        constraints = (check(Q(amount_minor__gte=1), "agir_refund_amount"),)

    def __str__(self) -> str:
        """Return the identifier and the state."""
        return f"{self.id} {self.state}"
