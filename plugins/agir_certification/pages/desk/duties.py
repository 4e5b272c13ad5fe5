"""What has to be declared today, what is late, what was done; and the calendar of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agir_certification.api import calendar, duties, passages, rules
from agir_certification.duties.log import DutyView
from agir_certification.pages.desk import forms, paging, words
from agir_certification.pages.desk.answering import Desk, done, enter, names, page
from agir_certification.permissions import DO_DUTIES
from agir_kernel.errors import DomainError


@require_safe
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """Show the duties of the visitor's certifications."""
    return _shown(request, enter(request, DO_DUTIES))


@require_POST
@login_required
def do(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Record that the visitor did it on the portal, or take that back (``act`` is ``undo``)."""
    desk = enter(request, DO_DUTIES)
    try:
        duty = duties.one(duty_id)
    except duties.DutyUnknown as unknown:
        raise Http404 from unknown
    if desk.codes is not None and duty.certification_code not in desk.codes:
        raise Http404
    try:
        if request.POST.get("act") == "undo":
            duties.undo(duty_id)
            return done("desk", word="undone")
        day = forms.needed_day(request.POST, "on")
        duties.do(duty_id, day, by=desk.subject, note=request.POST.get("note", ""))
    except DomainError as refusal:
        return _shown(request, desk, refusal, wrong=duty_id)
    return done("desk", word=f"done-{duty_id}")


@require_POST
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """Make a new secret address of the calendar; the old one ends, the new one is told once."""
    desk = enter(request, DO_DUTIES)
    secret = calendar.new_secret(desk.subject)
    path = reverse("agir_certification:desk-calendar", args=[secret])
    return _shown(request, desk, address=request.build_absolute_uri(path))


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the calendar of who has the secret; whoever has it needs no account."""
    says = {kind: str(word) for kind, word in words.DUTIES.items()}
    told = calendar.file(secret, _("Certifications: duties"), says)
    if told is None:
        raise Http404
    response = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _shown(
    request: HttpRequest, desk: Desk, refusal: DomainError | None = None, *,
    address: str = "", wrong: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    start = paging.start_of(request)
    waiting, count = duties.page(codes=desk.codes, start=start, most=paging.SIZE)
    recent = duties.recent(codes=desk.codes)
    called = names(one.done_by for one in recent)
    told = request.GET.get("done", "")
    context: dict[str, Any] = {
        "late": [_duty(one, called) for one in waiting if one.is_late],
        "ahead": [_duty(one, called) for one in waiting if not one.is_late],
        "pages": paging.steps(start, count),
        "recent": [_duty(one, called) for one in recent],
        "undecided": passages.waiting_for_jury(codes=desk.codes),
        "waiting": [
            {
                "session": one.session,
                "code": one.code,
                "day": forms.said(one.starts_at),
                "count": one.waiting,
            }
            for one in passages.sessions_waiting(codes=desk.codes)
        ],
        "address": address,
        "address_since": forms.said(calendar.since(desk.subject)),
        "just_done": told.removeprefix("done-") if told.startswith("done-") else "",
        "wrong": str(wrong or ""),
        "note": request.POST.get("note", "")[:1000],
    }
    return page(request, "duties.html", context, refusal)


def _duty(one: DutyView, called: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "word": words.of(words.DUTIES, one.kind.value),
        "label": one.label,
        "code": one.certification_code,
        "due": forms.said(one.due_on),
        "counted_from": forms.said(one.counted_from),
        "rule": rules.name(rules.RuleKey(one.rule)),
        "days_left": one.days_left,
        "days_late": -one.days_left,
        "done_on": forms.said(one.done_on),
        "by": called.get(one.done_by, "") if one.done_by else "",
        "note": one.note,
    }
