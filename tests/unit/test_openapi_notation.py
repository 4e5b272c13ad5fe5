"""The short way to write a JSON schema says what it stands for."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.answers.notation import Named, schema


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("string", {"type": "string"}),
        ("integer?", {"type": "integer", "nullable": True}),
        ("date-time", {"type": "string", "format": "date-time"}),
        ("share?", {"type": "number", "minimum": 0, "maximum": 1, "nullable": True}),
        ("a|b", {"type": "string", "enum": ["a", "b"]}),
        ("a|b?", {"type": "string", "enum": ["a", "b", None], "nullable": True}),
        ("map", {"type": "object", "additionalProperties": {}}),
        ("any", {}),
        (["uuid"], {"type": "array", "items": {"type": "string", "format": "uuid"}}),
    ],
)
def test_a_shape_is_this_schema(word: Any, expected: dict[str, Any]) -> None:
    assert schema(word, {}) == expected


def test_a_field_that_may_be_absent_is_not_required() -> None:
    told = schema({"a": "string", "b?": "string?"}, {})
    assert told["required"] == ["a"]
    assert told["properties"]["b"] == {"type": "string", "nullable": True}


def test_a_named_shape_is_told_once_and_may_hold_itself() -> None:
    named: dict[str, Any] = {}
    inner: dict[str, Any] = {"name": "string"}
    tree = Named("Tree", inner)
    inner["below"] = [tree]
    assert schema([tree], named) == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Tree"},
    }
    assert named["Tree"]["properties"]["below"]["items"] == {"$ref": "#/components/schemas/Tree"}


def test_a_named_shape_that_may_be_null_says_so_where_it_is_used() -> None:
    told = schema(Named("One", {"a": "string"}, may_be_null=True), {})
    assert told == {"allOf": [{"$ref": "#/components/schemas/One"}], "nullable": True}
