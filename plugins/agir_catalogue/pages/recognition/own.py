"""The badges of other operators that somebody brought: bring one, take one away."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agir_catalogue import sentences
from agir_catalogue.api import peers, recognition
from agir_catalogue.api.recognition import HandedBadge, RecognitionState
from agir_catalogue.permissions import RECOGNISE_BADGES, WEIGH_BADGES
from agir_catalogue.recognition import words
from agir_competencies.api.frameworks import find_competencies
from agir_kernel.errors import DomainError
from agir_platform import foreign_badges
from agir_platform.permissions import may
from agir_platform.uploads import bounded, is_exceeded

LIMIT: Final = 2_000_000
LONGEST_LINK: Final = 2000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(lambda: LIMIT)
def page(request: HttpRequest) -> HttpResponse:
    """Show what a person brought from elsewhere; a POST brings one more."""
    if not may(request.user, RECOGNISE_BADGES):
        raise PermissionDenied(_("Sign in to bring a badge."))
    if request.method != "POST":
        return _shown(request)
    handed = HandedBadge(
        text=request.POST.get("text", ""),
        file=_content(request),
        link=request.POST.get("link", "")[:LONGEST_LINK],
    )
    try:
        recognition.bring(handed, by=int(request.user.pk or 0))
    except DomainError as refusal:
        return _shown(request, refusal)
    return redirect(f"{reverse('agir_catalogue:recognition')}?done=1")


def _content(request: HttpRequest) -> bytes:
    """Return the file that was sent; of one that was let fall, as many bytes as are refused."""
    if is_exceeded(request):
        return bytes(LIMIT + 1)
    file = request.FILES.get("file")
    return file.read(LIMIT + 1) if file else b""


@require_POST
@login_required
def remove(request: HttpRequest, badge: UUID) -> HttpResponse:
    """Take a badge away: it counts no more."""
    try:
        recognition.remove(badge, by=int(request.user.pk or 0))
    except recognition.RecognitionUnknown as unknown:
        raise Http404 from unknown
    return redirect(f"{reverse('agir_catalogue:recognition')}?done=1")


@require_POST
@login_required
def weigh(request: HttpRequest, peer: int) -> HttpResponse:
    """Say what badges of an operator weigh here."""
    if not may(request.user, WEIGH_BADGES):
        raise PermissionDenied(_("This page is for those who run the site. Ask them."))
    try:
        told = request.POST.get("weight", "")[:20]
        recognition.set_weight(peer, told, by=int(request.user.pk or 0))
    except recognition.PeerUnknown as unknown:
        raise Http404 from unknown
    except DomainError as refusal:
        return _weights(request, refusal)
    return redirect(f"{reverse('agir_catalogue:recognition-weights')}?done=1")


@login_required
@require_http_methods(["GET", "HEAD"])
def weights(request: HttpRequest) -> HttpResponse:
    """Show what badges of each trusted operator weigh here."""
    if not may(request.user, WEIGH_BADGES):
        raise PermissionDenied(_("This page is for those who run the site. Ask them."))
    return _weights(request)


def _weights(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    found = [one for one in peers.peers() if one.is_signed and one.state != "removed"]
    context = {"peers": [(one, _weight(recognition.weight(one.id))) for one in found]}
    return _page(request, "weights.html", context, refusal)


def _shown(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    own = recognition.of_learner(int(request.user.pk or 0))
    wanted = {key for one in own for key in one.competencies}
    language = get_language() or "en"
    named = find_competencies(identifiers=wanted, language=language, limit=500) if wanted else []
    labels = {one.identifier: one.label for one in named}
    context: dict[str, Any] = {
        "badges": [
            {
                "id": one.id,
                "name": one.name,
                "operator": one.operator,
                "word": _word(one.state),
                "counts": one.state is RecognitionState.STANDING,
                "why": words.reason(one.reason) if one.reason else "",
                "weight": _weight(one.weight),
                "skills": [labels[key] for key in one.competencies if key in labels],
                "looked": formats.date_format(timezone.localtime(one.looked_at), "DATE_FORMAT"),
            }
            for one in own
        ],
        "typed": request.POST if refusal else {},
    }
    return _page(request, "own.html", context, refusal)


def _word(state: RecognitionState) -> str:
    return {
        RecognitionState.STANDING: pgettext("badge from elsewhere", "Counts"),
        RecognitionState.SUSPENDED: pgettext("badge from elsewhere", "Rests"),
    }.get(state) or pgettext("badge from elsewhere", "Counts no more")


def _weight(told: Any) -> str:
    plain = f"{told.normalize():f}"
    return formats.localize(float(plain)) if "." in plain else plain


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    refusal: DomainError | None = None,
) -> HttpResponse:
    told = context | {
        "fault": _told(refusal) if refusal else "",
        "done": request.GET.get("done") == "1" and refusal is None,
    }
    status = sentences.status(refusal) if refusal else 200
    name = f"agir_catalogue/recognition/{template}"
    response = render(request, name, told, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _told(refusal: DomainError) -> str:
    """Return a refusal in words: of this context, or of whoever reads badges."""
    if refusal.code == "recognition_not_valid":
        return foreign_badges.told(str(refusal.facts.get("because", "")), refusal.facts)
    if refusal.code in sentences.SENTENCES:
        return sentences.sentence(refusal)
    return foreign_badges.told(refusal.code, refusal.facts) or sentences.sentence(refusal)
