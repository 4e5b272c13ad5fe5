"""The shared rooms: the description itself."""

from __future__ import annotations

from openapi.answers.notation import Shape

ANSWERS: dict[tuple[str, str], Shape] = {
    ("schema", "GET"): {
        "openapi": "string",
        "info": "map",
        "paths": "map",
        "components": "map",
        "servers": [{"url": "string"}],
    },
}
