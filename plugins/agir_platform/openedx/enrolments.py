"""Who learns where on the real platform?"""

from typing import Any

from agir_platform.openedx.keys import course_key_of
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


def _active(user_id: int) -> Any:
    from common.djangoapps.student.models import CourseEnrollment  # noqa: PLC0415

    return CourseEnrollment.objects.filter(user_id=user_id, is_active=True)
