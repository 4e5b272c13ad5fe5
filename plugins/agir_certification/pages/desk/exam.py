"""The exam of a session: who came, its jury and minutes, what a named person records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agir_certification.api import passages, repertoire
from agir_certification.domain.passage import Access, LanguageLevel, Mention, Obtained
from agir_certification.pages.desk import forms, paging, results, words
from agir_certification.pages.desk.answering import Desk, done, enter, names, page
from agir_certification.pages.desk.sessions import row, theirs
from agir_certification.passages.files import MOST_BYTES, read
from agir_certification.permissions import DECIDE
from agir_kernel.errors import DomainError
from agir_platform.uploads import bounded

MEMBERS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@bounded(lambda: MOST_BYTES)
def of(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show the exam of a session; call a jury together, or keep its signed minutes (``act``)."""
    desk = enter(request, DECIDE)
    theirs(desk, session_id)
    if request.method != "POST":
        return _shown(request, desk, session_id)
    try:
        if request.POST.get("act") == "minutes":
            jury = _jury(session_id, forms.key(request.POST, "jury"))
            content = forms.content(request, "minutes", MOST_BYTES)
            passages.sign_minutes(jury, content, forms.needed_day(request.POST, "signed_on"))
            return done("desk-exam", session_id, word="minutes")
        passages.convene(
            session_id, forms.needed_day(request.POST, "meets_on"), _members(request.POST)
        )
    except DomainError as refusal:
        return _shown(request, desk, session_id, refusal)
    return done("desk-exam", session_id, word="jury")


