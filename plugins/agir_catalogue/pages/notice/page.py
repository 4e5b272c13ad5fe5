"""The notice of a course: completed by its team, looked at as others see it, taken back."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_catalogue.api import notices
from agir_catalogue.notices import words
from agir_catalogue.pages.notice import form, shown
from agir_catalogue.permissions import COMPLETE_NOTICE
from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.ports import CourseUnknown
from agir_platform.refusals import SENTENCES
from agir_platform.rest import sentence_of

DONE: Final = ("saved", "undone")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show and complete the notice of a course. A constant number of statements."""
    if not may(request.user, COMPLETE_NOTICE, course_key):
        raise PermissionDenied(_("This page is for the course team. Ask it for access."))
    try:
        if request.method != "POST":
            return _shown(request, course_key)
        return _changed(request, course_key)
    except CourseUnknown:
        raise Http404 from None


def _changed(request: HttpRequest, course_key: str) -> HttpResponse:
    who, read = int(request.user.pk or 0), _number(request, "read")
    is_undo = request.POST.get("act") == "undo"
    try:
        if is_undo:
            notices.undo(course_key, _number(request, "of"), who)
        else:
            notices.complete(course_key, form.changes(request.POST), who, version=read)
    except CourseUnknown:
        raise
    except DomainError as refusal:
        return _shown(request, course_key, refusal)
    address = reverse("agir_catalogue:notice", args=[course_key])
    return redirect(f"{address}?done={DONE[is_undo]}")


def _shown(
    request: HttpRequest, course_key: str, refusal: DomainError | None = None
) -> HttpResponse:
    desk = notices.desk(course_key, get_language() or "en")
    is_form = refusal is not None and request.POST.get("act") != "undo"
    told = form.written(request.POST) if is_form else form.kept(desk.completed)
    wrong = str(refusal.facts.get("field", "")) if refusal else ""
    context: dict[str, Any] = {
        "course_key": course_key,
        "read": desk.notice.version,
        "card": shown.card(desk.notice),
        "fields": form.fields(told, shown.platform(desk.platform), wrong),
        "findings": shown.findings(desk.findings),
        "history": shown.history(desk.history),
        "is_public": desk.notice.is_public,
        "error": _sentence(refusal) if refusal else "",
        "wrong": wrong,
        "done": request.GET.get("done", "") if refusal is None else "",
    }
    status = words.STATUSES.get(refusal.code, 400) if refusal else 200
    response = render(request, "agir_catalogue/notice/page.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _sentence(refusal: DomainError) -> str:
    if refusal.code == "notice_field_unfit":
        return words.unfit(str(refusal.facts["field"]), str(refusal.facts["rule"]))
    known = words.SENTENCES.get(refusal.code) or SENTENCES.get(refusal.code, SENTENCES["refused"])
    return sentence_of(known, refusal.facts)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else 0
