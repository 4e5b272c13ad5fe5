"""Pages of the commons in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import commons_samples
from host.gallery.views import rendered


def commons(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one of these pages in one state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        if state not in commons_samples.STATES.get(page, ()):
            raise Http404
        template = commons_samples.TEMPLATES[page]
        return rendered(request, template, commons_samples.context(page, state))
