"""CPF dossiers as the portal tells them, by hand or from a file; tied to registrations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from agir_certification.api import dossiers, duties, registrations
from agir_certification.dossiers.sheet import MOST_BYTES
from agir_certification.pages.desk import forms, paging, words
from agir_certification.pages.desk.answering import Desk, done, enter, names, page
from agir_certification.permissions import MANAGE_DOSSIERS
from agir_kernel.errors import DomainError
from agir_platform.uploads import bounded

FIELDS = ("external_id", "state", "on", "code", "starts_on", "ends_on", "amount")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@bounded(lambda: MOST_BYTES)
def listed(request: HttpRequest) -> HttpResponse:
    """Show dossiers; record by hand what the portal says, or take a file in (``act``)."""
    desk = enter(request, MANAGE_DOSSIERS)
    if request.method != "POST":
        return _listed(request, desk)
    try:
        if request.POST.get("act") == "file":
            return _file(request, desk)
        told = _told(request.POST)
        desk_may(desk, told.certification_code)
        desk_may(desk, dossiers.code_of(told.external_id), field="external_id")
        made, _verdict = dossiers.tell(told, by=desk.subject)
    except DomainError as refusal:
        return _listed(request, desk, refusal)
    return done("desk-dossier", made, word="told")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Show a dossier with its history; record a state, tie it, untie it, say it was looked at."""
    desk = enter(request, MANAGE_DOSSIERS)
    view = _theirs(desk, dossier_id)
    if request.method != "POST":
        return _one(request, desk, view)
    act = request.POST.get("act", "")
    try:
        _act(request.POST.dict(), desk, view, act)
    except DomainError as refusal:
        return _one(request, desk, dossiers.one(dossier_id), refusal)
    return done("desk-dossier", dossier_id, word=act)


def desk_may(desk: Desk, code: str | None, *, field: str = "code") -> None:
    """Raise ``FormUnfit`` where a manager of some certifications names none of theirs.

    ``None`` is of no certification yet: a dossier that is new here.
    """
    if desk.codes is not None and code is not None and code not in desk.codes:
        raise forms.FormUnfit(field=field)


def _act(form: Mapping[str, Any], desk: Desk, view: dossiers.DossierView, act: str) -> None:
    match act:
        case "tell":
            told = _told({**form, "external_id": view.external_id, "code": ""})
            dossiers.tell(told, by=desk.subject)
        case "tie":
            key = forms.key(form, "registration")
            desk_may(desk, registrations.one(key).code)
            dossiers.tie(view.id, key)
        case "untie":
            dossiers.untie(view.id)
        case "looked":
            dossiers.clear_flag(view.id)
        case _:
            raise forms.FormUnfit(field="act")


def _told(form: Mapping[str, Any]) -> dossiers.Told:
    amount = str(form.get("amount") or "").strip()
    return dossiers.Told(
        external_id=str(form.get("external_id") or ""), state=str(form.get("state") or ""),
        on=forms.needed_day(form, "on"),
        certification_code=str(form.get("code") or "").strip().upper()[:9],
        starts_on=forms.day(form, "starts_on"), ends_on=forms.day(form, "ends_on"),
        amount_minor=forms.cents(form, "amount") if amount else None,
        has_prerequisites=True if form.get("prerequisites") == "1" else None,
    )  # fmt: skip


def _file(request: HttpRequest, desk: Desk) -> HttpResponse:
    if desk.codes is not None:  # a file may name dossiers of any certification
        raise forms.FormUnfit(field="file")
    content = forms.content(request, "file", MOST_BYTES)
    told = dossiers.import_csv(content, by=desk.subject)
    if told.faults:
        return _listed(request, desk, dossiers.DossierMalformed(field=told.faults[0].field), told)
    return done("desk-dossiers", word=f"file-{told.told}")


def _theirs(desk: Desk, dossier_id: UUID) -> dossiers.DossierView:
    try:
        view = dossiers.one(dossier_id)
    except dossiers.DossierUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(view.certification_code)
    return view


def _listed(
    request: HttpRequest, desk: Desk, refusal: DomainError | None = None,
    read: dossiers.Imported | None = None,
) -> HttpResponse:  # fmt: skip
    told = request.GET.get("done", "")
    start = paging.start_of(request)
    found, count = dossiers.page(codes=desk.codes, start=start, most=paging.SIZE)
    context = {
        "dossiers": [_row(one) for one in found],
        "pages": paging.steps(start, count),
        "states": words.choices(words.DOSSIERS, request.POST.get("state", "")),
        "codes": [one.code for one in desk.certifications()],
        "form": {name: request.POST.get(name, "")[:60] for name in FIELDS},
        "faults": [{"line": one.number, "field": one.field} for one in read.faults[:50]]
        if read
        else [],
        "taken": told.removeprefix("file-") if told.startswith("file-") else "",
        "may_file": desk.codes is None,
        "is_wrong": refusal is not None,
    }
    return page(request, "dossiers.html", context, refusal)


def _row(one: dossiers.DossierView) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.external_id,
        "code": one.certification_code,
        "state": words.of(words.DOSSIERS, one.state),
        "day": forms.said(one.state_on),
        "flag": words.of(words.FLAGS, one.flag) if one.flag else "",
        "amount": forms.euros(one.amount_minor, one.currency),
        "starts": forms.said(one.starts_on),
        "ends": forms.said(one.ends_on),
        "is_tied": one.registration is not None,
    }


def _one(
    request: HttpRequest, desk: Desk, view: dossiers.DossierView,
    refusal: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    owed = duties.of([view.id])
    called = names(one.by for one in view.steps)
    context = {
        "dossier": _row(view),
        "steps": [
            {
                "state": words.of(words.DOSSIERS, one.state), "day": forms.said(one.on),
                "by": called.get(one.by, "") if one.by else "", "source": one.source,
                "is_odd": one.verdict in words.FLAGS,
            }
            for one in reversed(view.steps)
        ],
        "duties": [
            {
                "word": words.of(words.DUTIES, one.kind.value), "due": forms.said(one.due_on),
                "done": forms.said(one.done_on), "is_late": one.is_late,
            }
            for one in owed
        ],
        "states": words.choices(words.DOSSIERS),
        "registration": _registration(view),
        "untied": [] if view.registration else _untied(desk, view.certification_code),
        "form": {name: request.POST.get(name, "")[:60] for name in FIELDS},
    }  # fmt: skip
    return page(request, "dossier.html", context, refusal)


def _registration(view: dossiers.DossierView) -> dict[str, Any] | None:
    if view.registration is None:
        return None
    found = registrations.one(view.registration)
    return {
        "id": found.id, "who": names([found.subject]).get(found.subject, ""),
        "session": found.session,
        "state": words.of(words.REGISTRATIONS, found.state.value),
    }  # fmt: skip


def _untied(desk: Desk, code: str) -> list[dict[str, Any]]:
    """Return registrations that such a dossier may pay for: CPF ones of its certification."""
    ids = frozenset(one.id for one in desk.certifications() if not code or one.code == code)
    several = registrations.unpaid_by_dossier(ids)
    called = names(one.subject for one in several)
    return [
        {"value": str(one.id), "word": f"{called.get(one.subject, '')} · {one.code} · "
                                       f"{forms.said(one.made_at)}"}
        for one in several
    ]  # fmt: skip
