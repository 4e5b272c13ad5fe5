"""The map of a course as pages and a file: whole without JavaScript, kept by no cache."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agir_competencies import api as competencies
from agir_competencies.api import authoring
from agir_competencies.api.authoring import CourseMap
from agir_dashboard.competency_map import filters, one, shown, words
from agir_dashboard.competency_map.doors import answer, for_course_team, language
from agir_dashboard.competency_map.grid import Tree
from agir_platform.documents import sheets
from agir_platform.select import platform

MOST_FOUND: Final = 30


@for_course_team()
def course_map(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show competencies by units, and what stands where."""
    found = authoring.course_map(course_key, language=language())
    context = shown.frame(course_key, found.title, "competency-map")
    return answer(request, "map.html", context | shown.page(found, filters.asked(request.GET)))


@for_course_team()
def map_file(request: HttpRequest, course_key: str) -> HttpResponseBase:
    """Return a line a link as a file."""
    found = authoring.course_map(course_key, language=language())
    return sheets.answer(_rows(found), f"competencies-{course_key}")


@for_course_team()
def findings(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show what is to be mended, worst first."""
    found = authoring.course_map(course_key, language=language())
    context = shown.frame(course_key, found.title, "competency-findings")
    context |= {
        "groups": list(shown.by_code(found)),
        "counts": shown.counts(found.findings),
        "is_empty": not found.lines,
    }
    return answer(request, "map_findings.html", context)


@for_course_team()
def competency(request: HttpRequest, course_key: str, competency: UUID) -> HttpResponse:
    """Show one competency of the course, place by place, with what can be done there."""
    return one.page(request, course_key, competency)


@for_course_team()
def find(request: HttpRequest, course_key: str) -> HttpResponse:
    """Look for a competency of any framework, to link it in this course."""
    course = platform().courses.outline(course_key)
    asked = request.GET.get("q", "").strip()[:100]
    found = competencies.find_competencies(search=asked, language=language(), limit=MOST_FOUND + 1)
    context = shown.frame(course_key, course.title, "competency-find")
    context |= {
        "asked": asked,
        "found": [
            {
                "label": view.label,
                "about": view.statement if view.statement != view.label else "",
                "code": view.code,
                "framework": view.framework_title,
                "url": shown.address("competency-one", course_key, view.identifier),
            }
            for view in (found[:MOST_FOUND] if asked else ())
        ],
        "has_more": len(found) > MOST_FOUND,
    }
    return answer(request, "map_find.html", context)


@for_course_team()
def block(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponseBase:
    """Go to where a block of the course is met; 404 for one that is not in it."""
    outline = platform().courses.outline(course_key)
    known = {course_key, *(block.usage_key for block in outline.blocks)}
    if usage_key not in known:
        raise Http404
    asked = outline.blocks[0].usage_key if usage_key == course_key else usage_key
    where = platform().courses.url_of(asked)
    if not where:
        raise Http404
    return redirect(where)


def _rows(found: CourseMap) -> Iterator[list[Any]]:
    """Return the lines of the file; their words are looked up now, not while they leave."""
    head = [
        _("Competency"), _("Identifier"), _("Framework"), _("Section"), _("Place"), _("Block"),
        _("Key"), _("Link"), _("Weight"), _("Gives evidence"), _("To mend"),
    ]  # fmt: skip
    tree = Tree(found)
    kinds = {tie.kind: words.kind(tie.kind) for line in found.lines for tie in line.ties}
    return _lines(head, found, tree, kinds | {"yes": _("yes"), "no": _("no")})


def _lines(
    head: list[str], found: CourseMap, tree: Tree, said: dict[str, str]
) -> Iterator[list[Any]]:
    yield head
    titles = {block.key: block.title for block in found.blocks}
    for line in found.lines:
        codes = ", ".join(sorted({finding.code for finding in line.findings}))
        for tie in line.ties:
            yield [
                line.label,
                str(line.identifier),
                line.framework_title,
                titles.get(tree.section_of(tie.object_key), ""),
                titles.get(tree.home(tie.object_key), ""),
                tie.title,
                tie.object_key,
                said[tie.kind],
                tie.weight,
                said["yes" if tie.gives else "no"],
                codes,
            ]
