"""Which courses are there?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agir_platform import contexts
from agir_platform.select import platform
from host.courseware.models import Course


def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every course, those of the visitor marked."""
    mine: set[str] = set()
    if request.user.is_authenticated:
        enrolments = platform().enrolments.of_learner(request.user.pk)
        mine = {enrolment.course_key for enrolment in enrolments}
    cards = [
        {"course": course, "enrolled": str(course.key) in mine}
        for course in Course.objects.order_by("title")
    ]
    context = {"cards": cards, "commons": contexts.is_on("catalogue")}
    return render(request, "host_pages/catalogue.html", context)
