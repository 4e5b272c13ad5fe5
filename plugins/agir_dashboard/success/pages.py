"""The reports as pages and files: whole without JavaScript, kept by no cache."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agir_competencies.api import indicators
from agir_dashboard.success import changes, courses, matrix, report
from agir_dashboard.success.doors import for_course_team, for_operators
from agir_platform import documents
from agir_platform.documents import sheets

SUMMARY_SKILLS: Final = 8  # on one sheet


@for_course_team
def course(request: HttpRequest, course_key: str, title: str) -> HttpResponse:
    """Show a course's report to its team."""
    found = indicators.report(course_key, audience="team", language=_language())
    context = report.context(found) | changes.context(course_key, request.GET)
    if not context["empty"]:
        context |= {
            "matrix": matrix.context(course_key, request.GET.get("after", ""), _language()),
            "levels": matrix.levels(),
        }
    address = {"args": [course_key]}
    context |= {
        "title": title,
        "summary_url": reverse("agir_dashboard:success-summary", **address),
        "indicators_url": reverse("agir_dashboard:success-csv", **address),
        "map_url": reverse("agir_dashboard:competency-map", **address),
    }
    return _page(request, "success.html", context)


@for_course_team
def summary(request: HttpRequest, course_key: str, title: str) -> HttpResponse:
    """Return one page to keep or to hand on: what may leave the course team, and no name."""
    found = indicators.report(course_key, audience="public", language=_language())
    context = report.context(found) | {"title": title}
    kept = [row.id for row in found.indicators if row.status != "no_data"]
    context["lines"] = [line for line in context["lines"] if line.id in kept]
    more = len(context["skills"]) - SUMMARY_SKILLS
    context["skills"] = context["skills"][:SUMMARY_SKILLS]
    context["more_skills"] = _("Skills not on this page: %(count)s.") % {"count": more}
    if more <= 0:
        context["more_skills"] = ""
    template = "agir_dashboard/success_summary.html"
    return documents.answer(
        lambda is_pdf: render_to_string(template, context | {"is_pdf": is_pdf}),
        f"success-{course_key}",
    )


@for_course_team
def indicators_file(request: HttpRequest, course_key: str, title: str) -> HttpResponseBase:
    """Return the indicators as a file, as they may leave the course team."""
    found = indicators.report(course_key, audience="public", language=_language())
    return sheets.answer(_indicator_rows(found), f"success-{course_key}")


@for_course_team
def matrix_file(request: HttpRequest, course_key: str, title: str) -> HttpResponseBase:
    """Return every learner's standing as a file, for the course team alone."""
    return sheets.answer(matrix.rows(course_key, _language()), f"learners-{course_key}")


@for_operators
def every_course(request: HttpRequest) -> HttpResponse:
    """Show all courses to who runs the site."""
    found = indicators.report(None, audience="public", language=_language())
    page = courses.page(request.GET.get("after", ""))
    context = report.context(found) | {
        "columns": courses.titles(found),
        "courses": page.rows,
        "next_url": f"?{urlencode({'after': page.next})}" if page.next else "",
        "csv_url": reverse("agir_dashboard:success-all-csv"),
    }
    return _page(request, "success_all.html", context)


@for_operators
def courses_file(request: HttpRequest) -> HttpResponseBase:
    """Return a row a course as a file, read as it leaves."""
    return sheets.answer(courses.file_rows(_language()), "success-courses")


def _indicator_rows(found: indicators.Report) -> list[list[Any]]:
    """Return one line an indicator, then two a skill; figures with a point, shares 0 to 1."""
    rows = [
        [
            _("Indicator"), _("Skill"), _("Version"), _("Numerator"), _("Denominator"),
            _("Value"), _("Low"), _("High"), _("Coverage"), _("Status"),
        ]
    ]  # fmt: skip
    rows += [_figures(row, "") for row in found.indicators]
    for one in found.competencies:
        rows += [_figures(one.attainment, one.label), _figures(one.reach, one.label)]
    return rows


def _figures(row: indicators.Row, skill: str) -> list[Any]:
    status = "" if row.is_shown else report.hidden(row)
    figures = (row.numerator, row.n, row.value, row.low, row.high, row.coverage)
    shown = figures if row.is_shown else (None,) * len(figures)
    return [row.title, skill, row.version, *shown, status]


def _language() -> str:
    return get_language() or "en"


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, f"agir_dashboard/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
