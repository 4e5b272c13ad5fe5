"""Who makes courses, and who acts in its name?"""

from __future__ import annotations

import uuid

from django.db import models


class Institution(models.Model):
    """A university, a school, an association or a company that has a part in courses.

    ``folded`` is its name as two spellings share it. ``siret`` and ``ror`` are checked by their
    own digits, ``None`` where nobody said one.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=255)
    folded = models.CharField(max_length=255, unique=True)
    url = models.CharField(max_length=500, blank=True, default="")
    siret = models.CharField(max_length=14, null=True, unique=True)  # noqa: DJ001  unique where said
    ror = models.CharField(max_length=9, null=True, unique=True)  # noqa: DJ001  unique where said
    added_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_institution"
        ordering = ("folded",)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class InstitutionMember(models.Model):
    """One row is one person who acts for an institution; deleted when they leave it.

    A ``steward`` answers for it and says who its members are; a ``contributor`` writes proposals
    and does tasks.

    .. pii: The pseudonym of somebody who works for an institution.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="members")
    subject = models.UUIDField(db_index=True)
    role = models.CharField(max_length=12, default="contributor")
    at = models.DateTimeField()

    class Meta:
        """The table; a person is a member once."""

        db_table = "agir_catalogue_institution_member"
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "subject"], name="agir_institution_member_once"
            ),
        )


class InstitutionInvitation(models.Model):
    """A link that makes one person a member, once and until ``expires_at``.

    Only SHA-256 of its secret is kept, and not for whom it was made. Deleted when it is used, taken
    back, or when a steward leaves the institution.

    .. no_pii:
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """The table, the oldest link first."""

        db_table = "agir_catalogue_institution_invitation"
        ordering = ("id",)
