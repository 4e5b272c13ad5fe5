"""What did our organisation pledge, how do we pay, and which documents are ours?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import payments
from agir_sponsorship.api.organisations import ContactRole
from agir_sponsorship.campaigns.refusals import PledgeUnknown
from agir_sponsorship.documents.refusals import DocumentUnknown
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.pages.campaigns import paper, returning, shown, words
from agir_sponsorship.permissions import HANDLE_MONEY, SEE_PLEDGES


@login_required
@require_safe
def pledges(request: HttpRequest) -> HttpResponse:
    """Show the pledges of the organisations that the visitor speaks for."""
    _ensure(request)
    mine = api.pledges_of_user(int(request.user.pk or 0))
    context = {"pledges": [shown.pledge(one) for one in mine]}
    response = render(request, "agir_sponsorship/campaigns/pledges.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.non_atomic_requests  # each act commits by itself: a card's before Stripe is asked
def pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a pledge, how to pay it and its documents; withdraw it, or pay by card."""
    _ensure(request)
    user = int(request.user.pk or 0)
    try:
        one = api.pledge_of(user, identifier, ContactRole.VIEWER)
    except PledgeUnknown as error:
        raise Http404 from error
    if request.method != "POST":
        return _page(request, one)
    try:
        if request.POST.get("act") == "withdraw":
            api.withdraw(identifier, user)
        elif request.POST.get("act") == "card":
            api.pledge_of(user, identifier, ContactRole.FINANCE)
            back = request.build_absolute_uri(request.path)
            return redirect(payments.begin_card(identifier, user, back=back))
        else:
            raise TransitionRefused(act="", state=one.state)
    except DomainError as refusal:
        return _page(request, one, refusal)
    return redirect(reverse("agir_sponsorship:pledge", args=[identifier]))


@login_required
@require_safe
def document(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Answer a document to its organisation or to who handles the site's money; else 404."""
    try:
        one = payments.document(identifier)
        if not may(request.user, HANDLE_MONEY):
            if not may(request.user, SEE_PLEDGES):  # whoever may not is not told that it is there
                raise Http404
            api.pledge_of(int(request.user.pk or 0), one.pledge, ContactRole.VIEWER)
    except (DocumentUnknown, PledgeUnknown) as error:
        raise Http404 from error
    return paper.answer(one)


def _ensure(request: HttpRequest) -> None:
    if not may(request.user, SEE_PLEDGES):
        raise PermissionDenied(_("This page is for those who speak for an organisation."))


def _page(
    request: HttpRequest, one: api.PledgeView, refusal: DomainError | None = None
) -> HttpResponse:
    entity = payments.legal_entity()
    made = payments.payments(one.id)
    context: dict[str, Any] = {
        "pledge": shown.pledge(one),
        "entity": entity,
        "takes_cards": payments.takes_cards(),
        "documents": [paper.line(found) for found in payments.documents(one.id)],
        "payments": [
            {
                "day": words.day(found.begun_at),
                "amount": words.money(found.received_minor, found.currency),
                "word": words.word(words.PAYMENTS, found.state),
            }
            for found in made
        ],
        "card": returning.note(
            request.GET.get("card", ""), [found.state for found in made if found.method == "stripe"]
        ),
        "error": sentences.sentence(refusal) if refusal else "",
    }
    status = sentences.status(refusal) if refusal else 200
    response = render(request, "agir_sponsorship/campaigns/pledge.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
