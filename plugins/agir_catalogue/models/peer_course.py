"""What does another operator say of a course, who doubts it, and which courses are the same?"""

from django.db import models

from agir_catalogue.models.peer import Peer


class PeerCourse(models.Model):
    """One row is one course of a peer, as plain text: nothing of a stranger's markup is kept.

    ``said`` (JSON) holds what columns do not: languages, themes, competencies, institutions,
    accessibility, other addresses of the same course. ``rest`` (JSON) is what the peer says beyond
    what this version understands, verbatim. ``digest`` tells whether a record changed.
    ``gone_at``: the peer no longer lists it.

    .. no_pii:
    """

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="courses")
    record = models.CharField(max_length=255)
    uri = models.CharField(max_length=500, db_index=True)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    publisher = models.CharField(max_length=255, blank=True)
    course_code = models.CharField(max_length=255, blank=True)
    licence = models.CharField(max_length=64, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    duration_minutes = models.PositiveIntegerField(null=True)
    is_free = models.BooleanField(null=True)
    certification_price_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    enrolment_opens_at = models.DateTimeField(null=True)
    enrolment_closes_at = models.DateTimeField(null=True)
    image_url = models.CharField(max_length=2000, blank=True)
    modified_at = models.DateTimeField(null=True)
    said = models.TextField()
    rest = models.TextField(default="{}")
    digest = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    fetched_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        """Once a peer."""

        db_table = "agir_catalogue_peer_course"
        constraints = [
            models.UniqueConstraint(fields=("peer", "record"), name="agir_peer_course_once")
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class PeerMerge(models.Model):
    """One row says that ``course`` is the same as another: a peer's, or one of this site.

    ``rule`` is one of ``domain.same_course.Rule``, or ``operator``. ``state`` is ``made``,
    ``proposed`` or ``undone``: what an operator took apart, no rule puts together again.

    .. no_pii:
    """

    course = models.ForeignKey(PeerCourse, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(
        PeerCourse, null=True, on_delete=models.CASCADE, related_name="merged_in"
    )
    into_key = models.CharField(max_length=255, blank=True)  # a course of this site
    rule = models.CharField(max_length=16)
    state = models.CharField(max_length=8)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """The table."""

        db_table = "agir_catalogue_peer_merge"
        indexes = [models.Index(fields=("state", "course"), name="agir_peer_merge_state")]


class PeerDispute(models.Model):
    """One row is what a signed-in person holds against what a peer says of a course.

    Public, without a name; ``by`` is the pseudonym of who wrote it, for their own export.

    .. pii: A pseudonym, and its own words.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    course = models.ForeignKey(PeerCourse, on_delete=models.CASCADE, related_name="disputes")
    by = models.UUIDField(null=True, db_index=True)
    text = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """The table."""

        db_table = "agir_catalogue_peer_dispute"
        ordering = ("-at", "-id")
