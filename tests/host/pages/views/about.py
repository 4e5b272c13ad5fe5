"""What is this course, and how does one enter it?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agir_platform import sponsors
from agir_platform.select import platform
from host.courseware import enrolment
from host.courseware.enrolment import EnrolmentRefused
from host.courseware.models import Course
from host.pages.gate import is_course_staff, is_public
from host.pages.promise import aims_of
from host.pages.tree import root_of


def about(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show the course to anybody, with the way in that suits the visitor."""
    return _page(request, get_object_or_404(Course, key=course_key))


@require_POST
@login_required
def enrol(request: HttpRequest, course_key: str) -> HttpResponse:
    """Enrol the visitor; a refusal by a filter is told on the course's page."""
    course = get_object_or_404(Course, key=course_key)
    try:
        enrolment.enrol(request.user, course)
    except EnrolmentRefused as refusal:
        return _page(request, course, refusal=str(refusal))
    return redirect("host_pages:outline", course_key=course_key)


@require_POST
@login_required
def unenrol(request: HttpRequest, course_key: str) -> HttpResponse:
    """Take the visitor out of the course; what was learnt stays."""
    course = get_object_or_404(Course, key=course_key)
    try:
        enrolment.unenrol(request.user, course)
    except EnrolmentRefused as refusal:
        return _page(request, course, refusal=str(refusal))
    return redirect("host_pages:about", course_key=course_key)


def _page(request: HttpRequest, course: Course, refusal: str = "") -> HttpResponse:
    port = platform()
    key = str(course.key)
    root = root_of(port.courses.outline(key))
    context = {
        "course": course,
        "refusal": refusal,
        "staff": request.user.is_authenticated and is_course_staff(request, key),
        "enrolled": request.user.is_authenticated
        and port.enrolments.is_enrolled(request.user.pk, key),
        "units": root.units(),
        "exercises": root.exercises(),
        "sections": [{"block": node.block, "units": node.units()} for node in root.children],
        "aims": aims_of(key),
        "sponsors": sponsors.of(key),
        "is_public": is_public(key),
    }
    return render(request, "host_pages/about.html", context, status=403 if refusal else 200)
