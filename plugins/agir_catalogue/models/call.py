"""Which themes does nobody teach yet?"""

from __future__ import annotations

import uuid

from django.db import models


class Call(models.Model):
    """A theme without a free course that assesses a competency in it: a call to make one.

    ``state`` is ``open``, ``answered`` (``course_key`` is the course that did) or ``closed`` (by
    an operator, for the ``reason`` given). One row a theme: it opens again when the gap does.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    theme_id = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, default="open", db_index=True)
    course_key = models.CharField(max_length=255, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_call"
        ordering = ("opened_at", "theme_id")

    def __str__(self) -> str:
        """Return the theme and the state."""
        return f"{self.theme_id} {self.state}"


class CallStep(models.Model):
    """What became of a call, and when. ``by`` is ``None`` where the counting decided.

    .. pii: The pseudonym of the operator who closed or reopened.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8)
    course_key = models.CharField(max_length=255, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_call_step"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the state and the instant."""
        return f"{self.state} {self.at:%Y-%m-%d}"


class CallSupport(models.Model):
    """Somebody wants a course on the theme of a call: one row a person, taken back by deleting.

    .. pii: The pseudonym of who supports.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="supports")
    subject = models.UUIDField(db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table; a person supports a call once."""

        db_table = "agir_catalogue_call_support"
        constraints = (
            models.UniqueConstraint(fields=["call", "subject"], name="agir_catalogue_one_support"),
        )

    def __str__(self) -> str:
        """Return the call and the day."""
        return f"{self.call_id} {self.at:%Y-%m-%d}"
