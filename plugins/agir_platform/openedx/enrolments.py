"""Who learns where on the real platform?"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from agir_platform.openedx.keys import course_key_of
from agir_platform.openedx.people import retired_prefix
from agir_platform.ports import Enrolment


class OpenEdxEnrolments:
    """Active enrolments, by the platform's own table."""

    def of_learner(self, user_id: int) -> tuple[Enrolment, ...]:
        """Return the active enrolments of a learner, by course key."""
        rows = _active(user_id).values_list("course_id", "mode")
        return tuple(
            Enrolment(user_id=user_id, course_key=key, mode=mode, is_active=True)
            for key, mode in sorted((str(key), mode) for key, mode in rows)
        )

    def is_enrolled(self, user_id: int, course_key: str) -> bool:
        """Tell whether the learner has an active enrolment."""
        key = course_key_of(course_key)
        return key is not None and _active(user_id).filter(course_id=key).exists()

    def of_course(self, course_key: str, after: int, limit: int) -> tuple[int, ...]:
        """Return ids of users enrolled in a course, above ``after``, retired ones left out."""
        from common.djangoapps.student.models import CourseEnrollment  # noqa: PLC0415

        key = course_key_of(course_key)
        if key is None:
            return ()
        rows = CourseEnrollment.objects.filter(course_id=key, user_id__gt=after)
        living = rows.exclude(user__username__startswith=retired_prefix())
        return tuple(living.order_by("user_id").values_list("user_id", flat=True)[:limit])

    def team_of(self, course_key: str) -> frozenset[int]:
        """Return who has any role in the course, beta testers too, and global staff."""
        from common.djangoapps.student.models import CourseAccessRole  # noqa: PLC0415

        key = course_key_of(course_key)
        if key is None:
            return frozenset()
        roles = CourseAccessRole.objects.filter(course_id=key)
        of_organisation = CourseAccessRole.objects.filter(org=key.org, course_id=None)
        staff = get_user_model().objects.filter(is_staff=True)
        return frozenset(
            [
                *roles.values_list("user_id", flat=True),
                *of_organisation.values_list("user_id", flat=True),
                *staff.values_list("pk", flat=True),
            ]
        )

    def passed(self, course_key: str, user_ids: Iterable[int]) -> frozenset[int]:
        """Return who of these passed, by the stored course grades."""
        from lms.djangoapps.grades.models import PersistentCourseGrade  # noqa: PLC0415

        key = course_key_of(course_key)
        if key is None:
            return frozenset()
        rows = PersistentCourseGrade.objects.filter(
            course_id=key, user_id__in=list(user_ids), passed_timestamp__isnull=False
        )
        return frozenset(rows.values_list("user_id", flat=True))


def _active(user_id: int) -> Any:
    from common.djangoapps.student.models import CourseEnrollment  # noqa: PLC0415

    return CourseEnrollment.objects.filter(user_id=user_id, is_active=True)
