"""Which badges of other operators count here?"""

from __future__ import annotations

from django.db import models

from agir_catalogue.models.peer import Peer


class RecognitionTerms(models.Model):
    """What a badge of a peer weighs here, as an operator set it; none: the site's default.

    ``weight`` 0 recognises none. Held for the badges that arrive from then on.

    .. pii: The pseudonym of the operator who set it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    peer = models.OneToOneField(
        Peer, on_delete=models.CASCADE, primary_key=True, related_name="recognition"
    )
    weight = models.DecimalField(max_digits=4, decimal_places=2)
    by = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_recognition_terms"


class Recognition(models.Model):
    """One badge of a peer that counts, or counted, as external evidence of a learner.

    ``id`` is of the learner, the peer and what the badge is about: a badge issued anew is the
    same row. ``document`` is the badge as it was sealed, to be asked about every night; it goes
    when the learner takes the badge away. ``state`` is standing, suspended (it may come back),
    withdrawn (by its issuer, or the peer lost trust) or removed (by the learner); ``reason`` is
    the code why, ``failures`` how many nights in a row nobody could tell.

    .. pii: A pseudonym, and a document that holds a hash of an e-mail address.
    .. pii_types: other, email_address
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="recognitions")
    credential = models.CharField(max_length=500)
    achievement = models.CharField(max_length=500)
    name = models.CharField(max_length=500)
    issuer = models.CharField(max_length=500)
    document = models.TextField(blank=True, default="")
    weight = models.DecimalField(max_digits=4, decimal_places=2)
    state = models.CharField(max_length=10, default="standing", db_index=True)
    reason = models.CharField(max_length=64, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_recognition"
        ordering = ("-added_at", "id")


class RecognisedCompetency(models.Model):
    """One row is one competency here (its identifier) that a recognised badge speaks of.

    .. pii: What a pseudonym brought from elsewhere.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    recognition = models.ForeignKey(Recognition, on_delete=models.CASCADE, related_name="items")
    competency = models.UUIDField()

    class Meta:
        """The table; a badge speaks of a competency once."""

        db_table = "agir_catalogue_recognised_competency"
        constraints = (
            models.UniqueConstraint(
                fields=["recognition", "competency"], name="agir_recognised_once"
            ),
        )
