"""Proofs of a training, of a year, and of what people said of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agir_certification.api import passages, proofs, registrations
from agir_certification.domain.hours import paris_day
from agir_certification.pages.desk import forms, indicators, paging, words
from agir_certification.pages.desk.answering import (
    Desk,
    certification,
    done,
    enter,
    names,
    page,
)
from agir_certification.permissions import MAKE_PROOFS
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from agir_platform import documents
from agir_platform.documents import sheets


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quality(request: HttpRequest) -> HttpResponse:
    """Show which Qualiopi indicators have evidence here, complaints, satisfaction."""
    desk = enter(request, MAKE_PROOFS)
    if request.method != "POST":
        return _quality(request, desk)
    form, act = request.POST, request.POST.get("act", "")
    try:
        if act == "answer":
            key = forms.key(form, "complaint")
            if key not in {one.id for one in proofs.complaints_of(desk.codes)}:
                raise proofs.ComplaintUnknown
            proofs.answer(key, form.get("text", ""), by=desk.subject)
        else:
            code = certification(desk, form.get("code", "")).code
            day = forms.needed_day(form, "received_on")
            if not form.get("text", "").strip() or day > paris_day(SystemClock().now()):
                raise forms.FormUnfit(field="text" if form.get("text", "").strip() == "" else "on")
            proofs.complain(code, day, form.get("text", ""), by=desk.subject)
    except DomainError as refusal:
        return _quality(request, desk, refusal)
    return done("desk-quality", word=act or "recorded")


@require_safe
@login_required
def year(request: HttpRequest) -> HttpResponseBase:
    """Return hours and learners of a year as CSV; nobody is named."""
    desk = enter(request, MAKE_PROOFS)
    typed = request.GET.get("year", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0
    rows: list[list[Any]] = [
        [_("Certification"), _("Funding"), _("Learners"), _("Hours"), _("Obtained")]
    ]
    rows += [
        [one.code, words.of(words.FUNDINGS, one.funding), one.learners,
         f"{one.minutes / 60:.2f}", one.obtained]
        for one in proofs.year(number, codes=desk.codes)
    ]  # fmt: skip
    return sheets.answer(rows, f"bpf-{number or paris_day(SystemClock().now()).year}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Show contract, hours and proofs; keep a contract, its entry, its exit (``act``)."""
    desk = enter(request, MAKE_PROOFS)
    view = _theirs(desk, registration_id)
    if request.method != "POST":
        return _of(request, view)
    form, act = request.POST, request.POST.get("act", "")
    try:
        match act:
            case "contract":
                registrations.sign_contract(
                    registration_id, form.get("action", ""), planned(form.get("activities", "")),
                    minutes=forms.whole(form, "hours") * 60, signed_on=forms.day(form, "signed_on"),
                )  # fmt: skip
            case "entry":
                registrations.declare_entry(registration_id, forms.needed_day(form, "on"))
            case "exit":
                registrations.declare_exit(registration_id, forms.needed_day(form, "on"))
            case _:
                raise forms.FormUnfit(field="act")
    except DomainError as refusal:
        return _of(request, view, refusal)
    return done("desk-proofs", registration_id, word=act)


def planned(text: str) -> list[registrations.Planned]:
    """Return activities typed one a line: course; activity; minutes; title. ``FormUnfit``."""
    found = []
    for line in text.splitlines()[:2000]:
        if not line.strip():
            continue
        course, _s, rest = line.partition(";")
        activity, _s, rest = rest.partition(";")
        minutes, _s, title = (part.strip() for part in rest.partition(";"))
        if not (course.strip() and activity.strip() and minutes.isascii() and minutes.isdigit()):
            raise forms.FormUnfit(field="activities")
        found.append(
            registrations.Planned(
                course.strip()[:255], activity.strip()[:255], title, int(minutes[:6])
            )
        )
    return found


