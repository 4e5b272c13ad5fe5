"""Who may do what?

One table, actions by roles. A context adds its rows with ``declare`` in its own
``permissions.py``. Roles are asked of the platform through the ``Access`` port, never of its
tables. A role that a context gives (certification manager, sponsor) is asked of the context, which
says so with ``hold``. An action that no table knows, or a role that nobody answers for, is refused
to everybody: forgetting a row opens nothing.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar

from rest_framework.permissions import BasePermission

from agir_kernel.errors import DomainError
from agir_platform.select import platform


class Role(StrEnum):
    """What somebody is for an action.

    An operator is also course staff and a learner, and whatever a context gives. Whoever asks for
    one record of a certification manager or a sponsor narrows it to those that are theirs.
    """

    ANYBODY = "anybody"
    LEARNER = "learner"
    COURSE_STAFF = "course_staff"
    SPONSOR = "sponsor"
    CERTIFICATION_MANAGER = "certification_manager"
    OPERATOR = "operator"


class ActionRefused(DomainError):
    """The person may not do this."""

    code: ClassVar[str] = "action_refused"


_table: dict[str, Role] = {}
_holders: dict[Role, Callable[[int], bool]] = {}


def declare(action: str, role: Role) -> str:
    """Say that ``role`` is the least that may do ``action``; return the action's name."""
    _table[action] = role
    return action


def hold(role: Role, holds: Callable[[int], bool]) -> None:
    """Let ``holds(user_id)`` tell who has ``role``, one that a context gives; again replaces."""
    _holders[role] = holds


def table() -> dict[str, Role]:
    """Return a copy of the table: the least role by action."""
    return dict(_table)


def may(user: Any, action: str, course_key: str | None = None) -> bool:
    """Tell whether ``user`` (a platform user or an anonymous visitor) may do ``action``.

    ``course_key`` names the course that an action of course staff touches; without one, only an
    operator may do it.
    """
    role = _table.get(action)
    if role is None:
        return False
    if role is Role.ANYBODY:
        return True
    return bool(getattr(user, "is_authenticated", False)) and _has(user, role, course_key)


def _has(user: Any, role: Role, course_key: str | None) -> bool:
    if role is Role.LEARNER:
        return True
    access = platform().access
    if access.is_operator(user.pk):
        return True
    if role in _holders:
        return _holders[role](user.pk)
    return (
        role is Role.COURSE_STAFF
        and course_key is not None
        and access.is_course_staff(user.pk, course_key)
    )


def ensure(user: Any, action: str, course_key: str | None = None) -> None:
    """Raise ``ActionRefused`` unless ``may``."""
    if not may(user, action, course_key):
        raise ActionRefused(action=action)


class MayPermission(BasePermission):
    """A REST permission: the view's ``action``, on the course its address names if it does.

    The view says ``action`` (a name that a table declares); the course is the keyword
    ``course_key`` of its address.
    """

    def has_permission(self, request: Any, view: Any) -> bool:
        """Ask the table."""
        return may(request.user, view.action, view.kwargs.get("course_key"))
