"""What does a view take and answer? Read in its own source, so that nothing is said twice.

A body is what the method hands to a serializer; a parameter is what it, or a function of the
suite that it calls, asks of the query; a status is one that it names.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import FunctionType, ModuleType
from typing import Any

from rest_framework.serializers import BaseSerializer

DEPTH = 3
ASKS = re.compile(r"""(?:query_params|\bGET)\.get\(\s*["'](\w+)["']""")
WHOLE = re.compile(r"""\bwhole\(\s*request,\s*["'](\w+)["']""")
SAID = re.compile(r"status=(?:HTTPStatus\.([A-Z_]+)|(\d{3}))")


def body(method: Callable[..., Any]) -> list[type[BaseSerializer[Any]]]:
    """Return the serializers that the method names, in its order."""
    return [
        one for one in _named(method) if isinstance(one, type) and issubclass(one, BaseSerializer)
    ]


def query(method: Callable[..., Any]) -> list[str]:
    """Return the parameters of the query that are asked for."""
    found: dict[str, None] = {}
    for function in _reached(method, DEPTH):
        source = inspect.getsource(function)
        found |= dict.fromkeys(ASKS.findall(source)) | dict.fromkeys(WHOLE.findall(source))
    return sorted(found)


def statuses(method: Callable[..., Any]) -> list[int]:
    """Return the statuses under 400 that the method names; 200 where it names none."""
    found = [
        int(number) if number else int(HTTPStatus[word])
        for word, number in SAID.findall(inspect.getsource(method))
    ]
    if any("status=304" in inspect.getsource(one) for one in _reached(method, DEPTH)):
        found.append(304)
    told = sorted({status for status in found if status < 400})
    return told if any(status < 300 for status in told) else [200, *told]


def media(method: Callable[..., Any]) -> str:
    """Return the media type that the method names, JSON where it names none."""
    named = [one for one in _named(method) if isinstance(one, str)]
    return next((one for one in named if one.startswith("application/")), "application/json")


def _named(function: Callable[..., Any]) -> Iterator[Any]:
    """Yield what the source names and its module knows: ``Name`` and ``module.Name``."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    known = getattr(inspect.unwrap(function), "__globals__", {})
    seen: set[int] = set()
    for node in ast.walk(tree):
        thing: Any = None
        if isinstance(node, ast.Name):
            thing = known.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            room = known.get(node.value.id)
            thing = getattr(room, node.attr, None) if isinstance(room, ModuleType) else None
        if thing is not None and id(thing) not in seen:
            seen.add(id(thing))
            yield thing


def _reached(function: Callable[..., Any], depth: int) -> Iterator[Callable[..., Any]]:
    yield function
    for thing in _named(function) if depth else ():
        if isinstance(thing, FunctionType) and thing.__module__.startswith("agir_"):
            yield from _reached(thing, depth - 1)
