"""Work that learners show to peers of their course, and what peers answered.

Double blind: neither who asks nor who answers is ever named to the other. A peer is a pseudonym
and signs nothing, so that no name is kept that would have to go.
"""

from django.db import models


class PeerPolicy(models.Model):
    """One row is what a course chose about reviews by peers; without a row they are closed.

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, unique=True)
    is_open = models.BooleanField(default=False)
    reviewers = models.PositiveSmallIntegerField(default=3)
    weight = models.DecimalField(max_digits=3, decimal_places=2, default="0.50")
    changed_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_competencies_peer_policy"


class PeerWork(models.Model):
    """One row is one piece of work that a learner asks peers of a course to look at.

    ``status``: open, accepted, rejected, withdrawn, stopped (by the team, with ``reason``).
    ``needed`` and ``weight`` are the course's choice on the day it was sent. ``file_*`` as in
    ``PriorLearning``.

    .. pii: A pseudonym, its own words and the name of a file.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    course_key = models.CharField(max_length=255)
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    status = models.CharField(max_length=12, default="open")
    needed = models.PositiveSmallIntegerField()
    weight = models.DecimalField(max_digits=3, decimal_places=2)
    note = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    file_key = models.CharField(max_length=255, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_kind = models.CharField(max_length=8, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_deleted_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Table name, and the two ways it is read: a course's queue, and what is due."""

        db_table = "agir_competencies_peer_work"
        indexes = [
            models.Index(fields=("course_key", "status", "asked_at"), name="agir_peer_course"),
            models.Index(fields=("status", "decided_at"), name="agir_peer_decided"),
        ]


class PeerAnswer(models.Model):
    """One row is what one peer answered of one piece of work: append-only, one a peer.

    ``says_yes``: the work shows the skill. ``seen`` is a JSON list of the identifiers of the
    criteria that were seen. When the peer leaves, their words go and the answer stays.

    .. pii: A pseudonym and its own words of somebody's work.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    work = models.ForeignKey(PeerWork, on_delete=models.CASCADE, related_name="answers")
    peer = models.UUIDField()
    says_yes = models.BooleanField()
    seen = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        """Table name and order; a peer answers once; the limit of a day is read by peer."""

        db_table = "agir_competencies_peer_answer"
        ordering = ("id",)
        unique_together = (("work", "peer"),)
        indexes = [models.Index(fields=("peer", "at"), name="agir_peer_answered")]
