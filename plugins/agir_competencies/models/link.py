"""Which block shows which competency."""

from django.db import models


class Link(models.Model):
    """One row says that an object of a course shows a competency, or promises it.

    ``kind``: ``problem_score`` on a scored block, ``subsection_grade`` on a subsection,
    ``promise`` on a unit, section or course (no evidence). Filled from the platform's tags; a
    removed tag sets ``removed_at`` and keeps the row, so that evidence is never orphaned.
    ``id`` is a UUID5 of (object, competency): the same link is the same row.

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
    origin = models.CharField(max_length=16, default="tag")  # tag, rerun
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
