"""The pages of a course's map in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import map_samples
from host.gallery.views import rendered


def maps(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one page in one state."""
    language = "ar" if state == "rtl" else request.GET.get("lang")
    with translation.override(language or translation.get_language()):
        if state not in map_samples.STATES.get(page, ()):
            raise Http404
        return rendered(request, map_samples.TEMPLATES[page], map_samples.context(page, state))
