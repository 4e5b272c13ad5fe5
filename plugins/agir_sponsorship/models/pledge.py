"""Pledges: what organisations promised to a campaign."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from agir_platform.constraints import check
from agir_sponsorship.models.campaign import Campaign


class Pledge(models.Model):
    """One row is one organisation's promise to one campaign (``domain.pledge``).

    ``reference`` stands on the transfer. ``proposed`` is the nature that Agir proposes with
    ``reasons`` (codes); ``nature`` is what a named person decided, '' before. ``counterparts`` is a
    list of ``{"kind", "value_minor"}``. ``paid_minor`` and ``returned_minor`` are moved in the
    transaction that books the money. ``invoice_number`` is the finance system's, typed back.
    ``key`` is what the form carried: pressed twice, it makes one pledge. Never deleted.

    .. pii: The pseudonym of the contact who offered.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pledges")
    organisation = models.UUIDField(db_index=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=16)
    purchase_order = models.CharField(max_length=60, blank=True, default="")
    visibility = models.CharField(max_length=10, default="name")
    counterparts = models.JSONField(default=list)
    proposed = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    nature = models.CharField(max_length=10, blank=True, default="")
    state = models.CharField(max_length=12, default="offered", db_index=True)
    reference = models.CharField(max_length=24, unique=True)
    paid_minor = models.BigIntegerField(default=0)
    returned_minor = models.BigIntegerField(default=0)
    invoice_number = models.CharField(max_length=40, blank=True, default="")
    key = models.CharField(max_length=64, unique=True)
    offered_by = models.UUIDField(null=True, blank=True, db_index=True)
    offered_at = models.DateTimeField()
    due_on = models.DateField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """The table, and what the database refuses by itself (I4)."""

        db_table = "agir_sponsorship_pledge"
        ordering = ("offered_at", "id")
        constraints = (
            check(Q(amount_minor__gte=1), "agir_pledge_amount"),
            check(
                Q(returned_minor__gte=0) & Q(paid_minor__gte=F("returned_minor")),
                "agir_pledge_returned",
            ),
        )

    def __str__(self) -> str:
        """Return the reference and the state."""
        return f"{self.reference} {self.state}"
