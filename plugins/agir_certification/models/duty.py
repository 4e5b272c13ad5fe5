"""What must be declared, by when, and who did it?"""

from __future__ import annotations

import uuid

from django.db import models


class Duty(models.Model):
    """One thing that a person has to do on somebody else's portal: nothing is declared silently.

    ``about`` is the id of the dossier or passage it concerns; ``label`` is what a person calls
    that: a dossier's number, a certification's code. ``rule`` names the dated rule that gave
    ``due_on``, ``counted_from`` the day it counts from. ``done_by`` is the named person who says
    that it was done; ``dropped_at``: it no longer has to be.

    .. pii: The pseudonym of who did it, and their note.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16)
    about = models.UUIDField()
    certification_code = models.CharField(max_length=9, blank=True, db_index=True)
    label = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=32)
    counted_from = models.DateField()
    due_on = models.DateField(db_index=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True, db_index=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True, db_index=True)
    note = models.CharField(max_length=1000, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One duty of a kind about one thing."""

        db_table = "agir_certification_duty"
        ordering = ("due_on", "opened_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("kind", "about"), name="agir_cert_duty_once"),
        )

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind
