"""The page of a badge for anybody with its link, and the signed document beside it.

Unlisted: search engines are asked to stay away unless the owner published their name. Hidden is
404, as what never was; revoked is 410, with a sentence.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_badges import api, sentences
from agir_badges.data import SharedView
from agir_badges.openbadges import raster
from agir_badges.pages import wording
from agir_badges.pages.answering import open_to_all, told
from agir_badges.pages.paper import drawing
from agir_kernel.errors import DomainError
from agir_platform import addresses

CREDENTIAL: Final = "application/vc"  # VC Data Model 2.0 (W3C, 15 May 2025), B.1
REVALIDATED: Final = "public, no-cache"  # kept, and asked for again: it may be taken back
PICTURE_SIDE: Final = 600  # pixels; link previews ask for at least 200
PREVIEW: Final = 200  # characters


@require_safe
def share(request: HttpRequest, credential: UUID) -> HttpResponse:
    """Show a badge to anybody with its link."""
    try:
        view = api.shared(credential, get_language() or "en")
    except DomainError as refusal:
        return _refused(request, refusal)
    response = render(request, "agir_badges/share.html", page(view))
    response["Cache-Control"] = "private, no-cache"
    if not view.learner:
        response["X-Robots-Tag"] = "noindex"
    return response


def page(view: SharedView) -> dict[str, object]:
    """Return the context of the page's template."""
    verify = reverse("agir_badges:verify")
    return {
        **wording.standing(view),
        "evidence": wording.evidence(view.evidence),
        "skills": wording.skills(view.skills),
        "preview": (view.description or view.criteria)[:PREVIEW],
        "picture": addresses.absolute(reverse("agir_badges:picture", args=[view.id])),
        "json": reverse("agir_badges:document", args=[view.id]),
        "verify": f"{verify}?{urlencode({'link': view.json_url})}",
    }


@require_safe
def document(request: HttpRequest, credential: UUID) -> HttpResponse:
    """Answer the signed document, byte for byte as it was signed."""
    try:
        body = api.signed_document(credential)
    except DomainError as refusal:
        return open_to_all(_plain(refusal))
    return open_to_all(told(request, body.encode(), CREDENTIAL, cache=REVALIDATED))


@require_safe
def picture(request: HttpRequest, credential: UUID) -> HttpResponse:
    """Answer the PNG that link previews show; nothing is baked into it."""
    language = get_language() or "en"
    try:
        view = api.shared(credential, language)
    except DomainError as refusal:
        return _plain(refusal)
    drawn = raster.png(drawing(view.image, language), PICTURE_SIDE)
    return told(request, drawn, "image/png", cache="public, max-age=3600")


def _refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    if refusal.code != "credential_revoked":
        raise Http404 from refusal
    response = render(request, "agir_badges/gone.html", {}, status=410)
    response["Cache-Control"] = "private, no-cache"
    return response


def _plain(refusal: DomainError) -> HttpResponse:
    """Answer a program: 410 for what was revoked, 404 for the rest, one sentence."""
    if refusal.code != "credential_revoked":
        raise Http404 from refusal
    text = sentences.refusal(refusal.code, refusal.facts)
    response = HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
