"""What the catalogue keeps of a course, and each change of it."""

from django.db import models


class Notice(models.Model):
    """One row a course: ``facts`` as the platform said them last, ``completed`` by its team.

    ``facts`` and ``completed`` are JSON (``notices.snapshot``, ``domain.notice``). ``version``
    rises with each change; ``aside`` is the digest of what the notice shows and other tables
    hold (competencies, themes, institutions), so that their change is a change of the notice.
    ``is_public``: listed by the platform, not withheld, and still there (``is_gone``).

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, primary_key=True)
    facts = models.JSONField(default=dict)
    completed = models.JSONField(default=dict)
    aside = models.CharField(max_length=64, blank=True, default="")
    version = models.PositiveBigIntegerField(default=1)
    is_public = models.BooleanField(default=False, db_index=True)
    is_gone = models.BooleanField(default=False)
    modified_at = models.DateTimeField()

    class Meta:
        """Table name and order of reading."""

        db_table = "agir_catalogue_notice"
        ordering = ("course_key",)

    def __str__(self) -> str:
        """Return the course's key."""
        return self.course_key


class NoticeVersion(models.Model):
    """One row is one change of a notice; append-only.

    ``origin`` is platform, staff, undo or aside. ``before`` and ``after`` hold the fields that
    changed, JSON, a field that nobody said being absent. ``by`` and ``by_name`` are who of the
    team did it; they are forgotten when that person leaves, the change stays.

    .. pii: A pseudonym and the name of who changed a course's notice.
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    origin = models.CharField(max_length=12)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        """Table name; a version is one change."""

        db_table = "agir_catalogue_notice_version"
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(fields=("notice", "version"), name="agir_notice_version_once")
        ]
