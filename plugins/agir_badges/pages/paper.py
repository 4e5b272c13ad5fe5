"""A badge on paper, for the one who holds it: a PDF, or a page that prints."""

from __future__ import annotations

import base64
import re
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_badges import api, printing, sentences
from agir_badges.data import Status
from agir_badges.domain.artwork import draw
from agir_badges.images import issuer
from agir_badges.pages.owner import subject_of
from agir_badges.sheet import sheets
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.select import platform

_RULE: Final = re.compile(r"/([0-9a-f-]{36})\.svg")


@login_required
@require_safe
def paper(request: HttpRequest, credential: UUID) -> HttpResponse:
    """Answer one page of A4; with the learner's name where they show it with the badge."""
    language = get_language() or "en"
    try:
        view = api.credential(credential, subject_of(request), language)
    except DomainError as refusal:
        raise Http404 from refusal
    if view.status not in (Status.VALID, Status.SUSPENDED):
        raise Http404
    return printing.answer(
        printing.Certificate(
            name=view.name,
            description=view.description,
            level=sentences.level(view.level),
            learner=_name(request) if view.names_learner else "",
            awarded_at=timezone.localtime(view.awarded_at),
            issuer=issuer(),
            id=str(view.id),
            verify_url=view.verify_url,
            image_svg=drawing(view.image, language),
            alt=view.alt,
            criteria=tuple(f"{one.label} ({sentences.level(one.asked)})" for one in view.skills),
            language=language,
        )
    )


def drawing(image: str, language: str) -> str:
    """Return the SVG behind the ``image`` of a view: a badge's path, or a ``data:`` address."""
    if image.startswith("data:"):
        return base64.b64decode(image.partition("base64,")[2]).decode("utf-8")
    match = _RULE.search(image)
    found = sheets(Q(id=match[1])) if match else {}
    if not found:
        raise Http404
    return draw(next(iter(found.values())).portrait(language).face)


def _name(request: HttpRequest) -> str:
    user = learners.user_of(subject_of(request))
    return platform().people.contact(user).name if user is not None else ""
