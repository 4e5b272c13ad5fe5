"""Is that a language as BCP 47 writes it?"""

from __future__ import annotations

import re
from typing import Final

# RFC 5646, 2.1: language, script, region, variants, extensions, private use. A language of four
# letters or more is reserved there, so that "french" is no language and "fr" is.
_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


def tag(text: str) -> str:
    """Return a language as BCP 47 writes it (``pt-BR``, ``zh-Hans``), '' for what is none.

    The platform's ``zh_HANS`` is read as well.
    """
    told = text.strip().replace("_", "-")
    found = _TAG.fullmatch(told)
    if found is None:
        return ""
    parts = told.lower().split("-")
    if (script := found["script"]) is not None:
        parts[parts.index(script.lower())] = script.title()
    if (region := found["region"]) is not None:
        parts[parts.index(region.lower(), 1)] = region.upper()
    return "-".join(parts)
