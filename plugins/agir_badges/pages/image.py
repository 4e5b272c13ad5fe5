"""The image of a badge.

Public: it is drawn from a rule and carries nothing of a person, so it may be shown, exported and
verified anywhere.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_badges.domain.artwork import draw, fingerprint
from agir_badges.pages.answering import told
from agir_badges.sheet import sheets

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"


@require_safe
def image(request: HttpRequest, rule: UUID) -> HttpResponse:
    """Answer the SVG of a badge; ``lang`` chooses its words, ``v`` the drawing a cache may keep."""
    found = sheets(Q(id=rule)).get(rule)
    if found is None:
        raise Http404
    face = found.portrait(request.GET.get("lang") or get_language() or "en").face
    cache = FOR_EVER if request.GET.get("v") == fingerprint(face) else FOR_A_WHILE
    return told(request, draw(face).encode(), "image/svg+xml; charset=utf-8", cache=cache)
