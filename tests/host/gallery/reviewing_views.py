"""Attestations, reviews and decisions in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import peer_samples, reviewing_samples
from host.gallery.views import rendered

TEMPLATES = {
    "attestations": "agir_dashboard/attestations.html",
    "decisions": "agir_dashboard/decisions.html",
    "queue": "agir_dashboard/reviews.html",
    "review": "agir_dashboard/review.html",
    "own": "agir_dashboard/prior.html",
    "request": "agir_dashboard/prior_one.html",
    **peer_samples.TEMPLATES,
}


def reviewing(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show one of these pages in one state."""
    with translation.override(request.GET.get("lang") or translation.get_language()):
        if state not in reviewing_samples.STATES.get(page, ()):
            raise Http404
        return rendered(request, TEMPLATES[page], reviewing_samples.context(page, state))
