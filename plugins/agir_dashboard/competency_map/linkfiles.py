"""All links of a course as a file: out, and in again by plan, difference, and only then apply.

A plan that is shown is made again when it is applied, from the same file; where it would do
something else by then, it is shown again and nothing is done.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_competencies.api import links
from agir_competencies.data import LinkLine, LinksPlan
from agir_dashboard.competency_map import refusals, shown, words
from agir_dashboard.competency_map.doors import answer, for_course_team
from agir_kernel.errors import DomainError
from agir_platform.select import platform

MOST_BYTES: Final = 1_500_000  # of a file; it comes back once more inside of a form
MOST_LINES: Final = 200  # of a difference that are shown
TEMPLATE: Final = "map_links.html"


@for_course_team("GET", "HEAD", "POST")
def links_page(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show how links leave and come back; or what a file would change."""
    frame = _frame(course_key)
    if request.method != "POST":
        return answer(request, TEMPLATE, frame)
    content = _uploaded(request)
    if not content:
        told = _("Choose a file of links, at most 1.5 MB.")
        return answer(request, TEMPLATE, frame | {"error": told}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _planned(request, course_key, content, replaces="replaces" in request.POST)


@for_course_team()
def as_file(request: HttpRequest, course_key: str) -> HttpResponseBase:
    """Return the links of the course as a file that can be brought in again."""
    response = StreamingHttpResponse(
        links.export_links(course_key), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="links.csv"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@for_course_team("POST")
def apply(request: HttpRequest, course_key: str) -> HttpResponse:
    """Do what the plan that was shown says, all of it or nothing."""
    content, replaces = _carried(request), "replaces" in request.POST
    before = b"".join(links.export_links(course_key))
    try:
        plan = links.plan_links(course_key, content, replaces=replaces)
        if _seal(plan) != request.POST.get("seal", ""):
            told = _("The course changed since. This is what the file would do now.")
            return _planned(request, course_key, content, replaces=replaces, error=told)
        done = links.apply_links(plan)
    except DomainError as refusal:
        return _refused(request, course_key, refusal)
    told = _("Done: %(parts)s.") % {
        "parts": words.parts(done.added, done.restored, done.changed, done.removed)
    }
    context = _frame(course_key) | {
        "said": told,
        "undo": {
            "url": shown.address("competency-links", course_key),
            "fields": [("content", _written(before)), ("replaces", "1")],
            "word": _("Undo: show what would change back"),
        },
    }
    return answer(request, TEMPLATE, context)


@for_course_team("POST")
def default(request: HttpRequest, course_key: str) -> HttpResponse:
    """Decide what links of the course weigh where nobody chose; '' for 1, or the framework's."""
    before = links.course_default(course_key)
    try:
        weight = words.typed(request.POST.get("weight", ""))
        done = links.set_course_default(course_key, kind=before.kind, weight=weight)
    except DomainError as refusal:
        return _refused(request, course_key, refusal)
    told = ngettext(
        "Kept. %(count)s link changed.", "Kept. %(count)s links changed.", done.changed
    ) % {"count": done.changed}  # fmt: skip
    context = _frame(course_key) | {
        "said": told,
        "undo": {
            "url": shown.address("competency-links-default", course_key),
            "fields": [("weight", "" if before.weight is None else str(before.weight))],
            "word": _("Undo"),
        },
    }
    return answer(request, TEMPLATE, context)


def _planned(
    request: HttpRequest, course_key: str, content: bytes, *, replaces: bool, error: str = ""
) -> HttpResponse:
    try:
        plan = links.plan_links(course_key, content, replaces=replaces)
    except DomainError as refusal:
        return _refused(request, course_key, refusal)
    context = _frame(course_key) | plan_context(plan) | {"error": error, "replaces": replaces}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if plan.refusals else HTTPStatus.OK
    return answer(request, TEMPLATE, context | {"content": _written(content)}, status)


def plan_context(plan: LinksPlan) -> dict[str, Any]:
    """Return what the template reads of a plan."""
    moved = [line for line in plan.lines if line.action != "unchanged"]
    return {
        "planned": True,
        "lead": _lead(plan),
        "lines": [_line(line) for line in moved[:MOST_LINES]],
        "more": max(0, len(moved) - MOST_LINES),
        "refused": [
            {"number": one.number, "sentence": refusals.of(one.code, one.facts)}
            for one in plan.refusals[:MOST_LINES]
        ],
        "can_apply": not plan.refusals and not plan.is_empty,
        "seal": _seal(plan),
    }


def _lead(plan: LinksPlan) -> str:
    if plan.refusals:
        count = len(plan.refusals)
        told = ngettext(
            "%(count)s line cannot be taken in: correct it in the file, then choose it again.",
            "%(count)s lines cannot be taken in: correct them in the file, then choose it again.",
            count,
        )
        return told % {"count": count}
    if plan.is_empty:
        return _("This file says what the course says already: there is nothing to change.")
    counts = (plan.counts.get(name, 0) for name in ("add", "restore", "change", "remove"))
    told = words.parts(*counts, has_default=plan.default is not None)
    return _("This file would do: %(parts)s.") % {"parts": told}


def _line(line: LinkLine) -> dict[str, Any]:
    return {
        "number": line.number or "",
        "action": words.action(line.action),
        "title": line.title or line.object_key,
        "label": line.label,
        "before": _state(line.kind_before, line.weight_before),
        "after": _state(line.kind_after, line.weight_after),
    }


def _state(kind: str, weight: Any) -> str:
    if not kind:
        return "–"
    told = words.kind(kind)
    return told if weight is None else f"{told} · {words.figure(weight)}"


def _seal(plan: LinksPlan) -> str:
    """Return what stands for all that a plan would do."""
    told = repr((plan.lines, plan.default, [(one.number, one.code) for one in plan.refusals]))
    return sha256(told.encode()).hexdigest()


def _refused(request: HttpRequest, course_key: str, refusal: DomainError) -> HttpResponse:
    told = refusals.sentence(refusal)
    context = _frame(course_key) | {"error": told}
    return answer(request, TEMPLATE, context, refusals.status(refusal))


def _uploaded(request: HttpRequest) -> bytes:
    """Return the file that was chosen, or carried by the form; empty for none, or too much."""
    sent = request.FILES.get("file")
    if sent is None:
        return _carried(request)
    return b"" if sent.size > MOST_BYTES else bytes(sent.read())


def _carried(request: HttpRequest) -> bytes:
    try:
        return b64decode(request.POST.get("content", ""), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _written(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _frame(course_key: str) -> dict[str, Any]:
    """Return what stands around; raise ``CourseUnknown``."""
    title = platform().courses.outline(course_key).title
    weight = links.course_default(course_key).weight
    return shown.frame(course_key, title, "competency-links") | {
        "links_url": shown.address("competency-links", course_key),
        "file_url": shown.address("competency-links-csv", course_key),
        "apply_url": shown.address("competency-links-apply", course_key),
        "default_url": shown.address("competency-links-default", course_key),
        "default": "" if weight is None else words.figure(weight),
    }
