"""Who may see a block, and with which rights?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey

from agir_platform.select import platform
from host.courseware import gating
from host.courseware.models import BlockRow

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one block."""

    row: BlockRow
    key: UsageKey
    user: Any
    is_staff: bool


def enter(request: HttpRequest, usage_key: str, *, visitors: bool = False) -> Visit:
    """Return the visit; raise ``Http404`` for no such block, ``PermissionDenied`` for strangers.

    Enrolled learners and the course team may enter; ``visitors`` without an account too, where
    the course is open to everybody.
    """
    row = BlockRow.objects.select_related("course").filter(usage_key=usage_key).first()
    try:
        key = UsageKey.from_string(usage_key)
    except InvalidKeyError:
        row = None
    if row is None:
        raise Http404(_("There is no such block."))
    course, port = row.course.key, platform()
    user = request.user
    if not user.is_authenticated and visitors and row.course.visibility == PUBLIC:
        return Visit(row, key, user, is_staff=False)
    if not user.is_authenticated:
        raise PermissionDenied(_("Sign in to see this."))
    is_staff = port.access.is_course_staff(user.pk, course)
    if not (is_staff or port.enrolments.is_enrolled(user.pk, course)):
        raise PermissionDenied(_("You are not enrolled in this course. Enrol from its page."))
    if not is_staff and gating.withholds(row, user):
        raise PermissionDenied(_("This exercise is for those who pay for the course."))
    return Visit(row, key, user, is_staff)


def enter_studio(request: HttpRequest, usage_key: str) -> Visit:
    """Return the visit of somebody of the course team; raise as ``enter`` does."""
    visit = enter(request, usage_key)
    if not visit.is_staff:
        raise PermissionDenied(_("This page is for the course team. Ask it for access."))
    return visit
