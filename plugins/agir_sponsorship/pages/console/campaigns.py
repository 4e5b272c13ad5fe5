"""How are campaigns planned, run and stopped?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agir_kernel.errors import DomainError
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import payments
from agir_sponsorship.campaigns.refusals import CampaignUnknown
from agir_sponsorship.domain.campaign import GIVES_BACK
from agir_sponsorship.pages.campaigns import shown, words
from agir_sponsorship.pages.console import form
from agir_sponsorship.pages.console.entering import ensure
from agir_sponsorship.permissions import HANDLE_MONEY, RUN_CAMPAIGNS

MAY: dict[str, tuple[str, ...]] = {
    "draft": ("submit",),
    "review": ("approve", "reject"),
    "open": ("close", "hold", "withdraw"),
    "on_hold": ("resume",),
    "funded": ("start", "hold", "fail"),
    "delivering": ("hold", "fail"),
}
STEP_MAY: dict[str, tuple[str, ...]] = {
    "planned": ("reach", "miss"),
    "reached": ("miss",),
    "evidence_filed": ("accept", "send_back"),
    "accepted": ("release",),
    "missed": ("waive", "return"),
    "waived": ("release",),
}


@login_required
@require_safe
def console(request: HttpRequest) -> HttpResponse:
    """Show all campaigns, drafts too."""
    ensure(request, RUN_CAMPAIGNS)
    context = {"campaigns": [shown.campaign(one) for one in api.campaigns(is_public=False)]}
    return _private(render(request, "agir_sponsorship/console/campaigns.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a campaign, or write a draft and lead to it."""
    ensure(request, RUN_CAMPAIGNS)
    user = int(request.user.pk or 0)
    return _form(request, form.context(request), lambda: api.create(form.plan(request), user))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a draft in its form, or write it anew and lead back to it."""
    ensure(request, RUN_CAMPAIGNS)
    try:
        one = api.campaign(identifier, is_public=False)
    except CampaignUnknown as error:
        raise Http404 from error
    user = int(request.user.pk or 0)
    context = form.context(request, form.written(one)) | {"is_draft": True}

    def write() -> UUID:
        api.change(identifier, form.plan(request), user)
        return identifier

    return _form(request, context, write)


def _form(request: HttpRequest, context: dict[str, Any], write: Callable[[], UUID]) -> HttpResponse:
    """Show the form; when it is sent, write and lead to the campaign, or say why not."""
    status = 200
    if request.method == "POST":
        try:
            return redirect("agir_sponsorship:console-campaign", identifier=write())
        except DomainError as refusal:
            context["error"], status = sentences.sentence(refusal), sentences.status(refusal)
    return _private(render(request, "agir_sponsorship/console/new.html", context, status=status))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a campaign with all that may be done; do one thing of it."""
    ensure(request, RUN_CAMPAIGNS)
    try:
        one = api.campaign(identifier, is_public=False)
    except CampaignUnknown as error:
        raise Http404 from error
    if request.method != "POST":
        return _page(request, one)
    try:
        _do(request, one)
    except DomainError as refusal:
        return _page(request, api.campaign(identifier, is_public=False), refusal)
    return redirect(reverse("agir_sponsorship:console-campaign", args=[identifier]))


def _do(request: HttpRequest, one: api.CampaignView) -> None:
    """Carry out what the form asks for, in the visitor's name."""
    told, user = request.POST, int(request.user.pk or 0)
    act, reason = told.get("act", ""), told.get("reason", "")
    if act == "promise":
        api.promise(one.id, user)
    elif act == "name_course":
        api.name_course(one.id, told.get("course", "").strip(), user)
    elif act == "evidence":
        step = form.identifier(told.get("milestone", ""), "milestone")
        api.file_evidence(step, told.get("url", ""), told.get("note", ""), user)
    elif act == "cancel_receipt":
        ensure(request, HANDLE_MONEY)
        paper = form.identifier(told.get("document", ""), "document")
        payments.cancel_receipt(one.id, paper, user, reason=reason)
    elif act == "release":
        api.release(form.identifier(told.get("milestone", ""), "milestone"), user)
    elif told.get("milestone"):
        step = form.identifier(told.get("milestone", ""), "milestone")
        api.milestone_act(step, act, user, reason=reason)
    else:
        api.act(one.id, act, user, reason=reason)


def _page(
    request: HttpRequest, one: api.CampaignView, refusal: DomainError | None = None
) -> HttpResponse:
    told = shown.campaign(one)
    for step in told["milestones"]:
        step["may"] = words.choices(
            {code: words.ACTS[code] for code in STEP_MAY.get(step["state"], ())}
        )
        step["may_file"] = step["state"] in ("planned", "reached")
    context: dict[str, Any] = {
        "campaign": told,
        "may": words.choices({code: words.ACTS[code] for code in MAY.get(one.state, ())}),
        "may_edit": one.state == "draft",
        "needs_promise": one.kind == "create" and not one.course_key and not one.has_promise,
        "needs_course": one.kind == "create" and not one.course_key,
        "pledges": [shown.pledge(given) for given in api.pledges(campaign=one.id)],
        "receipts": _receipts(one),
        "gives_back": one.state in GIVES_BACK,
        "history": [
            {
                "word": words.word(words.ACTS, step.act),
                "state": words.word(words.STATES, step.after),
                "day": words.day(step.at),
                "reason": step.reason,
            }
            for step in api.history(one.id)
        ],
        "error": sentences.sentence(refusal) if refusal else "",
    }
    status = sentences.status(refusal) if refusal else 200
    return _private(
        render(request, "agir_sponsorship/console/campaign.html", context, status=status)
    )


def _receipts(one: api.CampaignView) -> list[dict[str, Any]]:
    """Return the tax receipts that keep money from going back, if any has to."""
    if one.state not in GIVES_BACK and all(step.state != "missed" for step in one.milestones):
        return []
    references = {given.id: given.reference for given in api.pledges(campaign=one.id)}
    return [
        {"id": paper.id, "number": paper.number, "day": words.day(paper.issued_at),
         "pledge": paper.pledge, "reference": references[paper.pledge]}
        for paper in payments.standing_receipts(one.id)
    ]  # fmt: skip


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
