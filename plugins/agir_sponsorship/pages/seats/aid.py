"""The queue of the solidarity fund, for who decides: a need and an amount, and nobody's name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agir_kernel.errors import DomainError
from agir_sponsorship.api import solidarity
from agir_sponsorship.pages.seats import words
from agir_sponsorship.pages.seats.answering import ensure_may, page, user_id
from agir_sponsorship.pages.seats.learner import name_of
from agir_sponsorship.permissions import DECIDE_AID

CURRENCY = "EUR"


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for a person."""
    ensure_may(request, DECIDE_AID)
    return _shown(request)


@require_POST
@login_required
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Grant, decline, or say that a grant was looked at (``act``)."""
    by = ensure_may(request, DECIDE_AID)
    act = request.POST.get("act", "")
    try:
        if act == "looked":
            solidarity.looked_at(request_id, by=by)
        else:
            solidarity.decide(
                request_id,
                grants=act == "grant",
                reason=request.POST.get("reason", ""),
                by=by,
            )
    except solidarity.AidUnknown as unknown:
        raise Http404 from unknown
    except DomainError as refusal:
        return _shown(request, refusal, request_id)
    return redirect(f"{reverse('agir_sponsorship:aid-queue')}?done=1")


def _shown(
    request: HttpRequest, refusal: DomainError | None = None, wrong: UUID | None = None
) -> HttpResponse:
    fund = solidarity.held(CURRENCY)
    own = {one.id for one in solidarity.mine(user_id(request))}
    context = {
        "requests": [_request(one) for one in solidarity.queue() if one.id not in own],
        "fund": words.amount(fund.held, CURRENCY),
        "fund_left": words.amount(fund.left, CURRENCY),
        "done": request.GET.get("done") == "1" and refusal is None,
        "wrong": wrong,
        "reason": request.POST.get("reason", "")[:1000],
    }
    return page(request, "seats/aid.html", context, refusal)


def _request(one: solidarity.AidView) -> dict[str, Any]:
    decided = [step for step in one.steps if step.by is not None]
    return {
        "id": one.id,
        "certification": one.certification,
        "amount": words.amount(one.amount_minor, one.currency),
        "need": words.need(one.need),
        "day": words.day(one.asked_at),
        "appeal": one.appeal,
        "before": decided[-1].reason if decided else "",
        "before_by": name_of(decided[-1].by) if decided else "",
        "is_appeal": one.state is solidarity.AidState.APPEALED,
        "is_checked": one.is_checked and one.automatic,
    }
