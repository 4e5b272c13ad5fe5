"""What a signed badge points to: what it asked, the image of a skill, and the status lists."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_badges import api
from agir_badges.pages.answering import open_to_all, told
from agir_kernel.errors import DomainError

LINKED: Final = "application/ld+json"
CREDENTIAL: Final = "application/vc"
A_DAY: Final = "public, max-age=86400"


@require_safe
def achievement(request: HttpRequest, name: UUID, version: int) -> HttpResponse:
    """Answer one version of a badge, or a skill, as JSON-LD."""
    try:
        found = api.achievement(name, version)
    except DomainError as refusal:
        raise Http404 from refusal
    body = json.dumps(found, ensure_ascii=False).encode()
    return open_to_all(told(request, body, LINKED, cache="public, max-age=3600"))


@require_safe
def status(request: HttpRequest, name: UUID) -> HttpResponse:
    """Answer one signed status list, which caches may keep as long as it says."""
    try:
        found = api.status_list(name, now=timezone.now())
    except DomainError as refusal:
        raise Http404 from refusal
    cache = f"public, max-age={found.max_age}"
    answer = told(request, found.body.encode(), CREDENTIAL, cache=cache, etag=found.etag)
    return open_to_all(answer)


@require_safe
def skill_image(request: HttpRequest, competency: UUID) -> HttpResponse:
    """Answer the SVG of a skill; ``lang`` chooses its words."""
    try:
        drawn = api.skill_image(competency, request.GET.get("lang") or get_language() or "en")
    except DomainError as refusal:
        raise Http404 from refusal
    return told(request, drawn.encode(), "image/svg+xml; charset=utf-8", cache=A_DAY)
