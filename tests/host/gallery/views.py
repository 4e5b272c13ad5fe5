"""The gallery's pages; 404 unless the host is in development."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from agir_badges import sentences
from agir_badges.data import Status
from agir_dashboard.filters import asked
from agir_dashboard.views import levels, page
from host.gallery import (
    badge_samples,
    commons_samples,
    framework_samples,
    goal_samples,
    map_samples,
    reviewing_samples,
    samples,
    success_samples,
    together_samples,
)

BADGES: dict[str, tuple[str, Callable[[str], Any], tuple[str, ...]]] = {
    "verify": (
        "agir_badges/verify.html",
        badge_samples.verify,
        ("form", "empty", *badge_samples.VERDICTS),
    ),
    "mine": ("agir_badges/mine.html", badge_samples.mine, badge_samples.MINE),
    "share": ("agir_badges/share.html", badge_samples.shared, badge_samples.SHARED),
    "gone": ("agir_badges/gone.html", lambda _: {}, ("revoked",)),
    "delete": ("agir_badges/delete.html", badge_samples.mine, ("valid", "long")),
}
GOALS: dict[str, tuple[str, Callable[[str], Any], tuple[str, ...]]] = {
    "listed": ("agir_dashboard/goals.html", goal_samples.listed, goal_samples.LISTED),
    "one": ("agir_dashboard/goal.html", goal_samples.one, goal_samples.ONE),
    "form": ("agir_dashboard/goal_form.html", goal_samples.form, goal_samples.FORM),
}


def rendered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render in the language and theme that the address asks for (``lang``, ``theme``)."""
    if not settings.DEBUG:
        raise Http404
    theme = request.GET.get("theme", "")
    context["agir_theme"] = theme if theme in ("light", "dark") else ""
    return render(request, template, context)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        walls = {state: samples.page(state) for state in samples.STATES}
        context = {
            "walls": walls,
            "levels": levels(),
            "rows": [samples.skill(samples.LABELS[level], level) for level in range(4)]
            + [samples.skill(samples.LONG, 1, proofs=4), samples.skill(samples.RIGHT_TO_LEFT, 2)],
            "percents": (0, 1, 50, 100),
            "art": [
                samples.badge(f"{hue}-{level}", level, hue)
                for hue in range(0, 360, 45)
                for level in (1, 2, 3)
            ],
            "states": samples.STATES,
            "badge_pages": [(page, one) for page, (_, _, every) in BADGES.items() for one in every],
            "success_pages": [
                (page, state) for page in ("course", "all") for state in success_samples.STATES
            ],
            "framework_pages": [
                (page, one) for page, every in framework_samples.STATES.items() for one in every
            ],
            "map_pages": [
                (page, one) for page, every in map_samples.STATES.items() for one in every
            ],
            "reviewing_pages": [
                (page, one) for page, every in reviewing_samples.STATES.items() for one in every
            ],
            "commons_pages": [
                (room, page, one)
                for room, pages in (
                    ("commons", commons_samples.PAGES),
                    ("together", together_samples.PAGES),
                )
                for page, (_, _, every) in pages.items()
                for one in every
            ],
            "goal_pages": [(page, one) for page, (_, _, every) in GOALS.items() for one in every],
            "statuses": [(one, sentences.status(one)) for one in Status],
            "standings": [badge_samples.mine(one) for one in ("suspended", "unsigned", "revoked")],
        }
        return rendered(request, "host_gallery/gallery.html", context)


def badges(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show a page of one signed badge in one state."""
    return _still(request, BADGES, page, state)


def goals(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show a page of goals in one state."""
    return _still(request, GOALS, page, state)


def _still(
    request: HttpRequest,
    pages: dict[str, tuple[str, Callable[[str], Any], tuple[str, ...]]],
    page: str,
    state: str,
) -> HttpResponse:
    language = "ar" if state == "rtl" else request.GET.get("lang")
    with translation.override(language or translation.get_language()):
        template, made, every = pages.get(page, ("", None, ()))
        if made is None or state not in every:
            raise Http404
        return rendered(request, template, made(state))


def skills(request: HttpRequest, state: str) -> HttpResponse:
    """Show the skills page in one state."""
    language = "ar" if state == "rtl" else request.GET.get("lang")
    with translation.override(language or translation.get_language()):
        found = samples.page(state)
        if found is None:
            raise Http404
        return rendered(request, "agir_dashboard/skills.html", page(found, asked(request.GET)))


def widget(request: HttpRequest, state: str) -> HttpResponse:
    """Show the dashboard widget in one state: one of the page's, or loading, error."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        found = samples.page("empty" if state in ("loading", "error") else state)
        if found is None:
            raise Http404
        return rendered(
            request, "host_gallery/widget.html", {"skills": found, "state": state, "still": True}
        )
