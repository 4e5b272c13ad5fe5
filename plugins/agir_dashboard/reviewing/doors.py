"""Who enters? A course's team for its own learners; who runs the site everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_competencies.api import prior
from agir_dashboard.permissions import REVIEW, REVIEW_ALL
from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.select import platform

Page = Callable[..., HttpResponseBase]


def for_team(action: str) -> Callable[[Page], Page]:
    """Open a page about ``course_key`` to those who may ``action`` there; it is given its title.

    Who may not enter is told so before anything is looked up, also for a course that is not there.
    """

    def guard(page: Page) -> Page:
        @login_required
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(page)
        def guarded(request: HttpRequest, course_key: str, **names: Any) -> HttpResponseBase:
            if not may(request.user, action, course_key):
                raise PermissionDenied(_("This page is for the course team. Ask it for access."))
            course = platform().courses.level_of(course_key)
            if course is None or course.level != "course":
                raise Http404
            return page(request, course_key, course.title, **names)

        return guarded

    return guard


def for_reviewers(page: Page) -> Page:
    """Open a page about the request ``key`` to who reviews it; nobody else finds it."""

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def guarded(request: HttpRequest, key: Any, **names: Any) -> HttpResponseBase:
        if not reviews(request.user, key):
            raise Http404
        return page(request, key, **names)

    return guarded


def reviews(user: Any, key: Any) -> bool:
    """Tell whether ``user`` (signed in) reviews the request, which is not their own."""
    try:
        return reviews_for(user, prior.course_of(user.pk, key))
    except DomainError:
        return False


def reviews_for(user: Any, course_key: str) -> bool:
    """Tell whether ``user`` reviews what the team of a course is asked, or the site ('')."""
    return may(user, REVIEW, course_key) if course_key else may(user, REVIEW_ALL)


def request_of(user: Any, key: Any) -> prior.RequestView:
    """Return a request to who reviews it; raise ``RequestUnknown`` for everybody else."""
    view = prior.request(user.pk, key, language=language())
    if not reviews_for(user, view.course_key):
        raise prior.RequestUnknown
    return view


def for_operators(page: Page) -> Page:
    """Open a page to those who run the site."""

    @login_required
    @require_http_methods(["GET", "HEAD"])
    @wraps(page)
    def guarded(request: HttpRequest, **names: Any) -> HttpResponseBase:
        if not may(request.user, REVIEW_ALL):
            raise PermissionDenied(_("This page is for those who run the site. Ask them."))
        return page(request, **names)

    return guarded


def who(request: HttpRequest) -> int:
    """Return the id of the person who asks."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)


def language() -> str:
    """Return the language of the moment."""
    return get_language() or "en"


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page that no cache keeps."""
    response = render(request, f"agir_dashboard/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
