"""A place of the learner: where it stands, what happens next, who pays, and giving it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_certification.api import repertoire, sessions
from agir_certification.api.registrations import Funding, RegistrationState, RegistrationView
from agir_dashboard import paying
from agir_dashboard.certifying import (
    absence,
    acts,
    documents,
    doors,
    forms,
    places_of,
    refusals,
    routes,
    shown,
    timeline,
    voice,
    ways,
    words,
)
from agir_dashboard.certifying.refusals import RouteUnknown
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError

DONE = {"cancel": "cancelled", "pay": "paid", "appraise": "appraised", "complain": "complained"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a place of the learner, or pay or cancel it; another's is not there."""
    place = places_of.mine(request, key)
    if request.method != "POST":
        return _page(request, place)
    act = request.POST.get("act", "")
    try:
        if act == "cancel":
            acts.cancel(place)
        elif act == "pay":
            acts.pay(place, forms.asked(request), doors.who(request))
        elif act == "appraise":
            starts_at = sessions.one(place.session).terms.starts_at
            voice.appraise(place, starts_at, request.POST, SystemClock().now())
        elif act == "complain":
            voice.complain(place, request.POST)
        else:
            raise RouteUnknown
    except DomainError as refusal:
        return _page(request, places_of.mine(request, key), refusal)
    return redirect(f"{reverse('agir_dashboard:certify-place', args=[key])}?done={DONE[act]}")


def done(word: str) -> str:
    """Return what was just done, '' for a word that is none."""
    told = {
        "registered": _("You are registered. Nothing of what you learn here closes or changes."),
        "paid": _("The fee is paid and your place is yours."),
        "cancelled": _("Your place went back, and what paid it went back with it. Everything you "
                       "learnt stays open."),
        "appraised": _("Thank you. What you said is kept, and you can change it here."),
        "complained": _("Your complaint is kept. You will read the answer here."),
    }  # fmt: skip
    return told.get(word) or ""


def _page(
    request: HttpRequest, place: RegistrationView, refusal: DomainError | None = None
) -> HttpResponse:
    now = SystemClock().now()
    session, known = sessions.one(place.session), repertoire.one(place.certification)
    told = {
        "place": shown.place(place, known.title),
        "known": known,
        "session": shown.session(session),
        "fee": words.money(place.fee_minor, place.currency),
        "payer": words.funding(place.funding),
        "story": timeline.story(place, session, now),
        "absence": absence.told(session.terms.starts_at),
        "pay_url": _pay_url(place, session.terms.pay_url),
        "offer_url": known.offer_url if place.funding is Funding.CPF else "",
        "ways": _ways(place, session, known, doors.who(request)),
        "may_cancel": acts.may_cancel(place, session.terms.starts_at, now),
        "documents": documents.of(place),
        "voice": voice.told(place, session.terms.starts_at, now, request.POST if refusal else {}),
        "key": uuid4(),
        "done": "" if refusal else done(request.GET.get("done", "")),
        "error": refusals.sentence(refusal) if refusal else "",
    }
    return doors.page(request, "place.html", told, refusals.status(refusal) if refusal else 200)


def _pay_url(place: RegistrationView, url: str) -> str:
    is_due = place.funding is Funding.SELF and place.state is RegistrationState.HELD
    return url if is_due else ""


def _ways(place: RegistrationView, session: Any, known: Any, user_id: int) -> list[dict[str, Any]]:
    """Return what could still pay a place that waits: seats, a voucher, a grant that is there."""
    if place.state is not RegistrationState.HELD or place.funding is Funding.CPF:
        return []
    grant = paying.grant_for(place, user_id)
    found = [
        one
        for one in routes.paid_by_others(session, known, user_id)
        if one.code != routes.AID or grant is not None
    ]
    return ways.several(found, session)
