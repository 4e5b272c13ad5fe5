"""How far did reconciliation read?"""

from django.db import models


class Watermark(models.Model):
    """One row a stream; ``position`` is the platform port's own mark, '' at the start.

    ``name`` is ``scores`` for reconciliation, ``backfill:<course key>`` for a backfill under way.

    .. no_pii:
    """

    name = models.CharField(max_length=300, primary_key=True)
    position = models.CharField(max_length=255, blank=True)
    moved_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_competencies_watermark"