@require_POST
@login_required
@bounded(lambda: MOST_BYTES)
def passage(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """Record whether somebody came, or what the jury decided of them (``act``)."""
    desk = enter(request, DECIDE)
    found, session = _passage(desk, passage_id)
    form = request.POST
    try:
        if form.get("act") == "attend":
            proof = b""
            if request.FILES.get("proof") is not None:
                proof = forms.content(request, "proof", MOST_BYTES)
            came = forms.word(form, "attendance", passages.Attendance)
            passages.attend(
                passage_id, came, by=desk.subject, proof=proof,
                drops_proof=form.get("drops_proof") == "1",
            )  # fmt: skip
        else:
            result = results.read(form, found.code, found.result)
            passages.decide(
                passage_id, result, jury=forms.key(form, "jury"), by=desk.subject,
                reason=form.get("reason", ""),
            )  # fmt: skip
    except DomainError as refusal:
        return _shown(request, desk, session, refusal, wrong=passage_id)
    return done("desk-exam", session, word=form.get("act") or "decided", of=request)


@require_safe
@login_required
def minutes(request: HttpRequest, session_id: UUID, jury_id: UUID) -> HttpResponse:
    """Return the signed minutes of a jury; ``?earlier=`` names ones that were replaced."""
    desk = enter(request, DECIDE)
    theirs(desk, session_id)
    found = next((one for one in passages.juries_of(session_id) if one.id == jury_id), None)
    earlier = request.GET.get("earlier", "")
    path = ""
    if found is not None and earlier:
        path = next((one.path for one in found.earlier if str(one.id) == earlier), "")
    elif found is not None:
        path = found.minutes
    if not path:
        raise Http404
    return _file(read(path), "minutes")


@require_safe
@login_required
def absence(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """Return the proof of a legitimate absence; it is written down who read it."""
    desk = enter(request, DECIDE)
    _passage(desk, passage_id)
    try:
        return _file(passages.absence_proof(passage_id, by=desk.subject), "absence")
    except passages.PassageUnknown as unknown:
        raise Http404 from unknown


def _passage(desk: Desk, passage_id: UUID) -> tuple[passages.PassageView, UUID]:
    from agir_certification.api import registrations  # noqa: PLC0415

    try:
        found = passages.one(passage_id)
    except passages.PassageUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(found.code)
    return found, registrations.one(found.registration).session


def _jury(session_id: UUID, jury: UUID) -> UUID:
    if jury not in {one.id for one in passages.juries_of(session_id)}:
        raise passages.JuryUnknown
    return jury


def _members(form: Mapping[str, Any]) -> list[passages.Member]:
    president = str(form.get("president") or "0")
    told = [
        (str(place), str(form.get(f"name_{place}") or ""), str(form.get(f"capacity_{place}") or ""))
        for place in range(MEMBERS)
    ]
    return [
        passages.Member(name, capacity, place == president)
        for place, name, capacity in told
        if name.strip()
    ]


def _shown(
    request: HttpRequest, desk: Desk, session_id: UUID, refusal: DomainError | None = None, *,
    wrong: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    view = theirs(desk, session_id)
    start = paging.start_of(request)
    several, count = passages.page_of_session(session_id, start=start, most=paging.SIZE)
    juries = passages.juries_of(session_id)
    called = names([*(one.subject for one in several), *(one.decided_by for one in several)])
    blocs = repertoire.by_code(view.code).blocs
    typed = request.POST if request.POST.get("act") == "decide" else None
    context = {
        "session": row(view),
        "pages": paging.steps(start, count),
        "people": [
            _person(one, called) | {"typed": results.typed(one, typed if one.id == wrong else None)}
            for one in several
        ],
        "juries": [
            {
                "id": str(one.id), "day": forms.said(one.meets_on),
                "signed": forms.said(one.signed_on), "sha256": one.minutes_sha256,
                "earlier": [
                    {"id": e.id, "signed": forms.said(e.signed_on),
                     "replaced": forms.said(e.replaced_at)}
                    for e in one.earlier
                ],
                "members": [
                    {"name": m.name, "capacity": m.capacity, "presides": m.is_president}
                    for m in one.members
                ],
            }
            for one in juries
        ],
        "signed": [{"value": str(one.id), "word": forms.said(one.meets_on)}
                   for one in juries if one.signed_on],
        "blocs": [{"code": bloc.code, "title": bloc.title} for bloc in blocs],
        "attendances": words.choices(words.ATTENDANCES),
        "decisions": words.choices(words.DECISIONS),
        "obtained": [one.value for one in Obtained],
        "mentions": [one.value for one in Mention],
        "levels": [one.value for one in LanguageLevel],
        "accesses": [one.value for one in Access],
        "places": range(MEMBERS),
        "wrong": str(wrong or ""),
    }  # fmt: skip
    return page(request, "exam.html", context, refusal)


def _person(one: passages.PassageView, called: dict[UUID, str]) -> dict[str, Any]:
    settled = one.deposit in (passages.Deposit.IN_BATCH, passages.Deposit.ACCEPTED)
    return {
        "id": str(one.id),
        "who": called.get(one.subject, ""),
        "attendance": one.attendance.value,
        "attendance_word": words.of(words.ATTENDANCES, one.attendance.value),
        "has_proof": one.has_absence_proof,
        "decision": one.decision.value if one.decision else "",
        "decision_word": words.of(words.DECISIONS, one.decision.value) if one.decision else "",
        "by": called.get(one.decided_by, "") if one.decided_by else "",
        "day": forms.said(one.decided_at),
        "delivered": forms.said(one.delivered_on),
        "proposed": forms.said(one.proposed_at),
        "won": [code for code, is_obtained in one.blocs if is_obtained],
        "may_attend": one.decision is None,
        "may_decide": not settled and one.attendance is not passages.Attendance.EXPECTED,
        "is_accepted": one.deposit is passages.Deposit.ACCEPTED,
        "deposit": words.of(words.WAITS, one.deposit.value) if one.deposit.value != "none" else "",
    }


def _file(content: bytes, name: str) -> HttpResponse:
    kinds = {b"%PDF": ("application/pdf", "pdf"), b"\x89PNG": ("image/png", "png")}
    kind, ending = kinds.get(content[:4], ("image/jpeg", "jpg"))
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
