"""What was said of the themes of courses, and what was counted of it?"""

from __future__ import annotations

from typing import Final

from django.db import models

SOURCES: Final = ("author", "machine", "reviewer")


class ThemeTag(models.Model):
    """A course is about a theme: its weight beside the course's other themes of that scheme.

    ``theme_id`` names a theme of ``domain.themes``; ``weight`` is 1 to 100. ``source`` is who
    said it last: ``author`` (the course's team), ``machine`` or ``reviewer`` (an operator).

    .. no_pii:
    """

    course_key = models.CharField(max_length=255)
    theme_id = models.CharField(max_length=64)
    weight = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        """The table; a course says a theme once."""

        db_table = "agir_catalogue_theme_tag"
        ordering = ("course_key", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["course_key", "theme_id"], name="agir_catalogue_one_tag"
            ),
        )

    def __str__(self) -> str:
        """Return the theme and the course."""
        return f"{self.theme_id} {self.course_key}"


class ThemeChange(models.Model):
    """One save of a course's themes: all of them as they then stood, so that it can be undone.

    ``number`` counts up within a course. ``tags`` is a list of [theme, weight, source]. ``by`` is
    the pseudonym of who saved, ``None`` for a machine and for those who left.

    .. pii: The pseudonym of who saved.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    course_key = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    tags = models.JSONField(default=list)
    source = models.CharField(max_length=8)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table, newest first."""

        db_table = "agir_catalogue_theme_change"
        ordering = ("course_key", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["course_key", "number"], name="agir_catalogue_one_theme_change"
            ),
        )

    def __str__(self) -> str:
        """Return the course and the number."""
        return f"{self.course_key} {self.number}"


class ThemeCount(models.Model):
    """The themes of the catalogue as they were counted last, one row a scheme.

    ``figures`` is what ``diversity.report`` writes and reads.

    .. no_pii:
    """

    scheme = models.CharField(max_length=32, primary_key=True)
    counted_at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    class Meta:
        """The table."""

        db_table = "agir_catalogue_theme_count"

    def __str__(self) -> str:
        """Return the scheme and the instant."""
        return f"{self.scheme} {self.counted_at:%Y-%m-%d}"
