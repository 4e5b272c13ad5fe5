"""How does a default reach the links that are already there?"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from agir_competencies.data import LinkChanges, LinkDefaultView
from agir_competencies.domain.link import Choice
from agir_competencies.linking import defaults
from agir_competencies.linking.sync import sync_course
from agir_competencies.models import Framework, Link
from agir_kernel.errors import DomainError
from agir_platform.ports import Courses, CourseUnknown

log = logging.getLogger(__name__)


class FrameworkUnknown(DomainError):
    """No framework has this identifier. Facts: ``identifier``."""

    code: ClassVar[str] = "scope_unknown"


def of_course(course_key: str) -> LinkDefaultView:
    """Return the default of a course. One SELECT."""
    choice = defaults.of_course(course_key)
    return LinkDefaultView(choice.kind, choice.weight)


@transaction.atomic
def set_of_course(course_key: str, choice: Choice, courses: Courses, now: datetime) -> LinkChanges:
    """Write the default of a course and bring its links in line; raise ``CourseUnknown``."""
    meant = defaults.checked(choice)
    if courses.level_of(course_key) is None:
        raise CourseUnknown(course_key=course_key)
    defaults.write(meant, now, course_key=course_key)
    return sync_course(course_key, courses, now)


def set_of_framework(
    framework: UUID, choice: Choice, courses: Courses, now: datetime
) -> LinkChanges:
    """Write the default of a framework, and bring in line each course that links it."""
    meant = defaults.checked(choice)
    key = Framework.objects.filter(identifier=framework).values_list("pk", flat=True).first()
    if key is None:
        raise FrameworkUnknown(identifier=str(framework))
    defaults.write(meant, now, framework=key)
    changes = LinkChanges()
    linked = Link.objects.filter(competency__framework_id=key, removed_at=None)
    for course_key in linked.values_list("course_key", flat=True).distinct().order_by("course_key"):
        try:
            changes = changes.plus(sync_course(course_key, courses, now))
        except CourseUnknown:
            log.info("The course %s is gone; its links stay as they are", course_key)
    return changes
