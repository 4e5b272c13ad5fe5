"""Which organisations do I speak for? And how is one registered?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_sponsorship import sentences
from agir_sponsorship.api import organisations as api
from agir_sponsorship.pages.organisations import shown
from agir_sponsorship.permissions import DECIDE_ORGANISATIONS, REGISTER_ORGANISATION


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """Show what the visitor speaks for, or register an organisation in their name."""
    if not may(request.user, REGISTER_ORGANISATION):
        raise PermissionDenied(_("Sign in with an account of this site."))
    if request.method != "POST":
        return _page(request)
    told = shown.typed(request)
    try:
        made = api.register(told, who(request))
    except DomainError as refusal:
        return _page(request, told, refusal)
    return redirect("agir_sponsorship:organisation", organisation=made.uuid)


def who(request: HttpRequest) -> int:
    """Return the visitor's id."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)


def _page(
    request: HttpRequest, told: api.Told | None = None, refusal: DomainError | None = None
) -> HttpResponse:
    mine = api.of_user(who(request))
    context = {
        "mine": [shown.view(one) | {"role": shown.role_word(role)} for one, role in mine],
        "error": sentences.sentence(refusal) if refusal else "",
        "may_decide": may(request.user, DECIDE_ORGANISATIONS),
        **shown.form(told, refusal),
    }
    status = sentences.status(refusal) if refusal else 200
    page = "agir_sponsorship/organisations/own.html"
    response = render(request, page, context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response
