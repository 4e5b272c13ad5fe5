"""Edit a block in its own form; add one of the suite's to a unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agir_platform.ports import Block
from host.courseware import authoring
from host.pages.gate import course_staff_only
from host.pages.tree import root_of
from host.pages.views.outline import outline_or_404
from host.studio.blocks import is_editable, kind_of, own_blocks

CARD = "agir-competency"  # where a form says no other


@course_staff_only
def edit(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponse:
    """Show the block's own form in a frame; the page hears when it is saved or left."""
    block = _block(course_key, usage_key)
    if not is_editable(block.block_type):
        raise Http404(_("This block has no form of its own here."))
    context = {
        "course_key": course_key,
        "edited": block,
        "frame": f"/studio/{course_key}/frame/{usage_key}/",
    }
    return render(request, "host_studio/edit.html", context)


@require_POST
@course_staff_only
def add(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponse:
    """Add one of the suite's blocks at the end of the unit, and go to its form."""
    unit = _block(course_key, usage_key)
    if unit.level != "unit":
        raise Http404(_("A block is added to a unit."))
    asked = request.POST.get("block_type", CARD)
    if asked not in dict(own_blocks()):
        raise Http404(_("This block cannot be added here."))
    added = authoring.add_block(unit.usage_key, asked)
    messages.success(
        request, _("Added to the unit: %(block)s. Fill in its form.") % {"block": kind_of(asked)}
    )
    return redirect("host_studio:edit", course_key=course_key, usage_key=str(added))


def _block(course_key: str, usage_key: str) -> Block:
    for node in root_of(outline_or_404(course_key)).walk():
        if node.block.usage_key == usage_key:
            return node.block
    raise Http404(_("This course has no such block."))
