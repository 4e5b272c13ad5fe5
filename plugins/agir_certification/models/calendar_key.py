"""Who may read the calendar of duties without signing in?"""

from __future__ import annotations

from django.db import models


class CalendarKey(models.Model):
    """The secret part of a manager's calendar address: its SHA-256 alone, so that nobody reads it.

    A person has one; a new one ends the old.

    .. pii: The pseudonym of the manager.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    subject = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_calendar_key"

    def __str__(self) -> str:
        """Return nothing that opens anything."""
        return f"calendar {self.pk}"
