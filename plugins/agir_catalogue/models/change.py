"""What became of a course's public notice, and in which order?"""

from django.db import models


class Change(models.Model):
    """The last change of one course's notice: its place in the log moves, it is not repeated.

    ``cursor`` counts up and is never given twice. ``kind`` is ``upsert`` or ``tombstone``; a
    tombstone stays for good, so that whoever was away for a year still hears of it. ``at`` is
    when it was written, for people: order is the cursor's.

    .. no_pii:
    """

    course_key = models.CharField(primary_key=True, max_length=255)
    cursor = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=9)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_change"
        ordering = ("cursor",)

    def __str__(self) -> str:
        """Return the place and the course."""
        return f"{self.cursor} {self.kind} {self.course_key}"


class ChangeHead(models.Model):
    """The one row that who writes to the log holds until its commit.

    ``last`` is the cursor given last. ``name`` is ``notices``.

    .. no_pii:
    """

    name = models.CharField(primary_key=True, max_length=20)
    last = models.BigIntegerField(default=0)

    class Meta:
        """The table."""

        db_table = "agir_catalogue_change_head"

    def __str__(self) -> str:
        """Return the log and how far it got."""
        return f"{self.name} {self.last}"
