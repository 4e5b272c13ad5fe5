"""The catalogue for EDOF: what is offered, what would be refused, the file to be verified."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from agir_certification.api import edof
from agir_certification.pages.desk import forms, words
from agir_certification.pages.desk.answering import enter, page
from agir_certification.permissions import MANAGE_SESSIONS
from agir_kernel.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of(request: HttpRequest) -> HttpResponse:
    """Show what can be offered; name what EDOF would refuse (``act``), or return the file."""
    desk = enter(request, MANAGE_SESSIONS)
    among = edof.offered(desk.codes)
    if request.method != "POST":
        return _shown(request, among)
    try:
        chosen = _chosen(request, among)
        if request.POST.get("act") != "file":
            return _shown(request, among, chosen=chosen)
        content = edof.write(chosen)
    except edof.OfferRefused as refusal:
        return _shown(request, among, refusal, chosen=chosen)
    except DomainError as refusal:
        return _shown(request, among, refusal)
    response = HttpResponse(content, content_type="application/xml; charset=ISO-8859-1")
    response["Content-Disposition"] = 'attachment; filename="catalogue-edof-a-verifier.xml"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _chosen(request: HttpRequest, among: list[edof.Chosen]) -> tuple[edof.Chosen, ...]:
    """Return what was picked; a session of another manager is not among it."""
    several = request.POST.getlist("session")[:2000]
    return edof.choose(among, {forms.key({"session": one}, "session") for one in several})


def _shown(
    request: HttpRequest, among: list[edof.Chosen], refusal: DomainError | None = None, *,
    chosen: tuple[edof.Chosen, ...] | None = None,
) -> HttpResponse:  # fmt: skip
    picked = set(request.POST.getlist("session"))
    context = {
        "rows": [_row(one, picked) for one in among if one.sessions],
        "faults": [edof.line(one) for one in edof.faults(chosen)] if chosen is not None else [],
        "is_checked": chosen is not None,
    }
    return page(request, "catalogue.html", context, refusal)


def _row(one: edof.Chosen, picked: set[str]) -> dict[str, Any]:
    known = one.certification
    return {
        "code": known.code,
        "title": known.title,
        "hindrances": [words.of(words.HINDRANCES, found.value) for found in known.hindrances],
        "sessions": [_session(session, str(session.id) in picked) for session in one.sessions],
        "is_written": one.said != edof.Said(),
        "summary": one.said.summary or one.said.objective,
        "texts_lack": len(edof.text_faults(known.code, one.said)),
    }


def _session(one: edof.SessionView, is_picked: bool) -> dict[str, Any]:
    key: UUID = one.id
    return {
        "id": str(key),
        "day": forms.said_moment(one.terms.starts_at),
        "mode": words.of(words.MODES, one.terms.modality.value),
        "price": forms.euros(one.terms.price_minor, one.terms.currency),
        "is_picked": is_picked,
    }