@require_POST
@login_required
def certificate(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Return the *certificat de réalisation* as a document."""
    desk = enter(request, MAKE_PROOFS)
    view = _theirs(desk, registration_id)
    try:
        stated, sha256 = proofs.certificate(
            registration_id, by=desk.subject, employer=request.POST.get("employer", "")
        )
    except DomainError as refusal:
        return _of(request, view, refusal)
    return documents.answer(
        lambda is_pdf: proofs.certificate_page(registration_id, stated, sha256, is_pdf=is_pdf),
        "certificat-de-realisation",
    )


@require_POST
@login_required
def pack(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Return the pack of evidence."""
    desk = enter(request, MAKE_PROOFS)
    view = _theirs(desk, registration_id)
    try:
        made = proofs.pack(
            registration_id, by=desk.subject, employer=request.POST.get("employer", "")
        )
    except DomainError as refusal:
        return _of(request, view, refusal)
    response = HttpResponse(made.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="preuves-{made.sha256[:12]}.zip"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def attestation(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Return the attestation of a result as a document."""
    desk = enter(request, MAKE_PROOFS)
    view = _theirs(desk, registration_id)
    try:
        stated, sha256 = proofs.attestation(registration_id)
    except DomainError as refusal:
        return _of(request, view, refusal)
    return documents.answer(
        lambda is_pdf: proofs.attestation_page(registration_id, stated, sha256, is_pdf=is_pdf),
        "attestation-de-resultat",
    )


def _theirs(desk: Desk, registration_id: UUID) -> registrations.RegistrationView:
    try:
        found = registrations.one(registration_id)
    except registrations.RegistrationUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(found.code)
    return found


def _of(
    request: HttpRequest, view: registrations.RegistrationView,
    refusal: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    contract = registrations.contract(view.id)
    counted = set(contract.hours.counted) if contract else set()
    context = {
        "registration": {
            "id": view.id, "code": view.code, "session": view.session,
            "who": names([view.subject]).get(view.subject, ""),
            "funding": words.of(words.FUNDINGS, view.funding.value),
            "state": words.of(words.REGISTRATIONS, view.state.value),
        },
        "contract": contract and {
            "action": contract.action, "entered": forms.said(contract.entered_on),
            "exited": forms.said(contract.exited_on), "planned": hours(contract.minutes),
            "done": hours(contract.hours.minutes), "rate": contract.hours.rate,
            "activities": [
                {
                    "title": one.title or one.object_key, "time": hours(one.minutes),
                    "day": forms.said(one.done_at), "counts": one.object_key in counted,
                    "before": one.is_positioning,
                }
                for one in contract.activities
            ],
        },
        "may_prove": bool(contract and contract.exited_on),
        "is_decided": proofs.is_decided(view.id),
        "kept": [
            {"kind": kind, "sha256": sha256, "until": forms.said(until)}
            for kind, sha256, until in proofs.kept(view.id)
        ],
        "employer": request.POST.get("employer", "")[:255],
        "form": {
            name: request.POST.get(name, "")[:20_000]
            for name in ("action", "activities", "hours", "signed_on")
        },
        "is_open": contract is None or contract.entered_on is None,
    }  # fmt: skip
    return page(request, "proofs.html", context, refusal)


def hours(minutes: int) -> str:
    """Return a duration in hours and minutes."""
    return f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02d}"


def _quality(request: HttpRequest, desk: Desk, refusal: DomainError | None = None) -> HttpResponse:
    start = paging.start_of(request)
    several, many = proofs.page_of_complaints(desk.codes, start=start, most=paging.SIZE)
    called = names(one.answered_by for one in several)
    given = proofs.scores(desk.codes)
    count = sum(given.values())
    today = paris_day(SystemClock().now())
    context = {
        "indicators": indicators.table(),
        "pages": paging.steps(start, many),
        "complaints": [
            {
                "id": str(one.id), "code": one.code, "day": forms.said(one.received_on),
                "text": one.text, "answer": one.answer, "answered": forms.said(one.answered_on),
                "by": called.get(one.answered_by, "") if one.answered_by else "",
            }
            for one in several
        ],
        "scores": [{"score": score, "count": many} for score, many in given.items()],
        "count": count,
        "codes": [one.code for one in desk.certifications()],
        "years": [today.year - back for back in range(4)],
        "undecided": passages.waiting_for_jury(codes=desk.codes),
        "form": {name: request.POST.get(name, "")[:5000] for name in ("code", "text")},
    }  # fmt: skip
    return page(request, "quality.html", context, refusal)
