"""Which numbers of the status lists are taken, and which are spent?"""

import uuid

from django.db import models


class StatusList(models.Model):
    """One row is one status list of ``SIZE`` numbers, published as two documents.

    ``id`` names the document of revocations, ``suspensions`` that of suspensions; both read the
    same numbers. ``used`` numbers were handed out, in the order that ``key`` (32 hexadecimal
    digits) permutes. ``version`` rises with each change of a bit. ``slot`` is 1 on the one list
    that hands out numbers, null on full ones.

    .. no_pii:
    """

    SIZE = 131_072

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    suspensions = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=32, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    slot = models.PositiveSmallIntegerField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        """Table name."""

        db_table = "agir_badges_status_list"
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        """Return the identifier."""
        return str(self.id)


class SpentNumber(models.Model):
    """One row is a number that stays revoked although its credential was forgotten.

    Written by retirement, in the place of the credential; it names nobody and nothing.

    .. no_pii:
    """

    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="spent")
    status_index = models.PositiveIntegerField()

    class Meta:
        """A number is spent once."""

        db_table = "agir_badges_spent_number"
        constraints = [
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="agir_badge_number_spent_once"
            )
        ]

    def __str__(self) -> str:
        """Return the list and the number."""
        return f"{self.status_list_id} / {self.status_index}"
