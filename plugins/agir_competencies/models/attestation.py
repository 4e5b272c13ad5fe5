"""What people say of a learner's competency, by name: attestations, prior learning, overrides.

``subject`` is the learner's pseudonym; who signs is a pseudonym too (``by``), beside the name they
signed with: when they leave the site the name goes and the act stays. No goal, reason for a goal
or self-assessment is ever read from here.
"""

from django.db import models


class Attestation(models.Model):
    """One row says that somebody attests a competency of a learner of their course.

    ``origin`` is team (``by`` signed it), peers (the outcome of a peer review of ``object_key``) or
    external (a badge called ``note``, that the operator ``by_name`` issued elsewhere). The ledger
    knows it as evidence of kind attestation or external; ``withdrawn_at`` took that away.

    .. pii: A pseudonym, what was said of it in free text, and the names of who said it.
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    course_key = models.CharField(max_length=255)
    object_key = models.CharField(max_length=255)
    origin = models.CharField(max_length=8, default="team")
    share = models.DecimalField(max_digits=7, decimal_places=6)
    note = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    by = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True, db_index=True)
    withdrawn_name = models.CharField(max_length=255, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Table name, and the two ways it is read: by learner, and by course."""

        db_table = "agir_competencies_attestation"
        indexes = [
            models.Index(fields=("subject", "competency"), name="agir_attested_subject"),
            models.Index(fields=("course_key", "at"), name="agir_attested_course"),
        ]


class PriorLearning(models.Model):
    """One row is what a learner asks to have recognised: learnt elsewhere, shown by a file or URL.

    ``status``: requested, in_review (``reviewer`` took it; ``asked_more_at`` while they wait for
    the learner), accepted, rejected, withdrawn. ``course_key`` names the course whose team
    reviews, '' for who runs the site. ``file_key`` is the name in the private storage, '' without
    a file or once it was deleted (``file_deleted_at``).

    .. pii: A pseudonym, its own words and the name of a file, and a reviewer's name.
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    course_key = models.CharField(max_length=255, blank=True)
    status = models.CharField(max_length=12, default="requested")
    note = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    file_key = models.CharField(max_length=255, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_kind = models.CharField(max_length=8, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_deleted_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_more_at = models.DateTimeField(null=True)
    reviewer = models.UUIDField(null=True, db_index=True)
    reviewer_name = models.CharField(max_length=255, blank=True)
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        """Table name, and the queue that reviewers read."""

        db_table = "agir_competencies_prior"
        indexes = [
            models.Index(fields=("course_key", "status", "asked_at"), name="agir_prior_course"),
            models.Index(fields=("status", "asked_at"), name="agir_prior_status"),
            models.Index(fields=("status", "decided_at"), name="agir_prior_decided"),
        ]


class PriorLearningItem(models.Model):
    """One row is one competency that a request is about; ``share`` once it was accepted.

    .. pii: What a pseudonym says it can do.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    request = models.ForeignKey(PriorLearning, on_delete=models.CASCADE, related_name="items")
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)

    class Meta:
        """Table name; a request names a competency once."""

        db_table = "agir_competencies_prior_item"
        ordering = ("id",)
        unique_together = (("request", "competency"),)


class PriorLearningStep(models.Model):
    """One row is one dated step of a request: append-only.

    ``action``: asked, taken, given_back, asked_more, answered, accepted, rejected, withdrawn.
    ``by`` is ``None`` where the learner did it.

    .. pii: What a learner and a reviewer wrote, and the reviewer's name.
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    request = models.ForeignKey(PriorLearning, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(max_length=12)
    comment = models.TextField(blank=True)
    by = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Table name and order."""

        db_table = "agir_competencies_prior_step"
        ordering = ("id",)


class Override(models.Model):
    """One row is one decision of a named person on a learner's status, open until ``ended_at``.

    ``status`` is demonstrated or not_yet. At most one is open for a learner and competency: who
    writes holds the learner's lock, and ``State`` repeats the open one. ``ended_how``: revoked,
    expired or replaced. Read as a history, it is never changed but for its end.

    .. pii: A pseudonym, a reason in free text, and the names of who decided.
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    course_key = models.CharField(max_length=255)
    status = models.CharField(max_length=16)
    reason = models.CharField(max_length=500)
    by = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=8, blank=True)
    ended_by = models.UUIDField(null=True, db_index=True)
    ended_name = models.CharField(max_length=255, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Table name, and the three ways it is read: by learner, by course, and what is due."""

        db_table = "agir_competencies_override"
        indexes = [
            models.Index(fields=("subject", "competency"), name="agir_override_subject"),
            models.Index(fields=("course_key", "at"), name="agir_override_course"),
            models.Index(fields=("ended_at", "until"), name="agir_override_due"),
        ]
