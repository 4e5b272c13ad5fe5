"""The themes of the catalogue, for everybody: figures, their origin, and what is missing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agir_catalogue.api import diversity, themes
from agir_catalogue.pages.themes import shown
from agir_kernel.errors import DomainError
from agir_platform.documents import sheets

FIRST = "agir"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the themes of one scheme, ``?scheme=``; the manifesto's unless told."""
    scheme = _scheme(request)
    context = shown.context(scheme, diversity.counted(scheme.slug))
    response = render(request, "agir_catalogue/themes/themes.html", context)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def file(request: HttpRequest) -> HttpResponseBase:
    """Return the same as a file; 404 where nothing was counted yet."""
    scheme = _scheme(request)
    counted = diversity.counted(scheme.slug)
    if counted is None:
        raise Http404
    return sheets.answer(shown.file_rows(scheme, counted), f"themes-{scheme.slug}")


def _scheme(request: HttpRequest) -> themes.Scheme:
    try:
        return themes.scheme(request.GET.get("scheme", FIRST))
    except DomainError as refusal:
        raise Http404 from refusal
