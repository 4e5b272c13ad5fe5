"""Which addresses are for programs, and which name has each?"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.urls import URLPattern, get_resolver

ROOT = "/api/agir/"
DISCOVERY = "/.well-known/mooc-federation.json"
SCHEMA = "/api/agir/schema/"


def only_rest(endpoints: list[Any]) -> list[Any]:
    """Keep the addresses under ``/api/agir/`` and the one that other catalogues look for."""
    return [
        one for one in endpoints if one[0].startswith(ROOT) or one[0] == DISCOVERY
    ]  # a page is for people, and may change without notice


@cache
def names() -> dict[str, str]:
    """Return the name with its namespace of each path, as OpenAPI writes the path."""
    found: dict[str, str] = {}
    _walk(get_resolver().url_patterns, "", "", found)
    return found


def _walk(patterns: list[Any], before: str, namespace: str, found: dict[str, str]) -> None:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
            found.setdefault(path, f"{namespace}:{pattern.name}")
        else:
            _walk(pattern.url_patterns, route, pattern.namespace or namespace, found)
