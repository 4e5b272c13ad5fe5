"""Which block shows which competency, and how much does that count?"""

from decimal import Decimal

from django.db import models


class Link(models.Model):
    """One row says that an object of a course shows a competency, or promises it.

    ``kind`` (one of ``domain.link.LINK_KINDS``) and ``weight`` (0 to 10) are those in force:
    what an author chose (``chosen_kind``, '' for nothing; ``chosen_weight``), else a default of
    the course or of the framework, else what the tag's place says and 1 (decision 0012).
    ``part`` names the one criterion or line item that is heard, '' for the object's own score.
    ``weight_moved``: what was recorded before still counts with the weight of then.

    Filled from the platform's tags; a removed tag sets ``removed_at`` and keeps the row, so that
    evidence is never orphaned. ``id`` is a UUID5 of (object, competency): the same link is the
    same row.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255, db_index=True)
    object_key = models.CharField(max_length=255, db_index=True)
    competency = models.ForeignKey(
        "agir_competencies.Competency", on_delete=models.PROTECT, related_name="links"
    )
    kind = models.CharField(max_length=24)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    chosen_kind = models.CharField(max_length=24, blank=True, default="")
    chosen_weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    part = models.CharField(max_length=255, blank=True, default="")
    weight_moved = models.BooleanField(default=False)
    origin = models.CharField(max_length=16, default="tag")  # tag, rerun, copy, import, author
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_link"


class LinkVersion(models.Model):
    """One row a course; ``version`` rises in the transaction that changes one of its links.

    Processes keep links in memory and compare this number before they trust them.

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_link_version"


class LinkDefault(models.Model):
    """One row says what links are where nobody chose: those of a course, or of a framework.

    One of ``course_key`` ('' for none) and ``framework`` is set. ``kind`` '' leaves it to the
    tag's place, ``weight`` ``None`` to the wider default. ``id`` is a UUID5 of the scope.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255, blank=True, db_index=True)
    framework = models.ForeignKey(
        "agir_competencies.Framework", null=True, blank=True, on_delete=models.PROTECT
    )
    kind = models.CharField(max_length=24, blank=True, default="")
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_competencies_link_default"


class LinkWeight(models.Model):
    """One row is the weight that a link's facts have from a version of the rules on.

    It counts in the place of the weight that the ledger recorded, for facts of this ``kind`` on
    this object and competency, in every state that ``rule`` or a later version made. Append-only.

    .. no_pii:
    """

    rule = models.ForeignKey(
        "agir_competencies.MasteryRule", on_delete=models.PROTECT, related_name="weights"
    )
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    object_key = models.CharField(max_length=255)
    kind = models.CharField(max_length=24)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(1))

    class Meta:
        """Table name."""

        db_table = "agir_competencies_link_weight"
