"""Get certified: the certifications of the site, one of them, and a session to register for."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agir_certification.api import learning, repertoire, sessions
from agir_certification.api.repertoire import CertificationUnknown, CertificationView
from agir_certification.api.sessions import SessionUnknown, SessionView
from agir_competencies import api as competencies
from agir_dashboard.certifying import absence, acts, doors, forms, refusals, routes, shown, ways
from agir_dashboard.certifying import words as said
from agir_kernel.errors import DomainError


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the certifications of the site, what is near, and the places of who asks."""
    subject, language = doors.subject(request), doors.language()
    every = repertoire.every()
    open_to = _open_sessions(every)
    told = {
        "places": shown.places(subject),
        "near": near(subject, language),
        "certifications": [
            {"code": one.code, "title": one.title, "sessions": len(open_to.get(one.id, ()))}
            for one in every
        ],
    }
    return doors.page(request, "listed.html", told)


@login_required
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was shown and what is missing bloc by bloc, and every session."""
    known = _known(code)
    subject = doors.subject(request)
    covered = shown.coverage(known, subject, doors.language())
    told = {
        "known": known,
        "hindrances": [said.hindrance(one) for one in known.hindrances],
        "covered": shown.whole(covered),
        "blocs": shown.blocs(known, covered),
        "courses": shown.titled(known.course_keys),
        "sessions": [shown.session(one) for one in sessions.joinable({known.id})],
        "places": [one for one in shown.places(subject) if one.code == known.code],
        "online_since": said.day(known.online_since),
        "valid_until": said.day(known.valid_until),
    }
    return doors.page(request, "one.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a session with every way to pay it, or register for it."""
    found, known = _session(key)
    if request.method != "POST":
        return _session_page(request, found, known)
    try:
        asked = forms.asked(request)
        place = acts.register(found.id, asked, doors.who(request))
    except DomainError as refusal:
        return _session_page(request, found, known, refusal)
    address = reverse("agir_dashboard:certify-place", args=[place.id])
    return redirect(f"{address}?done=registered")


def near(subject: UUID | None, language: str) -> list[dict[str, Any]]:
    """Return the blocs that a learner is near, by the competencies that they showed."""
    if subject is None:
        return []
    found = competencies.standings(subject, language=language)
    uris = [one.uri for one in found if one.status == "demonstrated"]
    told = learning.near(subject, uris, language=language)
    return [{"code": one.code, "title": one.title, "bloc": shown.bloc(one.bloc)} for one in told]


def _session_page(
    request: HttpRequest, found: SessionView, known: CertificationView,
    refusal: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    user_id = doors.who(request)
    offered = () if known.hindrances else routes.routes(found, known, user_id)
    mine = [one for one in shown.places(doors.subject(request)) if one.is_alive]
    sent = request.POST if refusal else {}
    told = {
        "known": known,
        "session": shown.session(found),
        "absence": absence.told(found.terms.starts_at),
        "ways": ways.several(offered, found),
        "has_cpf": any(one.code == routes.CPF for one in offered),
        "hindrances": [said.hindrance(one) for one in known.hindrances],
        "mine": [one for one in mine if one.when == said.moment(found.terms.starts_at)
                 and one.code == known.code],
        "key": uuid4(),
        "chosen": sent.get("route", ""),
        "form": {"code": sent.get("code", "")[:40], "need": sent.get("need", "")[:20]},
        "error": refusals.sentence(refusal) if refusal else "",
    }  # fmt: skip
    return doors.page(request, "session.html", told, refusals.status(refusal) if refusal else 200)


def _known(code: str) -> CertificationView:
    try:
        found = repertoire.by_code(code.upper())
    except CertificationUnknown:
        raise Http404 from None
    if found.is_archived:
        raise Http404
    return found


def _session(key: UUID) -> tuple[SessionView, CertificationView]:
    """Return a session that a learner may see: drafts and cancelled ones are not there."""
    try:
        found = sessions.one(key)
    except SessionUnknown:
        raise Http404 from None
    if found.state not in (sessions.SessionState.OPEN, sessions.SessionState.CLOSED):
        raise Http404
    return found, repertoire.one(found.certification)


def _open_sessions(every: list[CertificationView]) -> dict[UUID, list[SessionView]]:
    found: dict[UUID, list[SessionView]] = {}
    for one in sessions.joinable({one.id for one in every if not one.hindrances}):
        found.setdefault(one.certification, []).append(one)
    return found
