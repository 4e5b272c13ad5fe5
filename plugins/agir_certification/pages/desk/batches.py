"""Files for the Caisse des Dépôts: why each passage waits, what was made, what came back."""

from __future__ import annotations

from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agir_certification.accrochage.reports import MOST_BYTES
from agir_certification.api import civil_status, deposits, passages
from agir_certification.pages.desk import forms, paging, words
from agir_certification.pages.desk.answering import (
    Desk,
    certification,
    done,
    enter,
    names,
    page,
)
from agir_certification.permissions import DEPOSIT, READ_CIVIL_STATUS
from agir_kernel.errors import DomainError
from agir_platform.documents import sheets
from agir_platform.uploads import bounded


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Show what is ready, on its way and refused, by certification."""
    desk = enter(request, DEPOSIT)
    rows = []
    for one in desk.certifications():
        rows.append(
            {
                "code": one.code, "title": one.title, "role": words.of(words.ROLES, one.role),
                "may_deposit": one.may_deposit, "counts": deposits.counts(one.code),
                "to_deposit": len(deposits.to_deposit(one.code)),
            }
        )  # fmt: skip
    return page(request, "batches.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@bounded(lambda: MOST_BYTES)
def of(request: HttpRequest, code: str) -> HttpResponse:
    """Show the passages and files of a certification; check (``act``), make, take a report in."""
    desk = enter(request, DEPOSIT)
    certification(desk, code)
    if request.method != "POST":
        return _shown(request, desk, code)
    try:
        return _act(request, desk, code, request.POST.get("act", ""))
    except deposits.NothingToDeposit as refusal:
        looked = deposits.survey(code, by=desk.subject, most=paging.SIZE)
        return _shown(request, desk, code, refusal, looked=looked)
    except DomainError as refusal:
        return _shown(request, desk, code, refusal)


def _act(request: HttpRequest, desk: Desk, code: str, act: str) -> HttpResponse:
    match act:
        case "check":
            is_partner = not certification(desk, code).may_deposit
            looked = deposits.survey(
                code, by=desk.subject, hand_over=is_partner, most=paging.SIZE
            )  # fmt: skip
            return _shown(request, desk, code, looked=looked)
        case "report":
            return _report(request, desk)
        case "exclude" | "again" | "confirm":
            return _passage(request, desk, code, act)
        case "make":
            made = deposits.make(code, by=desk.subject)
            return done("desk-batch", made.batch, word="made")
        case _:
            raise forms.FormUnfit(field="act")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show a file; say that it was deposited, take that back, cancel it, call it refused."""
    desk = enter(request, DEPOSIT)
    view = _theirs(desk, batch_id)
    if request.method != "POST":
        return _one(request, view)
    act, form = request.POST.get("act", ""), request.POST
    try:
        if act == "deposited":
            deposits.declare(batch_id, forms.needed_day(form, "on"), by=desk.subject)
        elif act == "not-deposited":
            deposits.take_back(batch_id)
        elif act == "reject":
            deposits.reject(batch_id, form.get("reason", ""), by=desk.subject)
        elif act == "cancel":
            deposits.cancel(batch_id, form.get("reason", ""), by=desk.subject)
        else:
            raise forms.FormUnfit(field="act")
    except DomainError as refusal:
        return _one(request, deposits.one(batch_id, with_lines=False), refusal)
    return done("desk-batch", batch_id, word=act)


