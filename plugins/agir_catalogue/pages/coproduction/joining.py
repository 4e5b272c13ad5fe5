"""How does somebody who was handed a link begin to act for an institution?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_catalogue.api import coproduction
from agir_catalogue.pages.coproduction import shown, words
from agir_catalogue.permissions import ACT_FOR_INSTITUTION
from agir_kernel.errors import DomainError
from agir_platform.permissions import may


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what a link gives, or use it."""
    if not may(request.user, ACT_FOR_INSTITUTION):
        raise PermissionDenied(_("Sign in to act for an institution."))
    context: dict[str, Any] = {"house": None, "role": ""}
    try:
        house, role = coproduction.invited(secret)
        if request.method == "POST":
            joined = coproduction.join(secret, by=int(request.user.pk or 0))
            return redirect("agir_catalogue:institution", institution=joined)
    except DomainError as refusal:
        response = shown.page(request, "join.html", context, refusal)
    else:
        told = {"house": house, "role": words.member(role)}
        response = shown.page(request, "join.html", context | told)
    # The address holds a secret: no other site is told where the visitor came from.
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
