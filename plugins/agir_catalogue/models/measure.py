"""What was measured of courses for the covenant."""

from __future__ import annotations

from django.db import models


class CourseMeasured(models.Model):
    """One row is the newest measure of one course: what a browser, or a report, told of its units.

    ``facts`` is JSON as ``domain.measures`` writes it; ``tool`` is what measured. An older measure
    never takes the place of a newer one.

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, unique=True)
    facts = models.TextField()
    tool = models.CharField(max_length=255, blank=True)
    measured_at = models.DateTimeField()

    class Meta:
        """Table name and order."""

        db_table = "agir_catalogue_course_measured"
        ordering = ("course_key",)
