"""Getting certified in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import certifying_samples
from host.gallery.views import rendered


def certifying(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one of these pages in one state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        if state not in certifying_samples.STATES.get(page, ()):
            raise Http404
        template = certifying_samples.TEMPLATES[page]
        return rendered(request, template, certifying_samples.context(page, state))
