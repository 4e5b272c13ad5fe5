"""What a learner says of themselves on a competency."""

from django.db import models


class SelfAssessment(models.Model):
    """One row is one thing said: append-only, the latest of a moment counts, all are kept.

    ``moment`` is before or after, ``value`` 1 to 4 (not yet, with help, on my own, could show
    somebody). ``status``, ``estimate`` and ``certainty`` are the learner's state as it was then,
    '' and null when nothing was measured. ``course_key`` is where it was said. No page, API,
    report or admin gives a row to anybody but the learner (decision 0013).

    .. pii: A pseudonym and what it says of itself.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    subject = models.UUIDField()
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    course_key = models.CharField(max_length=255)
    moment = models.CharField(max_length=8)
    value = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16, blank=True)
    estimate = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    certainty = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Table name, the order it was said in, and how it is read."""

        db_table = "agir_competencies_self_assessment"
        ordering = ("id",)
        indexes = [
            models.Index(fields=("subject", "competency"), name="agir_self_subject"),
            models.Index(fields=("course_key", "subject"), name="agir_self_course"),
        ]
