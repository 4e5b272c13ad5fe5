"""The themes of a course, as its team says them: weighed, saved together, taken back."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from agir_catalogue import sentences
from agir_catalogue.api import themes
from agir_catalogue.api.themes import Tag
from agir_catalogue.pages.themes import words
from agir_catalogue.permissions import SAY_THEMES
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.permissions import may
from agir_platform.select import platform

WEIGHT: Final = "weight-"
ADDED: Final = "add-"
UNREADABLE: Final = -1  # refused by the rule of weights


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show and save the themes of a course."""
    if not may(request.user, SAY_THEMES, course_key):
        raise PermissionDenied(_("This page is for the course team. Ask it for access."))
    course = platform().courses.level_of(course_key)
    if course is None or course.level != "course":
        raise Http404
    if request.method != "POST":
        return _shown(request, course_key, course.title)
    access = platform().access
    source = "author" if access.is_course_staff(request.user.pk, course_key) else "reviewer"
    tags = _tags(request.POST)
    try:
        told: dict[str, Any] = {
            "read": _whole(request.POST.get("read", "")),
            "by": request.user.pk,
            "source": source,
        }
        if request.POST.get("act") == "undo":
            themes.undo(course_key, **told)
        else:
            themes.save(course_key, tags, **told)
    except DomainError as refusal:
        return _shown(request, course_key, course.title, refusal=refusal)
    return redirect(f"{reverse('agir_catalogue:course-themes', args=[course_key])}?done=1")


def _tags(form: QueryDict) -> list[Tag]:
    """Return the tags that a form says; a theme of weight 0 is taken off."""
    wanted = {
        name.removeprefix(WEIGHT): _whole(value)
        for name, value in form.items()
        if name.startswith(WEIGHT)
    }
    for scheme in themes.schemes():
        added = form.get(f"{ADDED}{scheme.slug}", "")
        if added:
            wanted[added] = _whole(form.get(f"{ADDED}{scheme.slug}-weight", "1"))
    return [Tag(key, weight) for key, weight in wanted.items() if weight]


def _whole(text: str) -> int:
    """Return a whole number as people type one."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else UNREADABLE


def _shown(
    request: HttpRequest, course_key: str, title: str, *, refusal: DomainError | None = None
) -> HttpResponse:
    said = themes.said_of([course_key]).get(course_key, ())
    shares = {one.theme_id: one.share for one in themes.themes_of([course_key]).get(course_key, ())}
    changes = themes.history(course_key)
    language = words.language()
    context = {
        "title": title,
        "course_key": course_key,
        "read": changes[0].number if changes else 0,
        "schemes": [_scheme(scheme, said, shares, language) for scheme in themes.schemes()],
        "proposed": [
            {"id": one.id, "code": one.code, "name": one.name(language)}
            for one in themes.proposed(course_key)
        ],
        "changes": _changes(changes, language),
        "fault": sentences.sentence(refusal) if refusal else "",
        "done": request.GET.get("done") == "1" and refusal is None,
    }
    status = sentences.status(refusal) if refusal else 200
    response = render(request, "agir_catalogue/themes/course.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _scheme(scheme: themes.Scheme, said: Any, shares: Any, language: str) -> dict[str, Any]:
    kept = {one.theme_id: one for one in said}
    own = [theme for theme in scheme.themes if theme.id in kept]
    return {
        "slug": scheme.slug,
        "title": scheme.title(language),
        "own": [
            {
                "id": theme.id,
                "name": theme.name(language),
                "code": "" if scheme.slug == "agir" else theme.code,
                "weight": kept[theme.id].weight,
                "share": _percent(shares[theme.id]),
                "source": words.source(kept[theme.id].source),
            }
            for theme in own
        ],
        "groups": _groups(scheme, {theme.id for theme in own}, language),
    }


def _groups(scheme: themes.Scheme, own: set[str], language: str) -> list[dict[str, Any]]:
    """Return what may be added: under its widest theme where the scheme has several depths."""
    found: dict[str, dict[str, Any]] = {}
    is_deep = len(scheme.counted) < len(scheme.themes)
    for theme in scheme.themes:
        top = themes.lineage(theme.id)[-1]
        key = top.id if is_deep else ""
        group = found.setdefault(key, {"name": top.name(language) if is_deep else "", "items": []})
        if theme.id not in own:
            code = "" if scheme.slug == "agir" else f"{theme.code} "
            group["items"].append({"id": theme.id, "name": f"{code}{theme.name(language)}"})
    return list(found.values())


def _changes(changes: list[themes.Change], language: str) -> list[dict[str, Any]]:
    """Return the history in words. Three statements where somebody is named."""
    users = learners.users_of({one.by for one in changes if one.by})
    people = platform().people.persons(users.values()) if users else {}
    found = []
    for one in changes:
        person = people.get(users[one.by]) if one.by in users else None
        names = [themes.theme(said.theme_id).name(language) for said in one.said]
        found.append(
            {
                "day": words.day(one.at),
                "by": (person.name or person.username) if person else words.source(one.source),
                "themes": ", ".join(names) or _("no theme"),
            }
        )
    return found


def _percent(share: Any) -> str:
    return pgettext("percentage", "{percent}%").format(percent=round(share * 100))
