"""The gap board: calls for initiatives, what each asks for and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agir_catalogue import sentences
from agir_catalogue.api import diversity, themes
from agir_catalogue.api.diversity import CallState, CallView
from agir_catalogue.pages.themes import words
from agir_catalogue.permissions import DECIDE_CALLS, SUPPORT_CALLS
from agir_kernel.errors import DomainError
from agir_platform import calls as funding
from agir_platform.permissions import may
from agir_platform.ports import CourseFacts
from agir_platform.select import platform


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show all calls."""
    calls = diversity.calls()
    facts = _facts(calls)
    groups = [
        {
            "state": state.value,
            "title": title,
            "calls": [_call(one, facts) for one in calls if one.state is state],
        }
        for state, title in (
            (CallState.OPEN, _("Open calls")),
            (CallState.ANSWERED, _("Answered calls")),
            (CallState.CLOSED, _("Closed calls")),
        )
    ]
    context = {"groups": [group for group in groups if group["calls"]]}
    return _page(request, "calls.html", context)


@require_safe
def one(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Show a call."""
    return _shown(request, call_id)


@require_POST
@login_required
def support(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Support a call, or take that back (``act`` is ``stop``)."""
    try:
        diversity.call(call_id)
        if request.POST.get("act") == "stop":
            diversity.stop_support(call_id, by=request.user.pk)
        else:
            diversity.support(call_id, by=request.user.pk)
    except diversity.CallUnknown as unknown:
        raise Http404 from unknown
    except DomainError as refusal:
        return _shown(request, call_id, refusal=refusal)
    return redirect("agir_catalogue:call", call_id=call_id)


@require_POST
@login_required
def decide(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Close a call, or open it again, for the reason that the operator gives."""
    if not may(request.user, DECIDE_CALLS):
        raise PermissionDenied(_("This is decided by those who run the site. Ask them."))
    state = CallState.OPEN if request.POST.get("state") == "open" else CallState.CLOSED
    reason = request.POST.get("reason", "")
    try:
        diversity.decide(call_id, state, reason, by=request.user.pk)
    except DomainError as refusal:
        return _shown(request, call_id, refusal=refusal, reason=reason[:1000])
    return redirect("agir_catalogue:call", call_id=call_id)


def _shown(
    request: HttpRequest, call_id: UUID, *, refusal: DomainError | None = None, reason: str = ""
) -> HttpResponse:
    try:
        call = diversity.call(call_id)
    except diversity.CallUnknown as unknown:
        raise Http404 from unknown
    language = words.language()
    related = [themes.theme(key) for key in call.theme.equivalents]
    context = {
        "call": _call(call, _facts([call])),
        "related": [
            {"name": theme.name(language), "scheme": themes.scheme(theme.scheme).title(language)}
            for theme in related
        ],
        "steps": [
            {"word": words.state(step.state), "day": words.day(step.at), "reason": step.reason}
            for step in call.steps
        ],
        "money": funding.campaigns_of(str(call_id)),
        "begin_url": _begin(request, call),
        "may_decide": may(request.user, DECIDE_CALLS),
        "may_support": may(request.user, SUPPORT_CALLS),
        "supports": request.user.is_authenticated and diversity.supports(call_id, request.user.pk),
        "fault": sentences.sentence(refusal) if refusal else "",
        "reason": reason,
    }
    return _page(request, "call.html", context, sentences.status(refusal) if refusal else 200)


def _call(call: CallView, facts: dict[str, CourseFacts]) -> dict[str, Any]:
    language = words.language()
    course = facts.get(call.course_key)
    return {
        "id": call.id,
        "name": call.theme.name(language),
        "definition": call.theme.definition(language),
        "state": call.state.value,
        "word": words.state(call.state),
        "reason": call.reason,
        "since": words.day(call.changed_at),
        "support": words.support(call.supporters),
        "course": course.title if course else "",
        "course_url": course.about_url if course else "",
    }


def _begin(request: HttpRequest, call: CallView) -> str:
    """Return where money for an open call is asked for, for those who run the site."""
    if call.state is not CallState.OPEN or not may(request.user, DECIDE_CALLS):
        return ""
    return funding.begin_url(str(call.id))


def _facts(calls: Iterable[CallView]) -> dict[str, CourseFacts]:
    keys = {call.course_key for call in calls if call.course_key}
    return platform().courses.facts_of(keys) if keys else {}


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, f"agir_catalogue/themes/{template}", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response
