"""Which places of birth does the site know by their INSEE code?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class GeographicCode(models.Model):
    """A commune or a country of INSEE's code officiel géographique, as it was called in a time.

    ``kind`` is ``commune`` or ``country``; ``label`` is INSEE's; ``plain`` what a search looks
    at: without accents, case or hyphens. ``until`` is the first day on which it was no longer.

    .. no_pii:
    """

    kind = models.CharField(max_length=8)
    code = models.CharField(max_length=5, db_index=True)
    label = models.CharField(max_length=255)
    plain = models.CharField(max_length=255)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """One row for a code and a name; searched by the beginning of a name."""

        db_table = "agir_certification_geographic_code"
        ordering = ("plain", "code")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("kind", "code", "plain"), name="agir_cert_geo_code_plain"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kind", "plain"), name="agir_cert_geo_kind_plain"),
        ]

    def __str__(self) -> str:
        """Return code and label."""
        return f"{self.code} {self.label}"
