"""Reports of impact, for the organisation that they are about, and for who runs the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agir_kernel.errors import DomainError
from agir_platform import themes
from agir_platform.documents import sheets
from agir_platform.permissions import may
from agir_platform.select import platform
from agir_sponsorship.api import impact, organisations
from agir_sponsorship.pages.seats.answering import page, user_id
from agir_sponsorship.permissions import SEE_IMPACT


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listed(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Show the reports of an organisation; make today's."""
    _ensure_theirs(request, organisation)
    name = _name(organisation)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            made = impact.make(organisation, language=get_language() or "")
            return redirect("agir_sponsorship:impact", report_id=made.id)
        except DomainError as told:
            refusal = told
    context = {
        "name": name,
        "reports": [{"id": one.id, "day": _day(one.day)} for one in impact.reports(organisation)],
    }
    return page(request, "impact/list.html", context, refusal)


@require_safe
@login_required
def one(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a report."""
    view = _theirs(request, report_id)
    told = view.figures
    context = {
        "id": view.id,
        "organisation": view.organisation,
        "name": _name(view.organisation),
        "day": _day(view.day),
        "k": view.k,
        "sha256": view.sha256,
        "method": told["method"],
        "seats": told["seats"]["learners"],
        "courses": [_course(one) for one in told["courses"]],
        "campaigns": [
            {
                "title": one["title"],
                "milestones": [
                    {
                        "title": step["title"],
                        "word": _milestone(step["state"]),
                        "evidence_url": step.get("evidence_url", ""),
                    }
                    for step in one["milestones"]
                ],
            }
            for one in told["campaigns"]
        ],
        "themes": _themes(told),
    }
    return page(request, "impact/report.html", context)


@require_safe
@login_required
def file(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """Return a report as CSV."""
    view = _theirs(request, report_id)
    return sheets.answer(_rows(view), f"impact-{view.day.isoformat()}")


@require_safe
@login_required
def data(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Return a report as JSON: what was hashed, and its fingerprint."""
    view = _theirs(request, report_id)
    body = {
        "day": view.day.isoformat(), "k": view.k, "sha256": view.sha256, "figures": view.figures,
    }  # fmt: skip
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, no-store"
    return response


def _theirs(request: HttpRequest, report_id: UUID) -> impact.ImpactView:
    """Return a report that the visitor may read; whose it is is not told to others."""
    _ensure_role(request)
    try:
        view = impact.report(report_id)
    except impact.ImpactUnknown as unknown:
        raise Http404 from unknown
    _ensure_theirs(request, view.organisation)
    return view


def _ensure_theirs(request: HttpRequest, organisation: UUID) -> None:
    _ensure_role(request)
    user = user_id(request)
    if platform().access.is_operator(user):
        return
    if organisation not in {view.uuid for view, _role in organisations.of_user(user)}:
        raise Http404


def _ensure_role(request: HttpRequest) -> None:
    if not may(request.user, SEE_IMPACT):
        raise PermissionDenied(_("This page is for organisations that sponsor. Ask the team."))


def _course(one: dict[str, Any]) -> dict[str, Any]:
    published = one["published_on"]
    return {
        **one,
        "day": _day(date.fromisoformat(published)) if published else "",
        "indicators": [
            {
                "title": row["title"],
                "value": _("not told") if row["value"] is None else _figure(row["value"]),
                "n": _("not told") if row["n"] is None else row["n"],
            }
            for row in one["indicators"]
        ],
    }


def _rows(view: impact.ImpactView) -> Iterator[list[Any]]:
    yield [_("What"), _("Of what"), _("Value"), "n", _("Day")]
    told = view.figures
    yield [_("Fees paid"), "", told["seats"]["learners"], "", view.day.isoformat()]
    for theme in _themes(told):
        yield [_("Theme"), theme, "", "", view.day.isoformat()]
    for campaign in told["campaigns"]:
        for step in campaign["milestones"]:
            name = f"{campaign['title']}: {step['title']}"
            yield [_("Milestone"), name, _milestone(step["state"]), "", view.day.isoformat()]
    for course in told["courses"]:
        day, name = course["published_on"], course["title"]
        yield [_("Enrolled learners"), name, course["enrolled"], "", day]
        yield [_("Active learners"), name, course["active"], "", day]
        for row in course["competencies"]:
            yield [_("Skill gained"), f"{name}: {row['label']}", row["gained"], row["tried"], day]
        for row in course["indicators"]:
            yield [row["title"], name, row["value"], row["n"], day]
    yield [_("Method"), told["method"], view.k, "", view.sha256]


def _themes(told: dict[str, Any]) -> list[str]:
    """Return what the themes of a report are called; narrower ones have no name here."""
    mine = set(told.get("themes", ()))
    return [one.name for one in themes.named() if one.theme in mine]


def _figure(value: str) -> str:
    return formats.number_format(value, 2)


def _milestone(state: str) -> str:
    words = {
        "planned": pgettext("milestone", "planned"),
        "reached": pgettext("milestone", "reached"),
        "evidence_filed": pgettext("milestone", "shown, to be accepted"),
        "accepted": pgettext("milestone", "accepted"),
        "released": pgettext("milestone", "accepted and paid"),
        "missed": pgettext("milestone", "missed"),
    }
    return words.get(state) or pgettext("milestone", "given up")


def _name(organisation: UUID) -> str:
    try:
        return organisations.organisation(organisation).told.public_name
    except DomainError as unknown:
        raise Http404 from unknown


def _day(when: date) -> str:
    return formats.date_format(when, "DATE_FORMAT")
