"""Which courses may I edit, and what is in this one?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agir_platform.select import platform
from host.pages.gate import course_staff_only, is_author, is_course_staff
from host.pages.tree import Node, root_of
from host.pages.views.outline import outline_or_404
from host.studio.blocks import is_editable, kind_of, own_blocks
from host.studio.tags import counts


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List the courses whose team the visitor is in."""
    if not is_author(request):
        raise PermissionDenied(_("Studio is for course teams. Ask one for access."))
    courses = [
        {"key": key, "title": platform().courses.outline(key).title}
        for key in platform().courses.keys()  # noqa: SIM118, the port is no mapping
        if is_course_staff(request, key)
    ]
    return render(request, "host_studio/home.html", {"courses": courses})


@course_staff_only
def outline(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show the course as a tree, each block with its tags and what may be done to it."""
    course = outline_or_404(course_key)
    context = {
        "course_key": course_key,
        "title": course.title,
        "own_blocks": own_blocks(),
        "root": _node(root_of(course), counts(course_key), course_key),
    }
    return render(request, "host_studio/outline.html", context)


def _node(node: Node, tags: dict[str, int], object_key: str = "") -> dict[str, Any]:
    block = node.block
    key = object_key or block.usage_key
    return {
        "block": block,
        "kind": kind_of(block.block_type),
        "object_key": key,
        "tags": tags.get(key, 0),
        "editable": block.level == "leaf" and is_editable(block.block_type),
        "children": [_node(child, tags) for child in node.children],
    }
