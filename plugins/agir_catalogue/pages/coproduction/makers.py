"""Who makes a course: written by its team, line by line, saved together, taken back."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_catalogue.api import coproduction
from agir_catalogue.api.coproduction import Line
from agir_catalogue.pages.coproduction import shown, words
from agir_catalogue.permissions import WRITE_MAKERS
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.permissions import may
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

EMPTY: Final = 3
"""Empty lines of the form, to be filled without JavaScript."""
MOST: Final = 60


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show who makes a course to its team, and save what it says."""
    if not may(request.user, WRITE_MAKERS, course_key):
        raise PermissionDenied(_("This page is for the course team. Ask it for access."))
    try:
        if request.method != "POST":
            return _shown(request, course_key)
        try:
            _do(request, course_key)
        except CourseUnknown:
            raise
        except DomainError as refusal:
            return _shown(request, course_key, refusal)
    except CourseUnknown as unknown:
        raise Http404 from unknown
    return redirect(f"{reverse('agir_catalogue:course-makers', args=[course_key])}?done=1")


def _do(request: HttpRequest, course_key: str) -> None:
    by, read = int(request.user.pk or 0), _whole(request.POST.get("read", ""))
    if request.POST.get("act") == "undo":
        coproduction.undo(course_key, read=read, by=by)
    else:
        coproduction.save(course_key, _lines(request.POST), read=read, by=by)


def _lines(form: QueryDict) -> list[Line]:
    """Return the lines that a form says; one without an institution is no line."""
    rows = zip(
        form.getlist("institution")[:MOST],
        form.getlist("role")[:MOST],
        form.getlist("share")[:MOST],
        strict=False,
    )
    return [
        Line(_house(house), role, coproduction.share_of(share[:40]))
        for house, role, share in rows
        if house
    ]


def _house(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise coproduction.InstitutionUnknown from None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _shown(
    request: HttpRequest, course_key: str, refusal: DomainError | None = None
) -> HttpResponse:
    record = coproduction.record(course_key)
    facts = platform().courses.facts(course_key)
    kept = [
        {
            "institution": str(one.institution),
            "role": one.role,
            "share": coproduction.written(one.share),
            "answer": words.answer(record.parts[one.institution].answer),
        }
        for one in record.lines
    ]
    typed = _typed(request.POST) if refusal and request.POST.get("act") != "undo" else kept
    context: dict[str, Any] = {
        "title": facts.title if facts else course_key,
        "course_key": course_key,
        "read": record.number,
        "rows": [*typed, *({"institution": "", "role": "", "share": ""} for _one in range(EMPTY))],
        "houses": [(str(one.id), one.name) for one in coproduction.institutions()],
        "roles": words.roles(),
        "credit": coproduction.credit(coproduction.credits_of([course_key]).get(course_key, ())),
        "history": _history(record),
    }
    return shown.page(request, "makers.html", context, refusal)


def _typed(form: QueryDict) -> list[dict[str, str]]:
    rows = zip(
        form.getlist("institution")[:MOST],
        form.getlist("role")[:MOST],
        form.getlist("share")[:MOST],
        strict=False,
    )
    return [
        {"institution": house, "role": role, "share": share[:40]}
        for house, role, share in rows
        if house or share
    ]


def _history(record: coproduction.Record) -> list[dict[str, Any]]:
    """Return the versions in words. Two statements where somebody is named."""
    users = learners.users_of({one.by for one in record.history if one.by})
    people = platform().people.persons(users.values()) if users else {}
    told = []
    for one in record.history:
        person = people.get(users[one.by]) if one.by in users else None
        told.append(
            {
                "day": words.day(one.at),
                "by": (person.name or person.username) if person else _("Somebody who has left"),
                "is_undo": one.undoes is not None,
                "lines": [
                    {
                        "name": record.houses[line.institution].name,
                        "role": words.role(line.role),
                        "share": words.share(line.share),
                    }
                    for line in one.lines
                    if line.institution in record.houses
                ],
            }
        )
    return told
