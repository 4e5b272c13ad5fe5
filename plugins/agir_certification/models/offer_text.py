"""What does the site say on EDOF of the training that leads to a certification?"""

from __future__ import annotations

from django.db import models

from agir_certification.models.certification import Certification


class OfferText(models.Model):
    """One version of the texts of an offer; the newest holds, older ones are kept to come back to.

    Lengths are those of the import file, in characters as ISO-8859-1 writes them:
    ``domain/offer_checks.py``. ``hours`` are those of the training, 0 while nobody said. Rows are
    added and never changed.

    .. pii: The pseudonym of the manager who wrote it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    certification = models.ForeignKey(
        Certification, on_delete=models.CASCADE, related_name="offer_texts"
    )
    objective = models.TextField(blank=True)
    results = models.TextField(blank=True)
    content = models.TextField(blank=True)
    summary = models.CharField(max_length=255, blank=True)
    conditions = models.TextField(blank=True)
    pedagogy = models.CharField(max_length=200, blank=True)
    admission_info = models.CharField(max_length=250, blank=True)
    hours = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        """The table, oldest first."""

        db_table = "agir_certification_offer_text"
        ordering = ("id",)

    def __str__(self) -> str:
        """Return which version it is."""
        return f"{self.certification_id} {self.pk}"
