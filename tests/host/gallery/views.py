"""The gallery's pages; 404 unless the host is in development."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from agir_dashboard.filters import asked
from agir_dashboard.views import levels, page
from host.gallery import samples


def _rendered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
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
        }
        return _rendered(request, "host_gallery/gallery.html", context)


def skills(request: HttpRequest, state: str) -> HttpResponse:
    """Show the skills page in one state."""
    language = "ar" if state == "rtl" else request.GET.get("lang")
    with translation.override(language or translation.get_language()):
        found = samples.page(state)
        if found is None:
            raise Http404
        return _rendered(request, "agir_dashboard/skills.html", page(found, asked(request.GET)))


def widget(request: HttpRequest, state: str) -> HttpResponse:
    """Show the dashboard widget in one state: one of the page's, or loading, error."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        found = samples.page("empty" if state in ("loading", "error") else state)
        if found is None:
            raise Http404
        return _rendered(
            request, "host_gallery/widget.html", {"skills": found, "state": state, "still": True}
        )
