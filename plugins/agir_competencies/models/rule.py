"""When does a competency count as demonstrated here?"""

from decimal import Decimal

from django.db import models


class MasteryRule(models.Model):
    """One row is one version of the rule for one competency, one framework, or all (both null).

    Rows are never edited: a change is a new row with the site's next ``version``, so that a
    version names one rule and the newest version tells whether a process knows them all. Without
    any row the default of decision 0003 holds, which is version 1: discounted Beta mean,
    threshold 0.7, 2 objects. ``parameter`` is the method's own figure, ``None`` for its default.
    ``keeps``: who would lose a competency by this change keeps it (decision 0006). ``reweighs``:
    the version changes weights of links (its ``weights``) and leaves every rule as it was.

    .. no_pii:
    """

    framework = models.ForeignKey(
        "agir_competencies.Framework", null=True, blank=True, on_delete=models.PROTECT
    )
    competency = models.ForeignKey(
        "agir_competencies.Competency", null=True, blank=True, on_delete=models.PROTECT
    )
    method = models.CharField(max_length=32, default="discounted_beta")
    threshold = models.DecimalField(max_digits=7, decimal_places=6, default=Decimal("0.7"))
    objects_needed = models.PositiveSmallIntegerField(default=2)
    parameter = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    version = models.PositiveIntegerField(unique=True)
    keeps = models.BooleanField(default=False)
    reweighs = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_competencies_rule"
