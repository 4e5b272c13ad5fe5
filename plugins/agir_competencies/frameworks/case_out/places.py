"""At which addresses does this site answer for CASE?

What has an address of its own (``http`` or ``https``) keeps it: the world knows a skill of ESCO
under ESCO's address, whoever passes it on. What has none gets the one where this site answers
for it, and says its own name beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from agir_platform.addresses import absolute

SERVICE: Final = "api/agir/competencies/v1/ims/case/v1p1"
DISCOVERY: Final = "discovery/imscasev1p1_openapi3_v1p0.json"


@dataclass(frozen=True, slots=True)
class Places:
    """The service of one site; ``root`` has no final slash."""

    root: str

    def of(self, kind: str, identifier: UUID) -> str:
        """Return where an entity is answered; ``kind`` is a part of the path, ``CFItems``…"""
        return f"{self.root}/{kind}/{identifier}"

    def shown(self, uri: str, kind: str, identifier: UUID) -> str:
        """Return the address under which an entity that calls itself ``uri`` is shown."""
        return uri if has_address(uri) else self.of(kind, identifier)


def here() -> Places:
    """Return the service of this site; raise ``SiteUrlUnset`` where it knows no address."""
    return Places(absolute(SERVICE))


def has_address(uri: str) -> bool:
    """Tell whether a URI can be asked over the web."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
