"""Who enters the map of a course? Its team, to read and to mend."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_dashboard.permissions import MEND_MAP, READ_MAP
from agir_platform.permissions import may
from agir_platform.ports import CourseUnknown

Page = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD")


def for_course_team(*methods: str) -> Callable[[Page], Page]:
    """Open a page about ``course_key`` to its team, by ``methods`` (to read, unless told).

    Who may not enter is told so before anything is looked up, also for a course that is not
    there; a course that is not there is 404 to who may enter.
    """
    asked: Collection[str] = methods or SAFE

    def guard(page: Page) -> Page:
        @login_required
        @require_http_methods(list(asked))
        @wraps(page)
        def guarded(request: HttpRequest, course_key: str, **names: Any) -> HttpResponseBase:
            action = READ_MAP if request.method in SAFE else MEND_MAP
            if not may(request.user, action, course_key):
                raise PermissionDenied(_("This page is for the course team. Ask it for access."))
            try:
                return page(request, course_key, **names)
            except CourseUnknown:
                raise Http404 from None

        return guarded

    return guard


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page that no cache keeps."""
    response = render(request, f"agir_dashboard/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
