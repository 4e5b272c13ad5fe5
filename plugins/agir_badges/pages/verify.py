"""The page on which anybody verifies a badge: ``/agir/badges/verify/``.

A GET shows the form, and fetches nothing whatever its address says. A POST shows what was found
on the same page, stores nothing and needs no JavaScript.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agir_badges import sentences
from agir_badges.pages.telling import told_of
from agir_badges.pages.uploads import UploadTooLarge, bounded
from agir_badges.verifying import WAIT_SECONDS, Handed, examine
from agir_kernel.errors import DomainError

LINK_LIMIT: Final = 2000  # characters
_STATUSES: Final = {
    "upload_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_many_verifications": HTTPStatus.TOO_MANY_REQUESTS,
}


def refuse(request: HttpRequest, refusal: DomainError, **context: Any) -> HttpResponse:
    """Show the form again with the sentence of a refusal."""
    status = _STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)
    fault = sentences.refusal(refusal.code, refusal.facts)
    response = _page(request, status, fault=fault, **context)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(WAIT_SECONDS)
    return response


def _too_large(request: HttpRequest, refusal: UploadTooLarge) -> HttpResponse:
    return refuse(request, refusal)


@bounded(_too_large)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Show the form, and below its title what was found of the badge that was handed over."""
    if request.method != "POST":
        asked = request.GET.get("link") or request.GET.get("url") or ""
        return _page(request, HTTPStatus.OK, link=asked[:LINK_LIMIT])
    file = request.FILES.get("file")
    handed = Handed(
        text=request.POST.get("text", ""),
        file=file.read() if file else b"",
        link=request.POST.get("link", "")[:LINK_LIMIT],
    )
    shown = {"link": handed.link}
    try:
        finding = examine(handed, request.META.get("REMOTE_ADDR", ""), now=timezone.now())
    except DomainError as refusal:
        return refuse(request, refusal, **shown, text=handed.text)
    return _page(request, HTTPStatus.OK, told=told_of(finding), **shown)


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    response = render(request, "agir_badges/verify.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
