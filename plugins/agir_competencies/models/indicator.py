"""What is counted of a course: one row a learner, one row a counter, one row a publication.

Counters are the sum of what each learner adds (``domain.indicators.tally``), kept by difference,
so that reading a report reads counters and no learner.
"""

from django.db import models


class Participation(models.Model):
    """One row is what one enrolment adds to the counters of a course now.

    ``cells`` maps counters to whole numbers. Written with the counters in one transaction, so
    that their sum is always what the counters say. ``id`` is a UUID5 of (course, subject).

    .. pii: A pseudonym, what it wants and what it reached, as counted.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255)
    subject = models.UUIDField()
    cells = models.JSONField(default=dict)
    is_active = models.BooleanField(default=False)
    counted_at = models.DateTimeField()

    class Meta:
        """Table name, and the two ways it is read: by course in order, and by learner."""

        db_table = "agir_competencies_taking"
        indexes = [
            models.Index(fields=("course_key", "is_active", "subject"), name="agir_taking_course"),
            models.Index(fields=("subject",), name="agir_taking_subject"),
        ]


class Count(models.Model):
    """One row is one counter of a course: ``number`` of learners here, ``left`` of those retired.

    A retired learner's row is deleted and what it added stays, as a number of nobody.
    ``id`` is a UUID5 of (course, cell).

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255, db_index=True)
    cell = models.CharField(max_length=160)
    number = models.BigIntegerField(default=0)
    left = models.BigIntegerField(default=0)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_count"


class Counting(models.Model):
    """One row a course: how far its counting went, and the lock under which counters move.

    ``position`` is the last user id of the walk under way, 0 when none is. ``counted_at`` is when
    the last walk ended; ``version`` is of the counters, which a new way of counting raises.

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, primary_key=True)
    position = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    required = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_counting"


class Snapshot(models.Model):
    """One row is a course's counters at the end of a day, for what changed since.

    ``names`` are the definitions (id and version) that read them; values of two versions are
    never compared. ``course_key`` '' is the sum over all courses.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255)
    day = models.DateField()
    cells = models.JSONField(default=dict)
    names = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    class Meta:
        """Table name, and the way it is read."""

        db_table = "agir_competencies_snapshot"
        indexes = [models.Index(fields=("course_key", "day"), name="agir_snapshot_course")]


class Publication(models.Model):
    """One row is what was published of a course on a day, beyond those who may see its learners.

    ``blocks`` are disjoint groups of the smallest published size or more, which every published
    figure is a sum of. Never edited: what was published stays known to whoever read it.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255)
    day = models.DateField()
    blocks = models.JSONField(default=dict)
    names = models.JSONField(default=list)
    published_at = models.DateTimeField()

    class Meta:
        """Table name, and the way it is read."""

        db_table = "agir_competencies_publication"
        indexes = [models.Index(fields=("course_key", "day"), name="agir_publication_course")]
