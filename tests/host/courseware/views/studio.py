"""A block's own form in a frame of Studio, and its handlers there.

What the block's script tells its runtime (``save``, ``cancel``, ``error``) is told to the page
around the frame: ``{type: "studio.notify", name, data}``.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import ensure_csrf_cookie
from xblock.django.request import django_to_webob_request

from host.courseware import authoring, publishing
from host.courseware.runtime import HostRuntime
from host.courseware.views import gate
from host.courseware.views.handler import as_json, run
from host.courseware.views.page import page_of


@ensure_csrf_cookie
@xframe_options_sameorigin
def frame(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponse:
    """Show the block's ``studio_view``."""
    visit = gate.enter_studio(request, usage_key)
    runtime = HostRuntime(visit.key.context_key, visit.user, is_staff=True, in_studio=True)
    block = runtime.block(visit.key)
    if visit.row.course.key != course_key or not hasattr(block, "studio_view"):
        raise Http404(_("This block has no form of its own here."))
    fragment = block.render("studio_view", {})
    titles = {"title": visit.row.title, "course_title": visit.row.course.title}
    context = {"fragment": fragment, **titles, "in_studio": True}
    return render(request, "host_courseware/frame.html", page_of(context))


def handler(request: HttpRequest, usage_key: str, name: str, suffix: str = "") -> HttpResponse:
    """Run a handler for the course team; a change is published at once."""
    return as_json(lambda: _author(request, usage_key, name, suffix))


def _author(request: HttpRequest, usage_key: str, name: str, suffix: str) -> HttpResponse:
    visit = gate.enter_studio(request, usage_key)
    runtime = HostRuntime(visit.key.context_key, visit.user, is_staff=True, in_studio=True)
    block = runtime.block(visit.key)
    answer = run(runtime, block, name, django_to_webob_request(request), suffix)
    authoring.keep_up(visit.row, block)
    if request.method != "GET":
        publishing.publish(visit.row.course, visit.row.parent)
    return answer
