"""What may an operator choose with ``tutor config save --set``?

The names are those of the suite's own settings (``settings/common.py`` of each plugin app), and
so are the values, but for what a Tutor site can say better than the suite alone.
"""

from __future__ import annotations

import json
from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CONTEXTS": ["competencies", "badges", "dashboard", "xblocks"],
    "AGIR_BADGES_ISSUER": "{{ PLATFORM_NAME }}",
    "AGIR_COMPETENCIES_IMPORT_MAX_BYTES": 64 * 1024 * 1024,
    "AGIR_COMPETENCIES_IMPORT_MAX_ITEMS": 100_000,
    # The one directory that LMS, Studio and their workers share and that nobody is served from.
    "AGIR_PRIVATE_STORAGE": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": "/openedx/media-private/agir"},
    },
}
"""Each setting of the suite that Tutor sets, with its default."""


def as_json(value: Any) -> str:
    """Return the value as JSON, which YAML reads as itself.

    Characters stay as they are: YAML does not join the two halves in which JSON's escapes
    write those beyond U+FFFF.
    """
    return json.dumps(value, ensure_ascii=False)
