"""How is a feed answered: packed, signed, and not again to who has it?

The tag of an answer is of its words alone: a signature is new each time and changes no tag.
"""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from agir_kernel.clock import SystemClock
from agir_platform import signing
from agir_platform.signing import messages

FRESH: Final = "public, max-age=60"
JSON: Final = "application/json"
LINKED: Final = "application/ld+json"
JSON_API: Final = "application/vnd.api+json"
EXPOSED: Final = "ETag, Content-Digest, Signature, Signature-Input"
LEAST: Final = 500
"""Bytes below which packing saves nothing."""


def told(request: Any, document: Any, media: str = JSON) -> HttpResponse:
    """Answer a document of JSON. See ``answered``."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return answered(request, body, media)


def answered(request: Any, body: bytes, media: str, *, now: datetime | None = None) -> HttpResponse:
    """Answer some bytes, or 304; signed where the site has a key. One statement."""
    is_packed = len(body) >= LEAST and takes_gzip(request.headers.get("Accept-Encoding", ""))
    mark = f'"{sha256(body).hexdigest()[:32]}{"-gzip" if is_packed else ""}"'
    known = {
        one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))
    }
    response: HttpResponse
    if mark in known or "*" in known:
        response = HttpResponseNotModified()
    else:
        content = gzip.compress(body, 6, mtime=0) if is_packed else body
        response = HttpResponse(content, content_type=media)
        if is_packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = mark
    response["Cache-Control"] = FRESH
    response["X-Content-Type-Options"] = "nosniff"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    patch_vary_headers(response, ("Accept-Encoding",))
    _sign(request, response, now or SystemClock().now())
    return response


def takes_gzip(said: str) -> bool:
    """Tell whether a reader that says ``said`` of encodings takes gzip (RFC 9110, 12.5.3)."""
    for one in said.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return weight.replace(" ", "").rstrip("0").rstrip(".") != "q="
    return False


def _sign(request: Any, response: HttpResponse, now: datetime) -> None:
    signer = signing.current()
    if signer is None:
        return
    names = [name for name in ("Content-Type", "ETag") if name in response.headers]
    answer = messages.Message(
        {name.lower(): response.headers[name] for name in names},
        response.content,
        status=response.status_code,
        request=messages.Message(url=f"http://here{request.get_full_path()}"),
    )
    for name, value in messages.sign(signer, answer, now).items():
        response[name.title()] = value
