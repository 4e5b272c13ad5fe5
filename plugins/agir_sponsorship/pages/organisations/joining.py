"""How does somebody who was invited begin to speak for an organisation?"""

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
from agir_sponsorship.pages.organisations.own import who
from agir_sponsorship.permissions import REGISTER_ORGANISATION


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what a link gives, or use it."""
    if not may(request.user, REGISTER_ORGANISATION):
        raise PermissionDenied(_("Sign in with an account of this site."))
    context = {"error": "", "name": "", "role": ""}
    status = 200
    try:
        organisation, role = api.invited(secret)
        context["name"] = api.organisation(organisation).told.public_name
        context["role"] = shown.role_word(role)
        if request.method == "POST":
            joined = api.join(secret, who(request))
            return redirect("agir_sponsorship:organisation", organisation=joined)
    except DomainError as refusal:
        context["error"], status = sentences.sentence(refusal), sentences.status(refusal)
    page = "agir_sponsorship/organisations/join.html"
    response = render(request, page, context, status=status)
    # The address holds a secret: no other site is told where the visitor came from.
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
