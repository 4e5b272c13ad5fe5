"""How does a company pledge? With one form, in the name of an organisation it speaks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import organisations, payments
from agir_sponsorship.api.organisations import ContactRole, OrganisationState
from agir_sponsorship.campaigns.refusals import CampaignUnknown, PledgeUnfit
from agir_sponsorship.domain.amounts import AmountUnfit
from agir_sponsorship.pages.campaigns import shown, words
from agir_sponsorship.pages.campaigns.public import policy
from agir_sponsorship.permissions import PLEDGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show the form, or take the pledge and lead to it."""
    if not may(request.user, PLEDGE):
        raise PermissionDenied(
            _("Only those who speak for an organisation pledge. Register yours first.")
        )
    try:
        one = api.campaign(identifier)
    except CampaignUnknown as error:
        raise Http404 from error
    if request.method != "POST":
        return _page(request, one)
    try:
        made = api.offer(_asked(request, one), int(request.user.pk))
    except DomainError as refusal:
        return _page(request, one, refusal)
    return redirect("agir_sponsorship:pledge", identifier=made)


def _asked(request: HttpRequest, one: api.CampaignView) -> api.Offer:
    form = request.POST
    try:
        organisation = UUID(form.get("organisation", ""))
    except ValueError as error:
        raise PledgeUnfit(field="organisation") from error
    given = [kind for kind in words.COUNTERPARTS if form.get(f"counterpart_{kind}")]
    return api.Offer(
        campaign=one.id,
        organisation=organisation,
        amount_minor=api.typed(form.get("amount", "")[:40], one.currency),
        key=form.get("key", ""),
        method=form.get("method", ""),
        visibility=form.get("visibility", ""),
        counterparts=tuple(
            api.Counterpart(kind, _value(form.get(f"value_{kind}", ""), one.currency))
            for kind in given
        ),
        accepts_terms=form.get("terms") == "yes",
    )


def _value(text: str, currency: str) -> int:
    """Return what a counterpart is worth; nothing written is nothing."""
    bare = text.strip()[:40]
    return 0 if not bare or not bare.strip("0.,") else api.typed(bare, currency)


def _page(
    request: HttpRequest, one: api.CampaignView, refusal: DomainError | None = None
) -> HttpResponse:
    form = request.POST
    mine = [
        {"id": view.uuid, "name": view.told.public_name}
        for view, role in organisations.of_user(int(request.user.pk or 0))
        if view.state is OrganisationState.VERIFIED and role is not ContactRole.VIEWER
    ]
    methods = {
        code: label
        for code, label in words.METHODS.items()
        if code != "stripe" or payments.takes_cards()
    }
    context: dict[str, Any] = {
        "campaign": shown.campaign(one),
        "organisations": mine,
        "methods": words.choices(methods, form.get("method", "transfer")),
        "visibilities": words.choices(words.VISIBILITIES, form.get("visibility", "name")),
        "counterparts": [
            {
                "code": code,
                "label": str(label),
                "chosen": bool(form.get(f"counterpart_{code}")),
                "value": form.get(f"value_{code}", ""),
            }
            for code, label in words.COUNTERPARTS.items()
        ],
        "form": form,
        "key": form.get("key") or uuid4().hex,
        "policy": policy(),
        "error": sentences.sentence(refusal) if refusal else "",
        "wrong_amount": isinstance(refusal, AmountUnfit),
    }
    status = sentences.status(refusal) if refusal else 200
    response = render(
        request, "agir_sponsorship/campaigns/pledge_form.html", context, status=status
    )
    response["Cache-Control"] = "private, no-store"
    return response
