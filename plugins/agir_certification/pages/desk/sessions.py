"""Sessions: drafted, opened, closed, held, cancelled; and who is registered for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from agir_certification.api import passages, registrations, sessions
from agir_certification.pages.desk import forms, paging, words
from agir_certification.pages.desk.answering import (
    Desk,
    certification,
    done,
    enter,
    names,
    page,
)
from agir_certification.permissions import MANAGE_SESSIONS, OVERRIDE_COVENANT
from agir_kernel.errors import DomainError
from agir_platform.permissions import may

FIELDS = (
    "title", "starts_at", "ends_at", "modality", "capacity", "price", "place", "postal_code",
    "pay_url", "opens_at", "closes_at", "prerequisites", "arrangements", "contact",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Show the sessions of the visitor's certifications; draft one."""
    desk = enter(request, MANAGE_SESSIONS)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            one = certification(desk, request.POST.get("certification", ""))
            made = sessions.create(one.id, _terms(request.POST))
            return done("desk-session", made, word="drafted")
        except DomainError as told:
            refusal = told
    return _listed(request, desk, refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show a session with its people; change it or move it on (``act``)."""
    desk = enter(request, MANAGE_SESSIONS)
    theirs(desk, session_id)
    if request.method != "POST":
        return _one(request, desk, session_id)
    act = request.POST.get("act", "")
    try:
        _act(request, desk, session_id, act)
    except DomainError as refusal:
        return _one(request, desk, session_id, refusal)
    return done("desk-session", session_id, word=act)


@require_POST
@login_required
def registration(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Keep somebody's place for good, give it back, or take that back (``act``)."""
    desk = enter(request, MANAGE_SESSIONS)
    try:
        found = registrations.one(registration_id)
    except registrations.RegistrationUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(found.code)
    act = request.POST.get("act", "")
    try:
        if act == "confirm":
            registrations.confirm(registration_id, by=desk.subject)
        elif act == "cancel":
            registrations.cancel(registration_id, reason="by_manager", by=desk.subject)
        elif act == "reinstate":
            registrations.reinstate(registration_id, by=desk.subject)
        else:
            raise forms.FormUnfit(field="act")
    except DomainError as refusal:
        return _one(request, desk, found.session, refusal)
    return done("desk-session", found.session, word=f"registration-{act}", of=request)


def theirs(desk: Desk, session_id: UUID) -> sessions.SessionView:
    """Return a session of the desk, or 404."""
    try:
        view = sessions.one(session_id)
    except sessions.SessionUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(view.code)
    return view


def _act(request: HttpRequest, desk: Desk, session_id: UUID, act: str) -> None:
    match act:
        case "change":
            sessions.change(session_id, _terms(request.POST))
        case "open":
            reason = ""
            if may(request.user, OVERRIDE_COVENANT):
                reason = request.POST.get("override_reason", "")
            sessions.activate(session_id, by=desk.subject, override_reason=reason)
        case "close":
            sessions.close(session_id)
        case "hold":
            sessions.hold(session_id, by=desk.subject)
        case "cancel":
            people = forms.whole(request.POST, "people")
            sessions.cancel(session_id, by=desk.subject, people=people)
        case "redraft":
            sessions.redraft(session_id)
        case _:
            raise forms.FormUnfit(field="act")


def _terms(form: Mapping[str, Any]) -> sessions.SessionTerms:
    texts = ("title", "place", "postal_code", "pay_url", "prerequisites", "arrangements", "contact")
    most = {"title": 255, "place": 500, "postal_code": 9, "pay_url": 500, "contact": 255}
    said = {name: str(form.get(name) or "").strip()[: most.get(name, 5000)] for name in texts}
    return sessions.SessionTerms(
        starts_at=forms.needed_moment(form, "starts_at"),
        ends_at=forms.needed_moment(form, "ends_at"),
        modality=forms.word(form, "modality", sessions.ExamMode),
        capacity=forms.whole(form, "capacity"),
        price_minor=forms.cents(form, "price"),
        opens_at=forms.moment(form, "opens_at"),
        closes_at=forms.moment(form, "closes_at"),
        **said,
    )


def _listed(request: HttpRequest, desk: Desk, refusal: DomainError | None) -> HttpResponse:
    known = desk.certifications()
    ids = frozenset(one.id for one in known)
    start = paging.start_of(request)
    found, count = sessions.page(only=ids, start=start, most=paging.SIZE)
    context = {
        "sessions": [row(view) for view in found],
        "pages": paging.steps(start, count),
        "certifications": [
            {"value": one.code, "word": f"{one.code} · {one.title}"} for one in known
        ],
        "chosen": request.POST.get("certification", ""),
        "form": {name: request.POST.get(name, "")[:5000] for name in FIELDS},
        "modes": words.choices(words.MODES, request.POST.get("modality", "")),
        "is_wrong": refusal is not None,
    }
    return page(request, "sessions.html", context, refusal)


def row(view: sessions.SessionView) -> dict[str, Any]:
    """Return what a list says of a session."""
    return {
        "id": view.id,
        "code": view.code,
        "title": view.terms.title,
        "day": forms.said_moment(view.terms.starts_at),
        "state": view.state.value,
        "word": words.of(words.SESSIONS, view.state.value),
        "mode": words.of(words.MODES, view.terms.modality.value),
        "place": view.terms.place,
        "taken": view.taken,
        "capacity": view.terms.capacity,
        "price": forms.euros(view.terms.price_minor, view.terms.currency),
        "override_reason": view.override_reason,
    }


def _one(
    request: HttpRequest, desk: Desk, session_id: UUID, refusal: DomainError | None = None
) -> HttpResponse:
    view = sessions.one(session_id)
    start = paging.start_of(request)
    people, count = registrations.page_of_session(session_id, start=start, most=paging.SIZE)
    called = names(one.subject for one in people)
    back = registrations.reinstatable(session_id)
    terms = view.terms
    typed = {
        "title": terms.title, "starts_at": forms.typed_moment(terms.starts_at),
        "ends_at": forms.typed_moment(terms.ends_at), "capacity": terms.capacity,
        "price": f"{terms.price_minor // 100},{terms.price_minor % 100:02d}",
        "place": terms.place, "postal_code": terms.postal_code, "pay_url": terms.pay_url,
        "opens_at": forms.typed_moment(terms.opens_at),
        "closes_at": forms.typed_moment(terms.closes_at), "contact": terms.contact,
        "prerequisites": terms.prerequisites, "arrangements": terms.arrangements,
        "modality": terms.modality.value,
    }  # fmt: skip
    if refusal is not None and request.POST.get("act") == "change":
        typed = {name: request.POST.get(name, "")[:5000] for name in FIELDS}
    context = {
        "session": row(view),
        "pages": paging.steps(start, count),
        "people": [
            {
                "id": str(one.id), "who": called.get(one.subject, ""), "state": one.state.value,
                "word": words.of(words.REGISTRATIONS, one.state.value),
                "funding": words.of(words.FUNDINGS, one.funding.value),
                "fee": forms.euros(one.fee_minor, one.currency), "day": forms.said(one.made_at),
                "may_reinstate": one.id in back,
            }
            for one in people
        ],
        "form": typed,
        "modes": words.choices(words.MODES, str(typed["modality"])),
        "may_override": may(request.user, OVERRIDE_COVENANT),
        "may_open": view.state.value in ("draft", "closed"),
        "may_close": view.state.value == "open",
        "may_hold": view.state.value in ("open", "closed"),
        "may_redraft": view.state.value == "cancelled",
        "may_cancel": view.state.value in ("draft", "open", "closed"),
        "exams": len(passages.of_session(session_id)),
        "is_wrong": refusal is not None and request.POST.get("act") == "change",
    }  # fmt: skip
    return page(request, "session.html", context, refusal)
