"""One block, or a whole unit, in a page of its own for an iframe."""

from __future__ import annotations

import logging
from random import Random
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import ensure_csrf_cookie
from opaque_keys.edx.keys import UsageKey
from openedx_filters.learning.filters import (
    RenderXBlockStarted,
    VerticalBlockChildRenderStarted,
    VerticalBlockRenderCompleted,
)
from web_fragments.fragment import Fragment

from host.courseware.models import BlockRow
from host.courseware.runtime import HostRuntime
from host.courseware.runtime.types import is_known
from host.courseware.views import gate
from host.courseware.views.page import page_of

log = logging.getLogger(__name__)


@ensure_csrf_cookie
@xframe_options_sameorigin
def block(request: HttpRequest, usage_key: str) -> HttpResponse:
    """Show the block to whoever may enter its course; visitors see what it has for them."""
    try:
        visit = gate.enter(request, usage_key, visitors=True)
    except PermissionDenied:
        if not request.user.is_authenticated:
            return redirect(f"/login/?next={request.path}")
        raise
    runtime = HostRuntime(visit.key.context_key, visit.user, is_staff=visit.is_staff)
    fragment = _content(runtime, visit.row)
    titles = {"title": visit.row.title, "course_title": visit.row.course.title}
    context, _view = _filtered({"fragment": fragment, **titles})
    return render(request, "host_courseware/frame.html", page_of(context))


def _filtered(context: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Run the platform's filter on the page's context."""
    found: Any = RenderXBlockStarted.run_filter(context=context, student_view_context={})
    return found if found and found[0] is not None else (context, {})


def _content(runtime: HostRuntime, row: BlockRow) -> Fragment:
    """Return a leaf's view, or those of all that a container holds."""
    if row.level == "leaf" and row.block_type != "library_content":
        return _leaf(runtime, row)
    leaves = leaves_of(row, runtime.user_id)
    runtime.store.prefetch([leaf.usage_key for leaf in leaves], runtime.user_id)
    together = Fragment()
    for leaf in leaves:
        VerticalBlockChildRenderStarted.run_filter(block=leaf, context={})
        part = _leaf(runtime, leaf)
        together.add_content(render_to_string("host_courseware/leaf.html", _shown(leaf, part)))
        together.add_fragment_resources(part)
    if row.level == "unit":
        ended: Any = VerticalBlockRenderCompleted.run_filter(
            block=row, fragment=together, context={}, view="student_view"
        )
        return ended[1] if ended and ended[1] is not None else together
    return together


def leaves_of(row: BlockRow, user_id: int | None) -> list[BlockRow]:
    """Return the leaves below a container; a library gives each learner their own choice.

    The choice is drawn once from the learner's id, so that it stays the same.
    """
    found: list[BlockRow] = []
    for child in row.children.order_by("position", "pk"):
        if child.block_type == "library_content":
            found.extend(_drawn(child, user_id))
        elif child.level == "leaf":
            found.append(child)
        else:
            found.extend(leaves_of(child, user_id))
    return found if row.block_type != "library_content" else _drawn(row, user_id)


def _drawn(library: BlockRow, user_id: int | None) -> list[BlockRow]:
    children = list(library.children.order_by("position", "pk"))
    count = min(int(1 if library.weight is None else library.weight), len(children))
    if count < 0:
        return children
    return Random(f"{library.usage_key}:{user_id}").sample(children, count)


def _shown(leaf: BlockRow, part: Fragment) -> dict[str, Any]:
    return {"leaf": leaf, "body": part.body_html()}


def _leaf(runtime: HostRuntime, row: BlockRow) -> Fragment:
    if not is_known(row.block_type):
        return Fragment(
            render_to_string(
                "host_courseware/unknown.html",
                {"sentence": _("This content cannot be shown here."), "type": row.block_type},
            )
        )
    found = runtime.block(UsageKey.from_string(row.usage_key))
    if runtime.user is None:
        return _visited(found)
    return found.render("student_view", {"username": getattr(runtime.user, "username", "")})


def _visited(found: Any) -> Fragment:
    """Return what a block shows to somebody without an account."""
    if hasattr(found, "public_view"):
        return found.render("public_view", {})
    told = _("Sign in and enrol to see this part.")
    return Fragment(
        render_to_string("host_courseware/unknown.html", {"sentence": told, "type": ""})
    )
