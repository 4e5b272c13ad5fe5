"""What was somebody written to about, so that nobody is told the same thing twice?"""

from __future__ import annotations

from django.db import models


class Reminder(models.Model):
    """One letter told ``subject`` of ``matter`` about a thing.

    ``matter`` is ``duty`` (``about`` is the duty, ``on`` the day of the letter), ``exam`` (the
    registration, the day of the exam) or ``refused`` (the passage, the day on which it came
    back). The row is written before the letter leaves, and taken back when it could not leave.

    .. pii: The pseudonym of who was written to, and when.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    subject = models.UUIDField(db_index=True)
    matter = models.CharField(max_length=12)
    about = models.UUIDField()
    on = models.DateField(db_index=True)

    class Meta:
        """One letter a person, matter, thing and day."""

        db_table = "agir_certification_reminder"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "matter", "about", "on"), name="agir_cert_reminder_once"
            ),
        )

    def __str__(self) -> str:
        """Return the matter."""
        return self.matter
