"""Seats: pools that organisations paid for, and claims that learners make on them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from agir_platform.constraints import check


class SeatPool(models.Model):
    """Certification fees that a pledge or a purchase pays in advance, for the public.

    ``bought`` seats of at most ``price_minor`` each; ``used`` is how many live claims there are,
    moved by one guarded UPDATE in the transaction of the claim. The three lists say what it pays
    for (empty: anything); none names a person. ``is_open``: without a voucher. ``organisation``
    pays; ``source_id`` is the pledge or the purchase. Rows change in ``used``, ``state`` and
    ``valid_until`` alone, and are never deleted.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    organisation = models.UUIDField(db_index=True)
    source = models.CharField(max_length=10)
    source_id = models.UUIDField(null=True, blank=True)
    certifications = models.JSONField(default=list)
    course_keys = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    bought = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    is_open = models.BooleanField(default=True)
    state = models.CharField(max_length=6, default="open", db_index=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=128, unique=True)
    opened_at = models.DateTimeField()

    class Meta:
        """The table; no more seats are used than were bought."""

        db_table = "agir_sponsorship_seat_pool"
        ordering = ("-opened_at", "id")
        constraints = (
            check(Q(used__lte=F("bought")), "agir_seat_pool_used_bought"),
            check(Q(price_minor__gt=0), "agir_seat_pool_price"),
        )


class SeatClaim(models.Model):
    """One learner's fee for one registration, paid by a pool or by the solidarity fund.

    ``live`` is true while seat and money are taken, else NULL: unique indexes hold many NULLs on
    every engine, so that a learner has one live claim a pool and a registration one funder.
    ``transaction`` is the ledger's. Rows change in state; none is deleted: money rests on them.

    .. pii: A pseudonym; it means nobody once the learner is retired.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pool = models.ForeignKey(
        SeatPool, on_delete=models.PROTECT, related_name="claims", null=True, blank=True
    )
    aid = models.UUIDField(null=True, blank=True)
    voucher = models.UUIDField(null=True, blank=True)
    subject = models.UUIDField(db_index=True)
    registration = models.UUIDField()
    fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, db_index=True)
    live = models.BooleanField(null=True, default=True)
    idempotency_key = models.CharField(max_length=128, unique=True)
    request_hash = models.CharField(max_length=64)
    transaction = models.UUIDField()
    reserved_until = models.DateTimeField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table, and what is unique while a claim lives."""

        db_table = "agir_sponsorship_seat_claim"
        ordering = ("-created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["pool", "subject", "live"], name="agir_seat_claim_one_a_pool"
            ),
            models.UniqueConstraint(fields=["registration", "live"], name="agir_seat_claim_payer"),
            models.UniqueConstraint(fields=["voucher", "live"], name="agir_seat_claim_voucher"),
            models.UniqueConstraint(fields=["aid", "live"], name="agir_seat_claim_aid"),
            check(Q(live__isnull=True) | Q(live=True), "agir_seat_claim_live"),
            check(
                Q(pool__isnull=False, aid__isnull=True) | Q(pool__isnull=True, aid__isnull=False),
                "agir_seat_claim_one_funder",
            ),
        )
