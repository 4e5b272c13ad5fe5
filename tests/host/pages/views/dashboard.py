"""The learner's own page: courses to resume, and the skills beside them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agir_platform.select import platform
from host.pages.progress import answers, facts_of, resume_at
from host.pages.tree import root_of


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the learner's courses, each with its resume link."""
    port = platform()
    keys = [enrolment.course_key for enrolment in port.enrolments.of_learner(request.user.pk)]
    context = {
        "name": request.user.get_full_name() or request.user.get_username(),
        "courses": [_course(request.user.pk, key) for key in keys],
    }
    return render(request, "host_pages/dashboard.html", context)


def _course(user_id: int, course_key: str) -> dict[str, Any]:
    outline = platform().courses.outline(course_key)
    root = root_of(outline)
    given = answers(user_id, course_key)
    answered = {str(state.usage_key) for state in given}
    return {
        "key": course_key,
        "title": outline.title,
        "started": bool(given),
        "resume": resume_at(root, given),
        "sentence": facts_of(root.exercises(), answered),
    }
