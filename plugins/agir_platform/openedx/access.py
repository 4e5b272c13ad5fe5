"""Who is in a course's team on the real platform? Asked in this one place.

The platform is moving from roles to ``openedx-authz``, course by course, behind a toggle that
its own function knows. Both are asked: a role still granted is not taken away by the move.
"""

from typing import Any

from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey

from agir_platform.openedx.keys import course_key_of


class OpenEdxAccess:
    """Roles and permissions of the platform."""

    def is_operator(self, user_id: int | None) -> bool:
        """Tell whether the user is global staff."""
        user = _user(user_id)
        return user is not None and _is_global_staff(user)

    def is_course_staff(self, user_id: int | None, course_key: str) -> bool:
        """Tell whether the user may edit the course (operators may)."""
        user, key = _user(user_id), course_key_of(course_key)
        if user is None or key is None:
            return False
        return _is_global_staff(user) or _has_permission(user, key) or _has_role(user, key)


def _user(user_id: int | None) -> Any:
    if user_id is None:
        return None
    return get_user_model().objects.filter(pk=user_id, is_active=True).first()


def _is_global_staff(user: Any) -> bool:
    from common.djangoapps.student.roles import GlobalStaff  # noqa: PLC0415

    return bool(GlobalStaff().has_user(user))


def _has_role(user: Any, key: CourseKey) -> bool:
    from common.djangoapps.student.auth import has_studio_write_access  # noqa: PLC0415

    return bool(has_studio_write_access(user, key))


def _has_permission(user: Any, key: CourseKey) -> bool:
    try:
        from openedx.core.djangoapps.authz.decorators import (  # noqa: PLC0415
            user_has_course_permission,
        )
        from openedx_authz.constants.permissions import (  # noqa: PLC0415
            COURSES_EDIT_COURSE_CONTENT,
        )
    except ImportError:
        return False
    return bool(user_has_course_permission(user, COURSES_EDIT_COURSE_CONTENT.identifier, key))
