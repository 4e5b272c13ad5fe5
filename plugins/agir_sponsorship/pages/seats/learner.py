"""A learner's seats and requests for aid, and the check of a voucher."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.select import platform
from agir_sponsorship.api import seats, solidarity
from agir_sponsorship.domain import amounts
from agir_sponsorship.domain.aid import AidUnknown
from agir_sponsorship.pages.seats import words
from agir_sponsorship.pages.seats.answering import page, user_id

CURRENCY = "EUR"


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the learner holds and asked for."""
    return _shown(request)


@require_POST
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for help with a fee."""
    form = request.POST
    try:
        amount = amounts.typed(form.get("amount", ""), CURRENCY)
        solidarity.ask(
            solidarity.AidAsking(
                certification=form.get("certification", ""),
                need=form.get("need", ""),
                amount_minor=amount,
                currency=CURRENCY,
                funding=form.get("funding", "")[:12],
            ),
            by=user_id(request),
        )
    except amounts.AmountUnfit:
        return _shown(request, solidarity.AidInvalid(field="amount"))
    except DomainError as refusal:
        return _shown(request, refusal)
    return redirect(f"{reverse('agir_sponsorship:my-seats')}?done=asked#aid")


@require_POST
@login_required
def appeal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask another person to look at a request again."""
    try:
        solidarity.appeal(request_id, request.POST.get("words", ""), by=user_id(request))
    except AidUnknown as unknown:
        raise Http404 from unknown
    except DomainError as refusal:
        return _shown(request, refusal)
    return redirect(f"{reverse('agir_sponsorship:my-seats')}?done=appealed#aid")


@require_POST
@login_required
def voucher(request: HttpRequest) -> HttpResponse:
    """Tell what a code pays for; wrong ones are counted."""
    try:
        found = seats.find_voucher(
            request.POST.get("code", ""),
            subject=learners.subject_of(user_id(request)),
            address=request.META.get("REMOTE_ADDR", ""),
        )
    except DomainError as refusal:
        return _shown(request, refusal)
    return _shown(request, voucher=_pool(found.pool))


def _shown(
    request: HttpRequest, refusal: DomainError | None = None, *, voucher: Any = None
) -> HttpResponse:
    user = user_id(request)
    claims = [
        {
            "word": words.claim(one.state),
            "state": one.state.value,
            "amount": words.amount(one.fee_minor, one.currency),
            "by_fund": one.aid is not None,
        }
        for one in seats.mine(user)
    ]
    context = {
        "claims": claims,
        "requests": [_request(one) for one in solidarity.mine(user)],
        "needs": [(one.value, words.need(one)) for one in solidarity.Need],
        "voucher": voucher,
        "done": request.GET.get("done", "") if refusal is None else "",
        "form": {
            name: request.POST.get(name, "")[:100]
            for name in ("certification", "amount", "need", "code", "funding")
        },
    }
    return page(request, "seats/mine.html", context, refusal)


def _request(one: solidarity.AidView) -> dict[str, Any]:
    last = one.steps[-1] if one.steps else None
    return {
        "id": one.id,
        "certification": one.certification,
        "amount": words.amount(one.amount_minor, one.currency),
        "word": words.aid(one.state),
        "day": words.day(one.asked_at),
        "reason": last.reason if last else "",
        "by": name_of(last.by) if last else "",
        "may_appeal": one.state is solidarity.AidState.DECLINED,
    }


def name_of(subject: UUID | None) -> str:
    """Return the name of who decided, '' for nobody and for who has left."""
    user = learners.user_of(subject) if subject else None
    person = platform().people.person(user) if user is not None else None
    return (person.name or person.username) if person else ""


def _pool(one: seats.PoolView) -> dict[str, Any]:
    return {
        "name": one.name,
        "amount": words.amount(one.price_minor, one.currency),
        "certifications": ", ".join(one.scope.certifications),
        "until": words.day(one.valid_until),
    }
