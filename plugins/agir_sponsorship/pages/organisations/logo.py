"""Who sees a logo? Everybody once it is verified; before that its people and the operator."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_sponsorship.api import organisations as api
from agir_sponsorship.permissions import DECIDE_ORGANISATIONS


@require_safe
def picture(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Send the PNG that this site drew."""
    found = api.png(organisation, is_public=True)
    is_public = found is not None
    if found is None and _may_see(request, organisation):
        found = api.png(organisation, is_public=False)
    if found is None:
        raise Http404(_("There is no such logo, or it is not public."))
    png, digest = found
    tag = f'"{digest[:32]}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(png, content_type="image/png")
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_see(request: HttpRequest, organisation: UUID) -> bool:
    if not request.user.is_authenticated:
        return False
    if may(request.user, DECIDE_ORGANISATIONS):
        return True
    try:
        api.ensure(int(request.user.pk), organisation, api.ContactRole.VIEWER)
    except DomainError:
        return False
    return True
