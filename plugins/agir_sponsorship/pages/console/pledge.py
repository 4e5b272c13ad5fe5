"""What is a pledge in law, which documents does it get, and what of its money goes back?"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agir_kernel.errors import DomainError
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import payments
from agir_sponsorship.campaigns.refusals import PledgeUnknown
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.pages.campaigns import paper, shown, words
from agir_sponsorship.pages.console import form
from agir_sponsorship.pages.console.entering import ensure
from agir_sponsorship.payments.refunding import Order
from agir_sponsorship.permissions import HANDLE_MONEY


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a pledge with all that may be done; do one thing of it."""
    ensure(request, HANDLE_MONEY)
    try:
        one = api.pledge(identifier)
    except PledgeUnknown as error:
        raise Http404 from error
    if request.method != "POST":
        return _page(request, one)
    try:
        _do(request, one)
    except DomainError as refusal:
        return _page(request, api.pledge(identifier), refusal)
    return redirect(reverse("agir_sponsorship:console-pledge", args=[identifier]))


def _do(request: HttpRequest, one: api.PledgeView) -> None:
    """Carry out what the form asks for, in the visitor's name."""
    told, user = request.POST, int(request.user.pk or 0)
    act, reason = told.get("act", ""), told.get("reason", "")
    if act == "decide":
        api.decide(one.id, told.get("nature", ""), user, reason=reason)
    elif act == "sign":
        api.sign(one.id, told.get("purchase_order", ""), user)
    elif act == "issue":
        payments.issue(one.id, told.get("kind", ""), user, address=told.get("address", ""))
    elif act == "credit":
        payments.credit(form.identifier(told.get("document", ""), "document"), user, reason=reason)
    elif act == "invoice":
        payments.type_back(one.id, told.get("invoice", ""), user, reason=reason)
    elif act == "refund":
        payment = form.identifier(told.get("payment", ""), "payment")
        amount = api.typed(told.get("amount", "")[:40], one.currency)
        payments.refund(Order(payment, amount, told.get("key", "")[:64]), user, reason=reason)
    else:
        raise TransitionRefused(act=act[:20], state=one.state)


def _page(
    request: HttpRequest, one: api.PledgeView, refusal: DomainError | None = None
) -> HttpResponse:
    kinds = payments.kinds_for(one.nature)
    context: dict[str, Any] = {
        "pledge": shown.pledge(one),
        "natures": words.choices(words.NATURES, one.nature or one.proposed),
        "kinds": words.choices({code: words.DOCUMENTS[code] for code in kinds}),
        "takes_invoice": "pro_forma" in kinds,
        "may_sign": one.state == "accepted",
        "documents": [paper.line(found) for found in payments.documents(one.id)],
        "payments": [
            {
                "id": found.id,
                "key": uuid4().hex,
                "day": words.day(found.begun_at),
                "amount": words.money(found.received_minor, found.currency),
                "word": words.word(words.PAYMENTS, found.state),
                "may_refund": found.received_minor > found.returned_minor,
            }
            for found in payments.payments(one.id)
        ],
        "error": sentences.sentence(refusal) if refusal else "",
    }
    status = sentences.status(refusal) if refusal else 200
    response = render(request, "agir_sponsorship/console/pledge.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
