"""The solidarity fund: what was promised of it, requests, and what became of each."""

from __future__ import annotations

import uuid

from django.db import models


class AidFund(models.Model):
    """One row a currency: what was granted and not spent yet, and the lock under which it moves.

    What the fund holds is the ledger's to say.

    .. no_pii:
    """

    currency = models.CharField(primary_key=True, max_length=3)
    promised_minor = models.BigIntegerField(default=0)

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_aid_fund"


class AidRequest(models.Model):
    """A learner asks for help with a certification fee, by a declared need.

    ``waiting`` is true while it is not settled, else NULL: one at a time. ``automatic``: granted
    without a person; ``is_checked``: one looks at it afterwards. No paper and no sponsor is here.

    .. pii: A pseudonym, the need that was declared, and the words of an appeal.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.UUIDField(db_index=True)
    certification = models.CharField(max_length=32)
    need = models.CharField(max_length=12)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, db_index=True)
    waiting = models.BooleanField(null=True, default=None)
    automatic = models.BooleanField(default=False)
    is_checked = models.BooleanField(default=False)
    appeal = models.CharField(max_length=1000, blank=True, default="")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """The table; a learner has one request that waits."""

        db_table = "agir_sponsorship_aid_request"
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["subject", "waiting"], name="agir_aid_one_waiting"),
        )


class AidStep(models.Model):
    """What became of a request, and when. ``by`` is NULL where no person decided.

    .. pii: The pseudonym of who decided, and the reason that was given.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    request = models.ForeignKey(AidRequest, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, blank=True, default="")
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_sponsorship_aid_step"
        ordering = ("at", "id")
