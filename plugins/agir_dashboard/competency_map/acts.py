"""What can be done to a competency of a course: put, weigh, take off, and take back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode

from agir_competencies.api import links
from agir_dashboard.competency_map import one, refusals, shown, undoing, words
from agir_dashboard.competency_map.doors import for_course_team
from agir_dashboard.competency_map.undoing import Note
from agir_kernel.errors import DomainError
from agir_platform.select import platform

Act = Callable[[HttpRequest, str, UUID, str], Note | None]


def _acted(act: Act) -> Callable[..., HttpResponseBase]:
    """Let the team do ``act`` on the block that the form names, then see it done.

    The block has to be in the very course whose team the person is in.
    """

    @for_course_team("POST")
    def acting(request: HttpRequest, course_key: str, competency: UUID) -> HttpResponseBase:
        object_key = request.POST.get("object", "")
        outline = platform().courses.outline(course_key)
        if object_key not in {course_key, *(block.usage_key for block in outline.blocks)}:
            told = refusals.of("object_unknown", {"object_key": object_key[:255]})
            return one.page(request, course_key, competency, told, 404)
        try:
            note = act(request, course_key, competency, object_key)
        except DomainError as refusal:
            told = refusals.sentence(refusal)
            return one.page(request, course_key, competency, told, refusals.status(refusal))
        where = shown.address("competency-one", course_key, competency)
        return redirect(f"{where}?{urlencode({'done': undoing.written(note)})}" if note else where)

    return acting


@_acted
def put(request: HttpRequest, course_key: str, competency: UUID, object_key: str) -> Note | None:
    """Put the competency on the scored blocks of a unit."""
    found = links.put_on_scored_blocks(object_key, competency)
    return Note(course_key, str(competency), "put", found.objects) if found.objects else None


@_acted
def promise(
    request: HttpRequest, course_key: str, competency: UUID, object_key: str
) -> Note | None:
    """Promise the competency on the course, a section or a unit."""
    found = links.set_link(object_key, competency, kind="promise")
    return Note(course_key, str(competency), "put", (object_key,)) if found.any else None


@_acted
def weigh(request: HttpRequest, course_key: str, competency: UUID, object_key: str) -> Note | None:
    """Choose the kind and the weight of a link; what is left as it is stays unchosen."""
    view = undoing.found(course_key, competency, object_key)
    if view is None:
        raise Http404
    kind, weight = request.POST.get("kind", ""), words.typed(request.POST.get("weight", ""))
    part = request.POST.get("part", "").strip()[:255]
    before = undoing.chosen(view)
    found = links.set_link(
        object_key,
        competency,
        kind=view.chosen_kind if kind == view.kind else kind,
        weight=view.chosen_weight if weight == view.weight else weight,
        part=part,
    )
    if not found.any:
        return None
    now = undoing.chosen(undoing.found(course_key, competency, object_key))
    return Note(course_key, str(competency), "set", (object_key,), *before, now)


@_acted
def take_off(
    request: HttpRequest, course_key: str, competency: UUID, object_key: str
) -> Note | None:
    """Take the competency off a block; evidence stays."""
    before = undoing.chosen(undoing.found(course_key, competency, object_key))
    found = links.take_off(course_key, competency, [object_key])
    if not found.any:
        return None
    return Note(course_key, str(competency), "off", (object_key,), *before)


@for_course_team("POST")
def undo(request: HttpRequest, course_key: str, competency: UUID) -> HttpResponseBase:
    """Take back what a note says was done."""
    note = undoing.read(request.POST.get("done", ""), course_key, competency)
    try:
        if note is None:
            raise refusals.UndoTooLate
        undoing.take_back(note)
    except DomainError as refusal:
        told = refusals.sentence(refusal)
        return one.page(request, course_key, competency, told, refusals.status(refusal))
    return redirect(shown.address("competency-one", course_key, competency))
