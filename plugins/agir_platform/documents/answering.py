"""Which answer is a document: a PDF, or a page that prints?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpResponse

from agir_platform.documents.printing import is_available, pdf

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def answer(write: Callable[[bool], str], name: str) -> HttpResponse:
    """Return a document called ``name`` (no extension), never kept by a shared cache.

    ``write`` is told whether the page becomes a PDF, and returns it whole; otherwise the page has
    to say how to keep it.
    """
    is_pdf = is_available()
    page = write(is_pdf)
    if is_pdf:
        response = HttpResponse(pdf(page), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{_plain(name)}.pdf"'
    else:
        response = HttpResponse(page, content_type="text/html; charset=utf-8")
        response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _plain(name: str) -> str:
    """Return ``name`` as every system takes it in a header and on a disk."""
    return re.sub("[^A-Za-z0-9-]+", "-", name).strip("-")[:80] or "document"
