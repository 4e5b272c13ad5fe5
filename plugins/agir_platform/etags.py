"""When is an answer the one that a program has already?"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

PRIVATE: Final = "private, no-cache"
PUBLIC: Final = "public, no-cache"
PRIVATELY: Final = ("Accept-Language", "Authorization", "Cookie")


def answer(request: Request, body: dict[str, Any], cache: str = PRIVATE) -> Response:
    """Answer ``body`` with an ETag of what it says; 304 to who has it already.

    ``cache`` is a ``Cache-Control``: what is public says the same to everybody in a language.
    """
    etag = f'"{hashlib.sha256(json.dumps(body, cls=JSONEncoder).encode()).hexdigest()[:32]}"'
    same = etag in parse_etags(request.headers.get("If-None-Match", ""))
    response = Response(status=304) if same else Response(body)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    is_public = cache.startswith("public")
    patch_vary_headers(response, ("Accept-Language",) if is_public else PRIVATELY)
    return response
