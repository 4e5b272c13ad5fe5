"""One competency of a course: what is promised and assessed, place by place, and what to do."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from agir_competencies.api import authoring
from agir_competencies.api.authoring import BlockView, CourseMap, LineView, TieView
from agir_dashboard.competency_map import grid, shown, undoing, words
from agir_dashboard.competency_map.doors import answer, language
from agir_dashboard.competency_map.grid import Tree

PARTS: Final = ("ora_criterion", "lti_lineitem")


def page(
    request: HttpRequest, course_key: str, competency: UUID, error: str = "", status: int = 200
) -> HttpResponse:
    """Show one competency, linked here or not; 404 for one that is nowhere."""
    found = authoring.course_map(course_key, language=language(), also=[competency])
    line = next((line for line in found.lines if line.identifier == competency), None)
    if line is None:
        raise Http404
    context = shown.frame(course_key, found.title, "")
    context |= context_of(found, line, request.GET.get("section", ""))
    context |= {"error": error, "done": _done(request, found, competency)}
    return answer(request, "map_one.html", context, status)


def _done(request: HttpRequest, found: CourseMap, competency: UUID) -> dict[str, str]:
    """Return what was just done, in words, with the note that takes it back; empty for nothing."""
    text = request.GET.get("done", "")
    note = undoing.read(text, found.course_key, competency) if text else None
    if note is None:
        return {}
    titles = {block.key: block.title for block in found.blocks}
    names = [titles.get(key, key) for key in note.objects]
    return {"said": words.done(note.act, names), "note": text}


def context_of(found: CourseMap, line: LineView, section: str = "") -> dict[str, Any]:
    """Return what the template reads; places without a link are shown of one section."""
    tree = Tree(found)
    return {
        "line": line,
        "rule": words.rule(line),
        "findings": shown.findings(line.findings),
        "places": _places(found, line, tree, section),
        "promisable": _promisable(line, tree),
        "url": shown.address("competency-one", found.course_key, line.identifier),
        "gone": [tie.object_key for tie in line.ties if tie.is_gone],
        "sections": [{"key": one.key, "title": one.title} for one in tree.at("section")],
        "section": section,
        "is_whole": len(tree.at("unit")) <= grid.MOST_UNITS,
        "map_url": shown.address("competency-map", found.course_key),
    }


def _places(found: CourseMap, line: LineView, tree: Tree, section: str) -> list[dict[str, Any]]:
    """Return the places with a link, and every unit of one section with something scored."""
    ties: dict[str, list[TieView]] = {}
    for tie in line.ties:
        if not tie.is_gone:
            ties.setdefault(tree.home(tie.object_key), []).append(tie)
    linked = {tie.object_key for tie in line.ties}
    below = tree.below(section) if section in tree.blocks else frozenset()
    few = len(tree.at("unit")) <= grid.MOST_UNITS
    told: list[dict[str, Any]] = []
    for key, block in tree.blocks.items():
        if block.level not in grid.COLUMN_LEVELS:
            continue
        scored = [one for one in _scored(tree, key) if one not in linked]
        is_near = block.level == "unit" and (few or key in below) and scored
        if key in ties or is_near:
            told.append(
                {
                    "key": key,
                    "anchor": grid.anchor(key),
                    "title": block.title,
                    "path": tree.path(key),
                    "kind": words.level(block.level),
                    "is_unit": block.level == "unit",
                    "cell": grid.cell(ties.get(key, ())),
                    "ties": [
                        _tie(found.course_key, tie) | {"id": f"{len(told)}-{at}"}
                        for at, tie in enumerate(ties.get(key, ()))
                    ],
                    "unlinked": len(scored),
                    "unlinked_words": words.scored_blocks(len(scored)),
                }
            )
    return told


def _promisable(line: LineView, tree: Tree) -> list[dict[str, str]]:
    """Return where the competency may still be promised: the course, its sections, its units."""
    linked = {tie.object_key for tie in line.ties}
    levels = ("course", "section", "unit")
    return [
        {"key": key, "word": _place_name(tree, block)}
        for key, block in tree.blocks.items()
        if block.level in levels and key not in linked
    ]


def _place_name(tree: Tree, block: BlockView) -> str:
    """Return what tells a place from those of the same title: units often share one."""
    if block.level == "course":
        return words.level("course")
    path = tree.path(block.key)
    return f"{path} › {block.title}" if path else block.title


def _scored(tree: Tree, key: str) -> list[str]:
    """Return the scored blocks whose place is this one."""
    return [one.key for one in tree.blocks.values() if one.is_scored and tree.home(one.key) == key]


def _tie(course_key: str, tie: TieView) -> dict[str, Any]:
    return {
        "key": tie.object_key,
        "title": tie.title,
        "kind": tie.kind,
        "word": words.kind(tie.kind),
        "weight": words.figure(tie.weight),
        "gives": tie.gives,
        "promises": tie.promises,
        "part": tie.part,
        "kinds": [{"code": kind, "word": words.kind(kind)} for kind in tie.possible],
        "has_parts": any(kind in PARTS for kind in tie.possible),
        "url": shown.address("competency-block", course_key, tie.object_key),
    }
