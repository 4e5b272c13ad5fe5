"""A framework on its way in through a page: an upload or an address, looked at, then taken in."""

from django.db import models


class ImportJob(models.Model):
    """One row is one import that somebody began on a page; the last state it reached.

    Written by who begins, applies or cancels it, and by the worker that holds ``run``: whoever
    finds another ``run`` there has lost the job. ``beat_at`` is the last sign of life. ``slot``
    is the person's subject while the job is open, and null once it is over: unique, so that one
    person has one at a time on any database. ``file`` and ``plan`` name files of the private
    storage, '' when there is none; they go away when the job is over. ``totals`` counts what the
    plan holds, ``wrote`` what was written; ``digests`` has one of each framework as it was shown.

    .. pii: A pseudonym, and the name that a person gave a file.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(null=True, db_index=True)
    slot = models.UUIDField(null=True, unique=True)
    format = models.CharField(max_length=16)
    file_name = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=500, blank=True)
    sheets = models.JSONField(default=list)
    file = models.CharField(max_length=255, blank=True)
    plan = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=12)
    phase = models.CharField(max_length=8)  # plan, apply: what the worker is asked for
    run = models.UUIDField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    totals = models.JSONField(default=dict)
    digests = models.JSONField(default=list)
    is_aged = models.BooleanField(default=False)
    written = models.PositiveIntegerField(default=0)  # frameworks
    wrote = models.JSONField(default=dict)
    refusal = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_import_job"
