"""A short way to write a JSON schema.

``"string"``, ``"integer"``, ``"number"``, ``"boolean"``, ``"any"`` and ``"map"`` (an object with
keys of its own) are types; ``"uuid"``, ``"date"``, ``"date-time"`` and ``"uri"`` strings of that
format; ``"share"`` a number from 0 to 1. ``"a|b"`` is one of these words. A final ``?`` lets a
value be null, and lets a field of a ``dict`` be absent. A ``dict`` is an object, a list of one
shape an array of it, ``Named`` a shape with a name of its own in the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Union

FORMATS = ("uuid", "date", "date-time", "uri")
TYPES = ("string", "integer", "number", "boolean")
Shape = Union[str, "Named", dict[str, Any], list[Any]]
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A shape under one name, told once; ``may_be_null`` where it is used."""

    name: str
    shape: Any
    may_be_null: bool = False


def schema(shape: Any, named: dict[str, Schema], root: str = "#/components/schemas/") -> Schema:
    """Return the schema of a shape (OpenAPI 3.0); ``named`` gathers those with a name."""
    if isinstance(shape, Named):
        if shape.name not in named:
            named[shape.name] = {}  # a shape that holds itself ends here
            named[shape.name] = schema(shape.shape, named, root)
        reference = {"$ref": root + shape.name}
        return {"allOf": [reference], "nullable": True} if shape.may_be_null else reference
    if isinstance(shape, list):
        return {"type": "array", "items": schema(shape[0], named, root)}
    if isinstance(shape, dict):
        return {
            "type": "object",
            "properties": {
                name.removesuffix("?"): schema(part, named, root) for name, part in shape.items()
            },
            "required": [name for name in shape if not name.endswith("?")],
        }
    return _word(shape)


def _word(word: str) -> Schema:
    bare = word.removesuffix("?")
    null: Schema = {"nullable": True} if word != bare else {}
    if bare == "any":
        return {}
    if bare == "map":
        return {"type": "object", "additionalProperties": {}} | null
    if bare == "share":
        return {"type": "number", "minimum": 0, "maximum": 1} | null
    if bare in TYPES:
        return {"type": bare} | null
    if bare in FORMATS:
        return {"type": "string", "format": bare} | null
    words: list[str | None] = list(bare.split("|"))
    return {"type": "string", "enum": [*words, None] if null else words} | null
