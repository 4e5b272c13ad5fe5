"""Which addresses does the suite have, and which methods does each take?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from rest_framework.views import APIView

NONE_TAKES = "PROPFIND"  # refused by every view, which then says what it takes
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One address by its name, ``arguments`` those of its path."""

    name: str
    arguments: tuple[str, ...]
    is_rest: bool

    def path(self, records: dict[str, dict[str, str]]) -> str:
        """Return the path to a record that is there."""
        return reverse(self.name, kwargs=records[self.name] if self.arguments else {})


@cache
def every() -> tuple[Address, ...]:
    """Return every address of the suite, by name."""
    found: list[Address] = []
    _walk(get_resolver().url_patterns, "", found)
    return tuple(sorted(found))


def _walk(patterns: list[Any], namespace: str, found: list[Address]) -> None:
    for one in patterns:
        if isinstance(one, URLPattern):
            if namespace.startswith("agir_"):
                view = getattr(one.callback, "view_class", None)
                is_rest = view is not None and issubclass(view, APIView)
                arguments = tuple(sorted(one.pattern.regex.groupindex))
                found.append(Address(f"{namespace}:{one.name}", arguments, is_rest))
        else:
            _walk(one.url_patterns, one.namespace or namespace, found)


def methods(path: str, asker: Client) -> tuple[str, ...]:
    """Return what an address takes, as it says itself to who may enter; () for one that is mute."""
    answer = asker.generic(NONE_TAKES, path)
    told = answer.headers.get("Allow", "").split(",")
    return tuple(sorted({one.strip() for one in told} & {"GET", *UNSAFE}))
