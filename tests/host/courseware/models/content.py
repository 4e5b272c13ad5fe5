"""What is taught: courses, their blocks, and who edits them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

KEY_LENGTH = 255


class Course(models.Model):
    """One course run. ``grading`` holds the OLX grading policy.

    .. no_pii:
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    org = models.CharField(max_length=100)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10, default="fr")
    intro = models.TextField(blank=True, default="")
    image = models.CharField(max_length=255, blank=True, default="")
    grading = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=1000, blank=True, default="")
    rerun_of = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    enrolment_opens_at = models.DateTimeField(null=True, blank=True)
    enrolment_closes_at = models.DateTimeField(null=True, blank=True)
    visibility = models.CharField(max_length=16, default="private")
    licence = models.CharField(max_length=100, blank=True, default="")
    is_self_paced = models.BooleanField(default=True)
    gates_content = models.BooleanField(default=False)
    limits_duration = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True)
    advanced_modules = models.JSONField(default=list, blank=True)
    disable_progress_graph = models.BooleanField(default=False)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key


class CourseMode(models.Model):
    """One way to enrol in a course; a course without any row has ``audit``, free.

    .. no_pii:
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="modes")
    slug = models.CharField(max_length=50)
    price_minor = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["price_minor", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "slug"], name="host_mode_once")
        ]


class BlockRow(models.Model):
    """One block of a course's tree. ``level`` is one of the words of ``ports.Block``.

    ``weight`` is the block's own (``None``: its raw points count); ``possible`` its weighted
    points. A library's ``weight`` is how many of its blocks each learner draws (below 0: all).
    ``graded`` and ``format`` are inherited from the subsection.

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="blocks")
    block_type = models.CharField(max_length=64)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=255)
    level = models.CharField(max_length=12)
    is_scored = models.BooleanField(default=False)
    weight = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    possible = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    graded = models.BooleanField(default=False)
    format = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.usage_key


class CourseTeam(models.Model):
    """One person in the team of one course.

    .. pii: Who edits which course.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "user"], name="host_team_once")
        ]
