"""What did a learner score? A problem, a subsection, a course."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models

from host.courseware.models.content import KEY_LENGTH, Course


def points() -> models.DecimalField:
    """Return a field for points: at most 9,999,999 with 6 decimals."""
    return models.DecimalField(max_digits=13, decimal_places=6, null=True, blank=True)


class ProblemState(models.Model):
    """One learner's score on one scored block, in weighted points; ``None``: none yet.

    .. pii: Scores of a learner.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course = models.ForeignKey(Course, on_delete=models.CASCADE)
    earned = points()
    possible = points()
    attempts = models.PositiveIntegerField(default=0)
    modified = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "usage_key"], name="host_problem_once")
        ]


class SubsectionGrade(models.Model):
    """One learner's grade of one subsection; an override stands in its place until undone.

    .. pii: Grades of a learner.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course = models.ForeignKey(Course, on_delete=models.CASCADE)
    earned = points()
    possible = points()
    override_earned = points()
    override_possible = points()
    first_attempted = models.DateTimeField(null=True, blank=True)
    modified = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "usage_key"], name="host_subsection_once")
        ]

    @property
    def in_force(self) -> tuple[Decimal, Decimal]:
        """Return the points that count, (earned, possible): the override's where there is one."""
        if self.override_earned is not None:
            return self.override_earned, self.override_possible or self.possible or Decimal(0)
        return self.earned or Decimal(0), self.possible or Decimal(0)


class CourseGrade(models.Model):
    """One learner's grade of one course; ``percent`` 0 to 1. ``passed_at`` is the first pass.

    .. pii: Grades of a learner.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course = models.ForeignKey(Course, on_delete=models.CASCADE)
    percent = models.DecimalField(max_digits=7, decimal_places=6, default=Decimal(0))
    letter = models.CharField(max_length=40, blank=True, default="")
    passed_at = models.DateTimeField(null=True, blank=True)
    modified = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "course"], name="host_course_grade_once")
        ]
