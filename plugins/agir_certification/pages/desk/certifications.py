"""Which certifications the site leads to, as whom, by which courses, and who manages them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from agir_certification.api import managers, repertoire
from agir_certification.pages.desk import forms, words
from agir_certification.pages.desk.answering import (
    Desk,
    certification,
    done,
    enter,
    names,
    page,
)
from agir_certification.permissions import DO_DUTIES, GRANT_MANAGERS, MANAGE_REPERTOIRE
from agir_certification.repertoire.keeping import CertificationView
from agir_kernel.errors import DomainError

IDENTIFIERS = (
    "certifier_name", "certifier_siret", "client_id", "certifier_client_id", "contract_id",
)  # fmt: skip
MOST = {"certifier_name": 255, "certifier_siret": 20, "client_id": 8, "certifier_client_id": 8,
        "contract_id": 20}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Show the visitor's certifications; an operator adds one."""
    if request.method == "POST":
        enter(request, MANAGE_REPERTOIRE)
    desk = enter(request, DO_DUTIES)
    refusal: DomainError | None = None
    if request.method == "POST":
        form = request.POST
        try:
            role = forms.word(form, "role", repertoire.Role)
            made = repertoire.add(form.get("code", ""), form.get("title", ""), role)
            return done("desk-certification", repertoire.one(made).code, word="added")
        except DomainError as told:
            refusal = told
    context = {
        "certifications": [_row(one) for one in desk.certifications()],
        "roles": words.choices(words.ROLES, request.POST.get("role", "")),
        "is_operator": desk.is_operator,
        "form": {name: request.POST.get(name, "")[:800] for name in ("code", "title")},
        "is_wrong": refusal is not None,
    }
    return page(request, "certifications.html", context, refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show a certification; an operator changes what is kept of it (``act``)."""
    if request.method == "POST":
        enter(request, MANAGE_REPERTOIRE)
    desk = enter(request, DO_DUTIES)
    view = certification(desk, code)
    if request.method != "POST":
        return _one(request, desk, view)
    act = request.POST.get("act", "")
    try:
        _act(request, desk, view.id, act)
    except DomainError as refusal:
        return _one(request, desk, certification(desk, code), refusal)
    return done("desk-certification", view.code, word=act)


def _act(request: HttpRequest, desk: Desk, key: UUID, act: str) -> None:
    form = request.POST
    course, bloc = form.get("course", "").strip()[:255], form.get("bloc", "")
    match act:
        case "role":
            repertoire.set_role(key, forms.word(form, "role", repertoire.Role))
        case "identify":
            told = {name: form.get(name, "").strip()[: MOST[name]] for name in IDENTIFIERS}
            repertoire.identify(key, repertoire.Identifiers(**told))
        case "offer":
            url = form.get("url", "").strip()[:500]
            if url and not url.startswith("https://"):
                raise forms.FormUnfit(field="url")
            repertoire.look_at_offer(key, url, forms.day(form, "on"), by=desk.subject)
        case "link" if course:
            repertoire.link_course(key, course, bloc=bloc)
        case "unlink":
            repertoire.unlink_course(key, course, bloc=bloc)
        case "grant":
            enter(request, GRANT_MANAGERS)
            managers.grant(form.get("name", ""), key, by=desk.subject)
        case "end":
            enter(request, GRANT_MANAGERS)
            managers.end(forms.whole(form, "manager"), by=desk.subject)
        case _:
            raise forms.FormUnfit(field="act")


def _row(one: CertificationView) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "role": words.of(words.ROLES, one.role.value),
        "role_key": one.role.value,
        "hindrances": [words.of(words.HINDRANCES, found.value) for found in one.hindrances],
        "online_since": forms.said(one.online_since),
        "offer_url": one.offer_url,
        "offer_checked": forms.said(one.offer_checked_on),
        "sheet_checked": forms.said(one.sheet_checked_on),
        "habilitation_checked": forms.said(one.habilitation_checked_on),
        "valid_until": forms.said(one.valid_until),
        "ends_soon": one.ends_soon,
        "blocs": len(one.blocs),
        "courses": len(one.course_keys),
    }


def _one(
    request: HttpRequest, desk: Desk, view: CertificationView, refusal: DomainError | None = None
) -> HttpResponse:
    known = [one for one in managers.living() if one.certification in (None, view.id)]
    called = names(one.subject for one in known)
    context = {
        "one": _row(view),
        "identifiers": {name: getattr(view, name) for name in IDENTIFIERS},
        "roles": words.choices(words.ROLES, view.role.value),
        "blocs": [
            {"code": bloc.code, "title": bloc.title, "courses": bloc.courses} for bloc in view.blocs
        ],
        "courses": view.courses,
        "managers": [
            {
                "id": one.id, "who": called.get(one.subject, ""),
                "of_all": one.certification is None, "since": forms.said(one.granted_at),
            }
            for one in known
        ],
        "is_operator": desk.is_operator,
        "form": {name: request.POST.get(name, "")[:500] for name in ("course", "url", "name")},
    }  # fmt: skip
    return page(request, "certification.html", context, refusal)
