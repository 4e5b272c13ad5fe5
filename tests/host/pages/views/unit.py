"""One unit: its blocks in an iframe, as the learning front end shows them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from host.courseware import completion
from host.pages.gate import learners_only, readers
from host.pages.tree import Place, place_of, root_of
from host.pages.views.outline import outline_or_404


@readers
def unit(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponse:
    """Show the unit between its neighbours."""
    course = outline_or_404(course_key)
    context = {
        "course_key": course_key,
        "course_title": course.title,
        "place": _place(course, usage_key),
        "frame": f"/xblock/{usage_key}",
    }
    return render(request, "host_pages/unit.html", context)


@require_POST
@learners_only
def seen(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponse:
    """Note that the texts of the unit were on screen; scored blocks note themselves."""
    place = _place(outline_or_404(course_key), usage_key)
    texts = [node.block for node in place.unit.walk() if node.block.block_type == "html"]
    for block in texts:
        completion.complete(request.user, block.usage_key)
    return JsonResponse({"completed": [block.usage_key for block in texts]})


def _place(course: object, usage_key: str) -> Place:
    place = place_of(root_of(course), usage_key)
    if place is None:
        raise Http404(_("This course has no such unit."))
    return place
