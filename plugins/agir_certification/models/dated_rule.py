"""Which amounts and delays did the operator write over those that ship?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class DatedRuleRow(models.Model):
    """A dated rule of the operator: from ``since`` on, ``key`` has ``value`` in its unit.

    A ``value`` of ``None`` says that the rule no longer applies. ``source`` is required.

    .. pii: The pseudonym of the operator who wrote the row.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    key = models.CharField(max_length=32)
    since = models.DateField()
    value = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=500)
    source_url = models.URLField(max_length=500, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    to_verify = models.BooleanField(default=True)
    written_by = models.UUIDField(null=True, blank=True, db_index=True)
    written_at = models.DateTimeField()

    class Meta:
        """One row for a key and a day."""

        db_table = "agir_certification_dated_rule"
        ordering = ("key", "since")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("key", "since"), name="agir_cert_rule_key_since"),
        ]

    def __str__(self) -> str:
        """Return key and day."""
        return f"{self.key} {self.since}"
