"""How does the host keep foreign hosts out? Nothing of a page may come from elsewhere.

The platform's blocks name font services and pictures of others in their styles and templates:
those are taken out, and a policy tells the browser to refuse what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

IMPORT: Final = re.compile(r"""@import\s+(?:url\()?\s*['"]?(?:https?:)?//[^;]*;?""", re.IGNORECASE)
URL: Final = re.compile(r"""url\(\s*['"]?(?:https?:)?//[^)]*\)""", re.IGNORECASE)
LOADED: Final = re.compile(
    r"""(<(?:img|script|iframe|link|source|track|audio|video|embed)\b[^>]*?\s(?:src|href|poster)\s*=\s*)"""
    r"""(["'])(?:https?:)?//[^"']*\2""",
    re.IGNORECASE,
)
POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)


def style_without_foreign(text: str) -> str:
    """Return a style sheet that loads nothing of another host."""
    return URL.sub("none", IMPORT.sub("", text))


def without_foreign(text: str) -> str:
    """Return HTML that loads nothing of another host; links to follow are left."""
    return LOADED.sub(r"\1\2\2", style_without_foreign(text))


class ForeignHostsMiddleware:
    """Sends the policy with every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Referrer-Policy", "same-origin")
        return response