@require_POST
@login_required
def file(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Return a file to deposit; a POST, since it is written down who took it."""
    desk = _reader(request)
    view = _theirs(desk, batch_id)
    held = SpooledTemporaryFile(max_size=4_000_000)  # noqa: SIM115  the answer closes it
    try:
        deposits.write(batch_id, held, by=desk.subject)  # type: ignore[arg-type]
    except DomainError as refusal:
        held.close()
        return _one(request, view, refusal)
    held.seek(0)
    response = FileResponse(
        held, as_attachment=True, filename=view.file_name, content_type="application/xml"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def hand_over(request: HttpRequest, code: str) -> HttpResponseBase:
    """Return the rows that a training partner hands to its certifier."""
    desk = _reader(request)
    certification(desk, code)
    rows = deposits.hand_over(code, by=desk.subject)
    try:
        first = list(islice(rows, 2))  # what refuses does so before the answer has begun
    except DomainError as refusal:
        return _shown(request, desk, code, refusal)
    return sheets.answer(chain(first, rows), f"remise-{code}")


def _reader(request: HttpRequest) -> Desk:
    """Return the desk of who may deposit and may read civil status, which such files hold."""
    enter(request, READ_CIVIL_STATUS)
    return enter(request, DEPOSIT)


def _report(request: HttpRequest, desk: Desk) -> HttpResponse:
    content = forms.content(request, "report", MOST_BYTES)
    found = deposits.read_report(content, by=desk.subject, allowed=desk.codes)
    return done("desk-batch", found.batch, word="read" if found.is_new else "read-before")


def _passage(request: HttpRequest, desk: Desk, code: str, act: str) -> HttpResponse:
    key = forms.key(request.POST, "passage")
    if passages.one(key).code != code:
        raise Http404
    if act == "confirm":
        civil_status.confirm_name(passages.one(key).subject, by=desk.subject)
    elif act == "exclude":
        reason = request.POST.get("reason", "")
        if not reason.strip():
            raise deposits.ReasonMissing
        passages.exclude(key, reason, by=desk.subject)
    else:
        passages.release([key], by=desk.subject)
    return done("desk-deposits", code, word=act)


def _theirs(desk: Desk, batch_id: UUID) -> deposits.BatchView:
    try:
        view = deposits.one(batch_id, with_lines=False)
    except deposits.BatchUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(view.code)
    return view


def _shown(
    request: HttpRequest, desk: Desk, code: str, refusal: DomainError | None = None, *,
    looked: deposits.Survey | None = None,
) -> HttpResponse:  # fmt: skip
    one = certification(desk, code)
    counts = deposits.counts(code)
    start = paging.start_of(request)
    if looked is None:
        told: dict[UUID, deposits.Judged] = {}
        rows = deposits.standings(code, start=start, most=paging.SIZE)
    else:
        told = {judged.passage: judged for judged in looked.found}
        rows = deposits.standings_of(list(told))
    called = names(row.subject for row in rows)
    official = deposits.is_officially_checked()
    context = {
        "one": one,
        "role": words.of(words.ROLES, one.role),
        "rows": [
            _standing(row, called, told.get(row.passage), may_deposit=one.may_deposit)
            for row in rows
        ],
        "pages": None if looked else paging.steps(start, sum(counts.values())),
        "ready": counts.get(passages.Deposit.READY.value, 0),
        "looked": looked,
        "files": [_batch(batch) for batch in deposits.of(code)],
        "is_checked": looked is not None,
        "official": official.value if official else "",
        "reason": request.POST.get("reason", "")[:1000],
    }
    return page(request, "deposits.html", context, refusal)


def _standing(
    row: deposits.Standing, called: dict[UUID, str], judged: deposits.Judged | None, *,
    may_deposit: bool,
) -> dict[str, Any]:  # fmt: skip
    why = judged.why if judged is not None and judged.why else _why(row, may_deposit=may_deposit)
    faults = judged.faults if judged is not None else ()
    return {
        "id": str(row.passage),
        "who": called.get(row.subject, ""),
        "state": row.deposit.value,
        "why": words.of(words.WAITS, why),
        "faults": words.faults(faults),
        "keeps_back": any(one.keeps_back for one in faults),
        "message": row.message,
        "batch": row.batch,
        "may_confirm": any(one.detail == "username" for one in faults),
        "may_exclude": row.deposit in (passages.Deposit.READY, passages.Deposit.REFUSED),
        "may_again": row.deposit in (passages.Deposit.REFUSED, passages.Deposit.EXCLUDED),
    }


def _why(row: deposits.Standing, *, may_deposit: bool) -> str:
    if not row.is_decided:
        return "undecided"
    if row.deposit is passages.Deposit.NONE:
        return "not_whole"
    if row.deposit is passages.Deposit.READY and not row.is_named:
        return "civil_status_missing"
    if row.deposit is passages.Deposit.READY and not may_deposit:
        return "hand_over"
    return row.deposit.value


def _batch(view: deposits.BatchView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.file_name,
        "state": view.state.value,
        "word": words.of(words.BATCHES, view.state.value),
        "day": forms.said_moment(view.at),
        "passages": view.passages,
        "unanswered": view.unanswered,
    }


def _one(
    request: HttpRequest, view: deposits.BatchView, refusal: DomainError | None = None
) -> HttpResponse:
    called = names([view.made_by, view.deposited_by])
    start = paging.start_of(request)
    lines = deposits.lines(view.id, start=start, most=paging.SIZE)
    known = names(subject for _, subject, _, _ in lines)
    context = {
        "view": view,
        "batch": _batch(view),
        "size": view.size,
        "made_by": called.get(view.made_by, "") if view.made_by else "",
        "deposited_by": called.get(view.deposited_by, "") if view.deposited_by else "",
        "deposited_on": forms.said(view.deposited_on),
        "lines": [
            {
                "id": str(key),
                "who": known.get(subject, ""),
                "outcome": words.of(words.WAITS, outcome or "in_batch"),
                "message": message,
            }
            for key, subject, outcome, message in lines
        ],
        "pages": paging.steps(start, view.passages),
        "reports": [
            {"day": forms.said_moment(report.at), "told": report} for report in view.reports
        ],
        "is_answered": view.unanswered < view.passages,
        "reason": request.POST.get("reason", "")[:1000],
    }
    return page(request, "batch.html", context, refusal)
