"""The document of the REST face: ``make openapi`` writes it, a test compares it.

OpenAPI 3.0.3, one file for all contexts. It lies in ``agir_platform``, which serves it at
``/api/agir/schema/`` with the contexts that a site has switched on; ``docs/api`` points to it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "plugins/agir_platform/openapi.json"
TEXT = """\
The REST face of Agir. Answers are JSON in UTF-8, instants ISO 8601 in UTC, amounts whole numbers in
the smallest unit of a currency (ISO 4217); `null` means not measured or not there, never 0.

**Sign-in**: a JWT of the platform (`Authorization: JWT …`) or its session cookie; who changes
something by session sends `X-CSRFToken`. **Language**: `Accept-Language`.
**Refusals** are problem details (RFC 9457): act on `code`, which is stable, show `detail`.
**Pages**: where an answer has `next`, ask again with what it gives until it is empty or null.
**ETags**: send `ETag` back as `If-None-Match` and get 304 while nothing moved; a notice is written
with `If-Match` (428 without, 412 when somebody wrote in between).
**Versions**: a field may be added to v1; one that changes or goes is v2.
"""
SIGN_IN = {
    "jwt": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`JWT <token>`, a token that the platform issued.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
}


def made() -> dict[str, Any]:
    """Return the document as the views of the suite say it now; Django must be set up."""
    from drf_spectacular.generators import SchemaGenerator

    found = SchemaGenerator().get_schema(request=None, public=True)
    told: dict[str, Any] = json.loads(json.dumps(found, default=str))
    told["info"] = {"title": "Agir", "version": "1", "description": TEXT}
    told["info"]["license"] = {"name": "AGPL-3.0-only"}
    parts = told.setdefault("components", {})
    parts["securitySchemes"] = SIGN_IN
    parts["schemas"] = {**parts.get("schemas", {}), **named()}
    return told


def named() -> dict[str, Any]:
    """Return the schemas of answers that have a name of their own."""
    from openapi.answers import ANSWERS, notation
    from openapi.answers.competencies import REFUSAL

    found: dict[str, Any] = {}
    for shape in (*ANSWERS.values(), REFUSAL):
        notation.schema(shape, found)
    return found


def written(document: dict[str, Any]) -> str:
    """Return the document as its file holds it."""
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file; with ``--check`` only tell whether it is what the views say."""
    import django

    django.setup()
    now = written(made())
    if "--check" in sys.argv:
        return int(now != FILE.read_text(encoding="utf-8"))
    FILE.write_text(now, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "openapi.settings"
    sys.exit(main())
