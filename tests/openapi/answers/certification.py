"""Certification: places of birth."""

from __future__ import annotations

from openapi.answers.notation import Shape

ANSWERS: dict[tuple[str, str], Shape] = {
    ("api-places", "GET"): {
        "places": [
            {"kind": "commune|country", "code": "string", "label": "string", "until": "date?"}
        ],
        "source": "string",
    },
}
