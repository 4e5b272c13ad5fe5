"""What remains of those who left?"""

from django.db import models


class RetiredTally(models.Model):
    """One row counts, for one competency, the standings that retirement deleted.

    Numbers only: ``measured`` learners had at least one piece of evidence, ``demonstrated`` of
    them had the competency, ``evidence_count`` is the sum of their ledger rows.

    .. no_pii:
    """

    competency = models.OneToOneField("agir_competencies.Competency", on_delete=models.PROTECT)
    measured = models.PositiveBigIntegerField(default=0)
    demonstrated = models.PositiveBigIntegerField(default=0)
    evidence_count = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_retired"
