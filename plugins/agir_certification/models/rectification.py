"""Which handed-over passages did the Caisse des Dépôts ask to put right?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_certification.models.passage import Passage


class Rectification(models.Model):
    """A request of the Caisse des Dépôts to put right what it was told of a passage.

    ``what`` is what has to be put right, in words that name nobody. Its duty, of kind
    ``rectification``, says until when and who did it. ``withdrawn_at``: it was a mistake.

    .. pii: The pseudonym of the manager who recorded it; a free text that names nobody.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="rectifications")
    asked_on = models.DateField()
    what = models.CharField(max_length=1000)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_rectification"
        ordering = ("-asked_on", "-recorded_at")

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.asked_on:%Y-%m-%d}"
