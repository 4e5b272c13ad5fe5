"""Pages of the commons in each state; 404 unless the host is in development."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from host.gallery import commons_samples, together_samples
from host.gallery.views import rendered

Pages = Mapping[str, tuple[str, Callable[[str], dict[str, Any]], tuple[str, ...]]]


def commons(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show a page of other operators, of their badges, or of what was learnt before sign-up."""
    return _shown(request, commons_samples.PAGES, page, state)


def together(request: HttpRequest, page: str, state: str) -> HttpResponse:
    """Show a page of institutions, of calls, or of the work on one."""
    return _shown(request, together_samples.PAGES, page, state)


def _shown(request: HttpRequest, pages: Pages, page: str, state: str) -> HttpResponse:
    with translation.override(request.GET.get("lang") or translation.get_language()):
        template, made, states = pages.get(page, ("", None, ()))
        if made is None or state not in states:
            raise Http404
        return rendered(request, template, made(state))
