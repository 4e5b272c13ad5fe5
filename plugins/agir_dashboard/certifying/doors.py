"""Who asks, in which language, and how is a page answered that no cache keeps?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from agir_certification.api import managers
from agir_platform.learners import api as learners


def who(request: HttpRequest) -> int:
    """Return the id of the person who asks."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)


def subject(request: HttpRequest) -> UUID | None:
    """Return the pseudonym of who asks, ``None`` for whom the suite never met."""
    return learners.known_subject(who(request))


def language() -> str:
    """Return the language of the moment."""
    return get_language() or "en"


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page that no cache keeps, and that sends its address to nobody."""
    told = {"desk": _desk(request), **context}
    response = render(request, f"agir_dashboard/certifying/{template}", told, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def _desk(request: HttpRequest) -> str:
    """Return the address of the certification desk for who may sit there, else an empty text."""
    scope = managers.scope_of(who(request))
    return reverse("agir_certification:desk") if scope is None or scope else ""
