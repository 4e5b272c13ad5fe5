"""What must the people who run the site mend? Open breaches, standings, exceptions."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_catalogue.api import covenant as api
from agir_catalogue.pages.covenant import refusals
from agir_catalogue.pages.covenant.public import breach, day
from agir_catalogue.permissions import MANAGE_COVENANT
from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.select import platform

PAGE: Final = 50


class ActUnknown(DomainError):
    """The form names no act."""

    code: ClassVar[str] = "covenant_act_unknown"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """Show what fails and what was excepted; look again, except, or end an exception."""
    if not may(request.user, MANAGE_COVENANT):
        raise PermissionDenied(_("This page is for those who run the site. Ask them."))
    if request.method != "POST":
        return _page(request)
    course_key = request.POST.get("course", "").strip()[:255]
    act = request.POST.get("act", "")
    try:
        _do(request, act, course_key)
    except DomainError as refusal:
        return _page(request, refusal)
    return redirect(f"{reverse('agir_catalogue:covenants')}?{urlencode({'done': act})}")


def _do(request: HttpRequest, act: str, course_key: str) -> None:
    """Carry an act out in the visitor's name; raise a refusal."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    by = int(request.user.pk)
    if act == "look":
        api.look_at(course_key)
    elif act == "except":
        api.override(course_key, request.POST.get("reason", ""), by)
    elif act == "end":
        api.end_override(course_key, by)
    else:
        raise ActUnknown


def _page(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    after = request.GET.get("after", "")[:255]
    standings = api.standings(after, PAGE + 1)
    shown, rest = standings[:PAGE], standings[PAGE:]
    breaches, exceptions = api.open_breaches(), api.exceptions()
    keys = {one.course_key for one in breaches} | {one.course_key for one in shown}
    keys |= {one.course_key for one in exceptions}
    titles = {key: facts.title for key, facts in platform().courses.facts_of(keys).items()}
    done = {
        "look": _("Looked at. What was found stands below."),
        "except": _("Excepted, in your name. The reason is public."),
        "end": _("The exception has ended: the checks alone count."),
    }
    context: dict[str, Any] = {
        "breaches": [
            breach(one)
            | {"key": one.course_key, "title": titles.get(one.course_key, one.course_key)}
            for one in breaches
        ],
        "rows": [
            {
                "key": one.course_key,
                "title": titles.get(one.course_key, one.course_key),
                "standing": one.standing,
                "word": api.verdict_word(one.standing),
                "day": day(one.checked_at),
            }
            for one in shown
        ],
        "open": [_excepted(one, titles) for one in exceptions if one.ended_at is None],
        "ended": [_excepted(one, titles) for one in exceptions if one.ended_at is not None],
        "next": urlencode({"after": shown[-1].course_key}) if rest else "",
        "done": done.get(request.GET.get("done", ""), "") if refusal is None else "",
        "error": refusals.sentence(refusal) if refusal else "",
        "wrong": refusal.code if refusal else "",
        "form": {
            "course": request.POST.get("course", "") or request.GET.get("course", "")[:255],
            "reason": request.POST.get("reason", ""),
        },
    }
    status = refusals.status_of(refusal) if refusal else 200
    response = render(request, "agir_catalogue/covenant/manage.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def _excepted(one: api.ExceptionView, titles: dict[str, str]) -> dict[str, Any]:
    left = _("somebody who has left")
    return {
        "key": one.course_key,
        "title": titles.get(one.course_key, one.course_key),
        "reason": one.reason,
        "by": one.by or left,
        "day": day(one.at),
        "ended_by": one.ended_by or left,
        "ended": day(one.ended_at),
    }
