"""Who manages certifications here?"""

from __future__ import annotations

from django.db import models

from agir_certification.models.certification import Certification


class Manager(models.Model):
    """An operator made somebody a certification manager, of one certification or of all.

    ``certification`` ``None`` is all. ``live`` is 1 while it holds and ``None`` afterwards, so
    that a person holds a certification once. Kept after the end, to know who could do what when.

    .. pii: The pseudonyms of the manager and of the operators who gave and took the role.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    subject = models.UUIDField(db_index=True)
    certification = models.ForeignKey(
        Certification, null=True, blank=True, on_delete=models.CASCADE, related_name="managers"
    )
    scope = models.CharField(max_length=36)  # the certification's id in text, or "all"
    live = models.PositiveSmallIntegerField(null=True, default=1)
    granted_by = models.UUIDField(null=True, blank=True)
    granted_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One live row a person and scope."""

        db_table = "agir_certification_manager"
        ordering = ("granted_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "scope", "live"), name="agir_cert_manager_once"
            ),
        )

    def __str__(self) -> str:
        """Return the scope."""
        return self.scope
