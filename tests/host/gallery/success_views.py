"""The reports of success in each state; 404 unless the host is in development."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import success_samples
from host.gallery.views import rendered

PAGES = {
    "course": ("agir_dashboard/success.html", success_samples.one),
    "all": ("agir_dashboard/success_all.html", success_samples.every),
}


def success(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show a report in one state: of one course, or of all."""
    language = "ar" if state == "rtl" else request.GET.get("lang")
    with translation.override(language or translation.get_language()):
        if page not in PAGES or state not in success_samples.STATES:
            raise Http404
        template, made = PAGES[page]
        return rendered(request, template, made(state))
