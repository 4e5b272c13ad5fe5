"""Which organisations wait for a person, and what does that person decide?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_sponsorship import sentences
from agir_sponsorship.api import organisations as api
from agir_sponsorship.domain.organisation import OrganisationUnfit
from agir_sponsorship.pages.organisations import shown
from agir_sponsorship.pages.organisations.own import who
from agir_sponsorship.permissions import DECIDE_ORGANISATIONS

ACTS = ("verify", "reject", "suspend", "resume", "close")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: HttpRequest) -> HttpResponse:
    """Show what waits and what was decided, or decide in the visitor's name."""
    if not may(request.user, DECIDE_ORGANISATIONS):
        raise PermissionDenied(_("This page is for those who run the site. Ask them."))
    if request.method != "POST":
        return _page(request)
    act = request.POST.get("act", "")
    try:
        link = _do(request, act)
    except DomainError as refusal:
        return _page(request, refusal)
    if link:
        return _page(request, link=link)
    address = reverse("agir_sponsorship:verification")
    return redirect(f"{address}?{urlencode({'done': act})}")


def _do(request: HttpRequest, act: str) -> str:
    """Decide, or make a link for an organisation that lost its administrators."""
    try:
        organisation = UUID(request.POST.get("organisation", ""))
    except ValueError as wrong:
        raise OrganisationUnfit(what="organisation") from wrong
    if act == "invite":
        secret = api.invite(organisation, api.ContactRole.ADMIN)
        path = reverse("agir_sponsorship:organisation-join", args=[secret])
        return request.build_absolute_uri(path)
    if act not in ACTS:
        raise OrganisationUnfit(what="act")
    api.decide(organisation, act, who(request), reason=request.POST.get("reason", "")[:1000])
    return ""


def _page(
    request: HttpRequest, refusal: DomainError | None = None, *, link: str = ""
) -> HttpResponse:
    waiting = api.organisations(["submitted"])
    others = api.organisations(["verified", "suspended", "rejected", "closed"])
    people = shown.names(one.decided_by for one in others)
    left = _("somebody who has left")
    context: dict[str, Any] = {
        "waiting": [shown.view(one) for one in waiting],
        "others": [
            shown.view(one) | {"by": people.get(one.decided_by, left) if one.decided_by else left}
            for one in others
        ],
        "error": sentences.sentence(refusal) if refusal else "",
        "link": link,
        "done": _done(request) if refusal is None else "",
        "failed": request.POST.get("organisation", "") if refusal else "",
        "reason": request.POST.get("reason", "")[:500] if refusal else "",
    }
    page = "agir_sponsorship/organisations/verification.html"
    status = sentences.status(refusal) if refusal else 200
    response = render(request, page, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _done(request: HttpRequest) -> str:
    return {
        "verify": _("Verified, in your name. Its name and logo may be shown now."),
        "reject": _("Not accepted, in your name. The organisation reads your reason."),
        "suspend": _("Suspended. Nothing of it is shown any more."),
        "resume": _("Resumed. It is shown again."),
        "close": _("Closed."),
    }.get(request.GET.get("done", ""), "")
