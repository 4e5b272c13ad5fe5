"""The pages of frameworks in each state; 404 unless the host is in development."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import framework_samples as samples
from host.gallery.views import rendered

PAGES: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "listed": ("agir_dashboard/frameworks.html", samples.listed),
    "tree": ("agir_dashboard/framework.html", samples.tree),
    "new": ("agir_dashboard/framework_new.html", samples.new),
    "form": ("agir_dashboard/import_new.html", samples.form),
    "import": ("agir_dashboard/import.html", samples.one),
}


def frameworks(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show a page of frameworks in one state."""
    language = "ar" if state == "rtl" else request.GET.get("lang")
    with translation.override(language or translation.get_language()):
        if page not in PAGES or state not in samples.STATES[page]:
            raise Http404
        template, made = PAGES[page]
        return rendered(request, template, made(state))
