"""Documents: agreements, calls for funds, pro-formas, receipts. Issued once, never changed."""

from __future__ import annotations

import uuid

from django.db import models

from agir_sponsorship.models.append_only import FinalModel
from agir_sponsorship.models.pledge import Pledge


class Document(FinalModel):
    """One row is one document as it was issued: its words (``content``) and their SHA-256.

    ``kind`` is ``agreement``, ``call_for_funds``, ``pro_forma``, ``receipt`` or ``cancellation``
    (which ``credits`` another). ``number`` is '' on a draft (``is_draft``: "Projet"). ``once`` is
    what there may be one of. Kept ten years (Code de commerce, art. L123-22; for receipts six,
    LPF art. L102 B).

    .. pii: The pseudonym of who issued it.
    .. pii_types: other
    .. pii_retirement: retained
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=30, blank=True, default="")
    is_draft = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    credits = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credited_by"
    )
    once = models.CharField(max_length=100, unique=True)
    issued_by = models.UUIDField(null=True, blank=True)
    issued_at = models.DateTimeField()

    class Meta(FinalModel.Meta):
        """The table."""

        db_table = "agir_sponsorship_document"
        ordering = ("issued_at", "id")

    def __str__(self) -> str:
        """Return the kind and the number."""
        return f"{self.kind} {self.number}"


class DocumentSeries(models.Model):
    """The number given last in a series, held by who issues until the commit: no gap, no double.

    ``name`` is a kind and a year: ``receipt-2026``.

    .. no_pii:
    """

    name = models.CharField(primary_key=True, max_length=30)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_series"

    def __str__(self) -> str:
        """Return the series and how far it got."""
        return f"{self.name} {self.last}"
