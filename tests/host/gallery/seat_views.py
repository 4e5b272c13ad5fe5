"""Seats, aid and impact in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import seat_samples
from host.gallery.views import rendered


def seats(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one of these pages in one state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        if state not in seat_samples.STATES.get(page, ()):
            raise Http404
        return rendered(request, seat_samples.TEMPLATES[page], seat_samples.context(page, state))
