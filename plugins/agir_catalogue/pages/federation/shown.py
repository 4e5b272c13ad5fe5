"""How is a page of other operators answered?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page that no shared cache keeps: who runs the site sees more on it."""
    response = render(request, f"agir_catalogue/federation/{template}", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response
