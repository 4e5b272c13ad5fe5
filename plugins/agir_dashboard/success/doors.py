"""Who enters a report? A course's team for its own course, operators for all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agir_dashboard.permissions import READ_ALL_SUCCESS, READ_SUCCESS
from agir_platform.permissions import may
from agir_platform.select import platform

Page = Callable[..., HttpResponseBase]


def for_course_team(page: Page) -> Page:
    """Open a page about ``course_key`` to its team; it is given the course's ``title`` too.

    Who may not enter is told so before anything is looked up, also for a course that is not there.
    """

    @login_required
    @require_safe
    @wraps(page)
    def guarded(request: HttpRequest, course_key: str, **names: Any) -> HttpResponseBase:
        if not may(request.user, READ_SUCCESS, course_key):
            raise PermissionDenied(_("This page is for the course team. Ask it for access."))
        return page(request, course_key, title_of(course_key), **names)

    return guarded


def for_operators(page: Page) -> Page:
    """Open a page to those who run the site."""

    @login_required
    @require_safe
    @wraps(page)
    def guarded(request: HttpRequest, **names: Any) -> HttpResponseBase:
        if not may(request.user, READ_ALL_SUCCESS):
            raise PermissionDenied(_("This page is for those who run the site. Ask them."))
        return page(request, **names)

    return guarded


def title_of(course_key: str) -> str:
    """Return a course's title; 404 for a course that is not there."""
    course = platform().courses.level_of(course_key)
    if course is None or course.level != "course":
        raise Http404
    return course.title
