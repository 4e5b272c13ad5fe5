"""Vouchers: codes that give a seat of one pool, of which only a digest is kept."""

from __future__ import annotations

import uuid

from django.db import models

from agir_sponsorship.models.seat import SeatPool


class VoucherBatch(models.Model):
    """Vouchers that were issued together. ``revoked_at``: those not redeemed by then are void.

    .. pii: The pseudonyms of who issued and who revoked.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pool = models.ForeignKey(SeatPool, on_delete=models.PROTECT, related_name="batches")
    count = models.PositiveIntegerField()
    issued_by = models.UUIDField(null=True, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_voucher_batch"
        ordering = ("-issued_at", "id")


class Voucher(models.Model):
    """One code: its HMAC, its last four signs, and whom it was bound to when it was redeemed.

    ``state`` is ``issued``, ``redeemed`` or ``revoked``. It stays with the ``subject`` who
    redeemed it, also when the seat comes back: what was redeemed once cannot be sold.

    .. pii: The pseudonym of who redeemed it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(VoucherBatch, on_delete=models.PROTECT, related_name="vouchers")
    digest = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(max_length=4)
    state = models.CharField(max_length=8, default="issued")
    subject = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_voucher"
        ordering = ("id",)


class VoucherTry(models.Model):
    """A code that somebody typed. ``place`` is an HMAC of the account or of the address.

    Kept for a day at most, to count tries within an hour.

    .. no_pii:
    """

    place = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """The table, and the way it is read."""

        db_table = "agir_sponsorship_voucher_try"
        indexes = (models.Index(fields=("place", "at"), name="agir_voucher_try_place"),)
