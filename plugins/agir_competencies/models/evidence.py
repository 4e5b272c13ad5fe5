"""What a learner showed: inbox, ledger, and what counts now (decision 0004).

``subject`` is the learner's random pseudonym (``agir_platform.learners``), never a user id,
except in the inbox, whose rows live for seconds.
"""

from django.db import models


class InboxEntry(models.Model):
    """One row is a score that was heard and not folded yet.

    Written in the score's own transaction, folded when that commits, and deleted once what it
    changed was announced: whatever dies on the way, the sweeper folds and announces again.
    ``share`` is 0 to 1 inclusive, ``None`` when a score was taken away; ``part`` names a criterion
    or line item, '' for the object's own score; ``error`` the kind of failure of the last of
    ``tries``.

    .. pii: Holds a user id for seconds; no name.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    user_id = models.BigIntegerField(db_index=True)
    course_key = models.CharField(max_length=255)
    object_key = models.CharField(max_length=255)
    kind = models.CharField(max_length=24)
    part = models.CharField(max_length=255, blank=True, default="")
    cause = models.CharField(max_length=16)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=255, blank=True)

    class Meta:
        """Table name and order of folding."""

        db_table = "agir_competencies_inbox"
        ordering = ("id",)


class Evidence(models.Model):
    """One row is one thing that happened: append-only, never changed, deleted by retirement alone.

    ``id`` is a UUID5 of what happened, so that hearing it twice is one row. ``share`` is 0 to 1
    inclusive, six decimals; ``None`` when a score was taken away.

    .. pii: A pseudonym and what it showed.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    course_key = models.CharField(max_length=255)
    object_key = models.CharField(max_length=255)
    kind = models.CharField(max_length=24)
    cause = models.CharField(max_length=16)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Table name, and the index that a replay reads."""

        db_table = "agir_competencies_evidence"
        indexes = [
            models.Index(fields=("subject", "competency"), name="agir_evidence_subject"),
        ]


class CurrentEvidence(models.Model):
    """One row is what one object says now of one learner and one competency.

    A pure fold of the ledger rows of (subject, object, kind, competency): the best of the
    learner's own attempts since the last re-grade. ``first_at`` places it in the order of the
    state's fold (the first attempt, so that a better later try moves nothing else);
    ``share`` is ``None`` once withdrawn. ``based_at`` is the last event that was not an attempt,
    ``last_at`` the latest event seen.

    .. pii: A pseudonym and what it showed.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    course_key = models.CharField(max_length=255)
    object_key = models.CharField(max_length=255)
    kind = models.CharField(max_length=24)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    first_at = models.DateTimeField(null=True)
    scored_at = models.DateTimeField(null=True)
    based_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    evidence_id = models.UUIDField()

    class Meta:
        """Table name, and the index that the fold reads."""

        db_table = "agir_competencies_current"
        indexes = [
            models.Index(fields=("subject", "competency"), name="agir_current_subject"),
        ]
