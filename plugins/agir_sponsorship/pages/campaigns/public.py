"""Which courses may a company make possible, and where does each campaign stand?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agir_platform.permissions import may
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.campaigns.refusals import CampaignUnknown
from agir_sponsorship.pages.campaigns import shown, words
from agir_sponsorship.permissions import PLEDGE, RUN_CAMPAIGNS


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show all campaigns, open ones first."""
    context = {
        "campaigns": [shown.campaign(one) for one in api.campaigns()],
        "may_run": may(request.user, RUN_CAMPAIGNS),
    }
    return render(request, "agir_sponsorship/campaigns/listing.html", context)


@require_safe
def campaign(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a campaign; 404 for one that is not public."""
    try:
        one = api.campaign(identifier)
    except CampaignUnknown as error:
        raise Http404 from error
    money = api.progress(identifier)
    context = {
        "campaign": shown.campaign(api.as_booked(one, money)),
        "supporters": shown.supporters(one),
        "money": [
            words.money(amount, one.currency)
            for amount in (
                money.pledged_minor,
                money.paid_minor,
                money.returned_minor,
                money.released_minor,
            )
        ],
        "policy": policy(),
        "may_pledge": may(request.user, PLEDGE),
        "may_run": may(request.user, RUN_CAMPAIGNS),
    }
    return render(request, "agir_sponsorship/campaigns/campaign.html", context)


def policy() -> str:
    """Return the address of the operator's acceptance policy, '' without one."""
    address: Any = getattr(settings, "AGIR_SPONSORSHIP_ACCEPTANCE_POLICY", "")
    return address if isinstance(address, str) and address.startswith("https://") else ""
