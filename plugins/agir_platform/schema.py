"""``GET /api/agir/schema/``: what programs may ask of this site, as OpenAPI 3.0.

The document is a file of the release (``make openapi``), so that serving it needs no tool and
describes nothing that was not tested. A context that the site has switched off is left out.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.utils.http import parse_etags
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from agir_platform import contexts
from agir_platform.addresses import SiteUrlUnset, site_url
from agir_platform.rest import AgirAPIView

FILE: Final = Path(__file__).with_name("openapi.json")
METHODS: Final = ("get", "post", "put", "patch", "delete")


class SchemaView(AgirAPIView):
    """The document, the same for everybody; ``ETag`` tells whether it changed."""

    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        """Answer the document, or 304 to who has it."""
        body = document()
        etag = f'"{sha256(json.dumps(body).encode()).hexdigest()[:32]}"'
        same = etag in parse_etags(request.headers.get("If-None-Match", ""))
        response = Response(status=304) if same else Response(body)
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        return response


def document() -> dict[str, Any]:
    """Return the document for this site: its address, and the contexts that act here."""
    whole = _read()
    paths = {
        path: item
        for path, item in whole["paths"].items()
        if all(_is_here(item[method]["tags"][0]) for method in METHODS if method in item)
    }
    return {**whole, "paths": paths, "servers": [{"url": _place()}]}


def _place() -> str:
    """Return the site's address, ``/`` (where the document was read) while it does not know it."""
    try:
        return site_url()
    except SiteUrlUnset:
        return "/"


def _is_here(tag: str) -> bool:
    return tag not in contexts.CONTEXTS or contexts.is_on(tag)


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
