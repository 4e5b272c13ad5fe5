"""The desk of certifications in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import desk_samples
from host.gallery.views import rendered


def desk(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one of these pages in one state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        if state not in desk_samples.STATES.get(page, ()):
            raise Http404
        template = f"{desk_samples.ROOT}/{page}.html"
        return rendered(request, template, desk_samples.context(page, state))
