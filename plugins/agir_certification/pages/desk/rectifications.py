"""Requests of the Caisse des Dépôts to put right what it was told: recorded, due, done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from agir_certification.api import passages, rectifications
from agir_certification.pages.desk import forms, paging, words
from agir_certification.pages.desk.answering import Desk, done, enter, names, page
from agir_certification.permissions import DEPOSIT
from agir_kernel.errors import DomainError


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Show the requests about the visitor's certifications, newest first."""
    desk = enter(request, DEPOSIT)
    start = paging.start_of(request)
    found, count = rectifications.page(codes=desk.codes, start=start, most=paging.SIZE)
    called = names(one.subject for one in found)
    context = {
        "requests": [_row(one, called) for one in found],
        "pages": paging.steps(start, count),
    }
    return page(request, "rectifications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """Show the requests about a passage; record one, or take one back (``act``)."""
    desk = enter(request, DEPOSIT)
    view = _theirs(desk, passage_id)
    if request.method != "POST":
        return _shown(request, view)
    form, act = request.POST, request.POST.get("act", "")
    try:
        if act == "withdraw":
            key = forms.key(form, "rectification")
            if key not in {one.id for one in rectifications.of_passage(passage_id)}:
                raise rectifications.RectificationUnknown
            rectifications.withdraw(key)
        else:
            day = forms.needed_day(form, "asked_on")
            rectifications.ask(passage_id, day, form.get("what", ""), by=desk.subject)
    except DomainError as refusal:
        return _shown(request, view, refusal)
    return done("desk-rectification", passage_id, word="withdrawn" if act == "withdraw" else "1")


def _theirs(desk: Desk, passage_id: UUID) -> passages.PassageView:
    try:
        found = passages.one(passage_id)
    except passages.PassageUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(found.code)
    return found


def _shown(
    request: HttpRequest, view: passages.PassageView, refusal: DomainError | None = None
) -> HttpResponse:
    found = rectifications.of_passage(view.id)
    called = names([view.subject])
    context = {
        "passage": {
            "id": str(view.id), "code": view.code, "who": called.get(view.subject, ""),
            "deposit": words.of(words.WAITS, view.deposit.value),
            "settled": forms.said(view.settled_at),
        },
        "may_ask": view.deposit is passages.Deposit.ACCEPTED,
        "requests": [_row(one, called) for one in found],
        "form": {name: request.POST.get(name, "")[:1000] for name in ("asked_on", "what")},
    }  # fmt: skip
    return page(request, "rectification.html", context, refusal)


def _row(one: rectifications.RectificationView, called: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "passage": one.passage,
        "who": called.get(one.subject, ""),
        "code": one.code,
        "asked": forms.said(one.asked_on),
        "what": one.what,
        "due": forms.said(one.due_on),
        "is_late": one.is_late,
        "done": forms.said(one.done_on),
        "withdrawn": forms.said(one.withdrawn_at),
    }
