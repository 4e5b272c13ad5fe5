"""Who learns where, and in which language?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from host.courseware.models.content import Course


class Enrolment(models.Model):
    """One learner in one course; leaving keeps the row and clears ``is_active``.

    .. pii: Who takes which course.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course = models.ForeignKey(Course, on_delete=models.CASCADE)
    mode = models.CharField(max_length=30, default="audit")
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "course"], name="host_enrolment_once")
        ]


class Preference(models.Model):
    """The language a person chose; '' when they did not.

    .. pii: A person's language.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    language = models.CharField(max_length=10, blank=True, default="")
