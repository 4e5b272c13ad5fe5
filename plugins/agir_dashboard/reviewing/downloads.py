"""How does a proof leave? As a download and never as a page of this site."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from agir_competencies.api.prior import ProofFile


def download(found: ProofFile) -> HttpResponse:
    """Return a file to keep. A browser that shows it all the same runs nothing and asks nobody."""
    response = HttpResponse(found.content, content_type=found.media)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
