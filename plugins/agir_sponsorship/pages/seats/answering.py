"""How does a page of this room answer, refuse, and keep others out?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_sponsorship import sentences


def ensure_may(request: HttpRequest, action: str) -> int:
    """Return the visitor's id; raise ``PermissionDenied``."""
    if not may(request.user, action):
        raise PermissionDenied(_("This page is for those who run the site. Ask them."))
    return user_id(request)


def user_id(request: HttpRequest) -> int:
    """Return the id of a visitor who is signed in."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)


def page(
    request: HttpRequest, name: str, context: dict[str, Any], refusal: DomainError | None = None
) -> HttpResponse:
    """Return a page that no cache keeps; with a refusal's sentence and status, where there is one.

    A refusal is an answer and no exception: what was counted on the way stays counted.
    """
    told = {"fault": sentences.sentence(refusal) if refusal else "", **context}
    status = sentences.status(refusal) if refusal else 200
    response = render(request, f"agir_sponsorship/{name}", told, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def whole(text: str | None) -> int:
    """Return a whole number as people type it; 0 for what is none, which every rule refuses."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
