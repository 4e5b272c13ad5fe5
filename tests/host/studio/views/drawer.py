"""The tag drawer of one object of a course."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from host.pages.gate import course_staff_only
from host.pages.tree import root_of
from host.pages.views.outline import outline_or_404
from host.studio.tags import drawer


@course_staff_only
def tags(request: HttpRequest, course_key: str, object_key: str) -> HttpResponse:
    """Show every taxonomy with the object's tags checked; saving is a PUT to the tagging API."""
    course = outline_or_404(course_key)
    title = course.title
    level = "course"
    if object_key != course_key:
        found = [n.block for n in root_of(course).walk() if n.block.usage_key == object_key]
        if not found:
            raise Http404(_("This course has no such block."))
        title, level = found[0].title, "leaf" if found[0].is_scored else found[0].level
    context = {
        "course_key": course_key,
        "object_key": object_key,
        "object_title": title,
        "level": level,
        "taxonomies": drawer(object_key),
        "save_to": f"/api/content_tagging/v1/object_tags/{object_key}/",
    }
    return render(request, "host_studio/tags.html", context)
