"""Which subsections are exams? The course team declares them; everybody reads which."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_catalogue.api import covenant as api
from agir_catalogue.pages.covenant import refusals
from agir_catalogue.permissions import DECLARE_EXAMS
from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.ports import CourseUnknown


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exams(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show the subsections of a course to its team, or declare exams; then look at it anew."""
    if not may(request.user, DECLARE_EXAMS, course_key):
        raise PermissionDenied(_("This page is for the course team. Ask it for access."))
    try:
        sections = api.sections(course_key)
    except CourseUnknown as unknown:
        raise Http404(_("This site has no such course. Check the address.")) from unknown
    if request.method != "POST":
        chosen = {one.usage_key for one in sections if one.is_exam}
        return _page(request, course_key, sections, chosen)
    chosen = set(request.POST.getlist("exam")[: len(sections) + 1])
    try:
        api.declare_exams(course_key, chosen, _who(request))
    except DomainError as refusal:
        return _page(request, course_key, sections, chosen, refusal)
    return redirect(f"{reverse('agir_catalogue:covenant-exams', args=[course_key])}?done=1")


def _page(
    request: HttpRequest,
    course_key: str,
    sections: list[api.Section],
    chosen: set[str],
    refusal: DomainError | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "course_key": course_key,
        "sections": [(one, one.usage_key in chosen) for one in sections],
        "error": refusals.sentence(refusal) if refusal else "",
        "is_done": "done" in request.GET and refusal is None,
    }
    status = refusals.status_of(refusal) if refusal else 200
    response = render(request, "agir_catalogue/covenant/exams.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def _who(request: HttpRequest) -> int:
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)
