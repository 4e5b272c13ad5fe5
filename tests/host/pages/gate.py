"""Who may open which page?

Every refusal is a page: an anonymous visitor is sent to the entrance, somebody else gets a 403
that says what to do. The question itself is asked of the platform's port, as Agir asks it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agir_platform.select import platform

View = Callable[..., HttpResponse]


def is_course_staff(request: HttpRequest, course_key: str) -> bool:
    """Tell whether the visitor is in the course team (an operator always is)."""
    return bool(platform().access.is_course_staff(request.user.pk, course_key))


def is_operator(request: HttpRequest) -> bool:
    """Tell whether the visitor runs the site."""
    return bool(platform().access.is_operator(request.user.pk))


def is_author(request: HttpRequest) -> bool:
    """Tell whether the visitor may enter Studio: staff of at least one course."""
    if not request.user.is_authenticated:
        return False
    port = platform()
    keys = port.courses.keys()
    return is_operator(request) or any(
        port.access.is_course_staff(request.user.pk, key) for key in keys
    )


def course_staff_only(view: View) -> View:
    """Open a page named by ``course_key`` to the course team alone."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, course_key: str, **names: Any) -> HttpResponse:
        if not is_course_staff(request, course_key):
            raise PermissionDenied(_("This page is for the course team. Ask it for access."))
        return view(request, course_key, **names)

    return guarded


def readers(view: View) -> View:
    """Open a page named by ``course_key`` to visitors of a public course, else to its learners."""

    @wraps(view)
    def guarded(request: HttpRequest, course_key: str, **names: Any) -> HttpResponse:
        if not request.user.is_authenticated and is_public(course_key):
            return view(request, course_key, **names)
        return learners_only(view)(request, course_key, **names)

    return guarded


def is_public(course_key: str) -> bool:
    """Tell whether everybody may read the course."""
    facts = platform().courses.facts(course_key)
    return facts is not None and facts.visibility == "public"


def learners_only(view: View) -> View:
    """Open a page named by ``course_key`` to enrolled learners and to the course team."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, course_key: str, **names: Any) -> HttpResponse:
        enrolled = platform().enrolments.is_enrolled(request.user.pk, course_key)
        if not (enrolled or is_course_staff(request, course_key)):
            raise PermissionDenied(_("You are not enrolled in this course. Enrol from its page."))
        return view(request, course_key, **names)

    return guarded
