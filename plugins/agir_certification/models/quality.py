"""What did people say of a session, and what was answered; which proofs were handed out?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_certification.models.registration import Registration


class Complaint(models.Model):
    """A complaint or a difficulty that was met, and what was done (Qualiopi, indicator 31).

    ``registration`` is whose it is when its learner wrote it, and ``recorded_by`` nobody then.
    ``answer`` '' is still open.

    .. pii: What somebody complained of, by themselves or a manager; pseudonyms of managers.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certification_code = models.CharField(max_length=9, db_index=True)
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )
    received_on = models.DateField()
    text = models.TextField()
    recorded_by = models.UUIDField(null=True, blank=True, db_index=True)
    recorded_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_complaint"
        ordering = ("-received_on", "-recorded_at")

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.received_on:%Y-%m-%d}"


class Appraisal(models.Model):
    """How satisfied somebody was with a session (Qualiopi, indicator 30): 1 to 5, one a person.

    .. pii: What a learner, by their registration, thought of a session.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="appraisal"
    )
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_appraisal"
        ordering = ("given_at", "id")

    def __str__(self) -> str:
        """Return the score."""
        return str(self.score)


class Proof(models.Model):
    """A proof was made of a registration: its kind, its digest, until when it must be kept.

    The facts lie in the other tables, from which the same proof is made again; ``sha256`` is of
    the facts of a ``certificate``, of the bytes of a ``pack``.

    .. pii: The pseudonym of the manager who made it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True, db_index=True)
    keep_until = models.DateField()

    class Meta:
        """The same proof is noted once."""

        db_table = "agir_certification_proof"
        ordering = ("made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "kind", "sha256"), name="agir_cert_proof_once"
            ),
        )

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind
