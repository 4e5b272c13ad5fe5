"""What is in this course, and where was I?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from agir_platform.ports import CourseUnknown
from agir_platform.select import platform
from host.courseware.models import BlockRow
from host.pages.gate import is_course_staff, learners_only
from host.pages.progress import answers, facts_of, resume_at, state_of
from host.pages.tree import Node, root_of


@learners_only
def outline(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show sections, subsections and units, with what was answered."""
    course = outline_or_404(course_key)
    root = root_of(course)
    given = answers(request.user.pk, course_key)
    answered = {str(state.usage_key) for state in given}
    formats = dict(
        BlockRow.objects.filter(course__key=course_key, graded=True)
        .exclude(format="")
        .values_list("usage_key", "format")
    )
    context = {
        "course_key": course_key,
        "title": course.title,
        "staff": is_course_staff(request, course_key),
        "started": bool(given),
        "resume": resume_at(root, given),
        "sections": [_section(node, answered, formats) for node in root.children],
    }
    return render(request, "host_pages/outline.html", context)


def outline_or_404(course_key: str) -> Any:
    """Return the outline of the course; raise ``Http404`` when there is no such course."""
    try:
        return platform().courses.outline(course_key)
    except CourseUnknown as unknown:
        raise Http404(str(unknown)) from unknown


def _section(node: Node, answered: set[str], formats: dict[str, str]) -> dict[str, Any]:
    parts = [
        {
            "title": part.block.title,
            "graded": formats.get(part.block.usage_key, ""),
            "units": [_unit(unit, answered) for unit in part.units()],
        }
        for part in node.children
    ]
    return {"title": node.block.title, "parts": parts}


def _unit(node: Node, answered: set[str]) -> dict[str, str]:
    exercises = node.exercises()
    return {
        "usage_key": node.block.usage_key,
        "title": node.block.title,
        "state": state_of(exercises, answered),
        "facts": facts_of(exercises, answered),
    }
