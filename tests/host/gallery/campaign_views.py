"""Campaigns, pledges, money and books in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import campaign_samples
from host.gallery.views import rendered


def campaigns(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one of these pages in one state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        if state not in campaign_samples.STATES.get(page, ()):
            raise Http404
        template = campaign_samples.TEMPLATES[page]
        return rendered(request, template, campaign_samples.context(page, state))
