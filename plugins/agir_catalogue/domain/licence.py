"""Which licence is that, by its SPDX identifier?

The platform keeps ``all-rights-reserved`` or ``creative-commons: ver=4.0 BY NC SA``; every feed
wants SPDX. What cannot be told is '' and never guessed.
"""

from __future__ import annotations

import re
from typing import Final

ALL_RIGHTS_RESERVED: Final = "LicenseRef-all-rights-reserved"
CC_VERSIONS: Final = ("1.0", "2.0", "2.5", "3.0", "4.0")
PLATFORM_VERSION: Final = "4.0"  # what the platform means where it names none
_COMBINED: Final = {
    frozenset({"BY"}): "BY",
    frozenset({"BY", "SA"}): "BY-SA",
    frozenset({"BY", "ND"}): "BY-ND",
    frozenset({"BY", "NC"}): "BY-NC",
    frozenset({"BY", "NC", "SA"}): "BY-NC-SA",
    frozenset({"BY", "NC", "ND"}): "BY-NC-ND",
}
CHOICES: Final = (
    *(f"CC-{parts}-4.0" for parts in _COMBINED.values()),
    "CC0-1.0",
    "etalab-2.0",
    ALL_RIGHTS_RESERVED,
)
"""What is offered to somebody who completes a notice; any other identifier may be written."""

_OPEN: Final = re.compile(
    r"CC0-1\.0|CC-BY(-SA)?-\d\.\d|etalab-2\.0|CC-PDDC|GFDL-.+|[AL]?GPL-.+|MIT|Apache-2\.0"
)
_SHAPE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,63}")
_VERSION: Final = re.compile(r"ver=(\d\.\d)")


def of_platform(said: str) -> str:
    """Return the SPDX identifier of the platform's own word, '' where it names none that is."""
    kind, _, options = said.strip().partition(":")
    if kind.strip() == "all-rights-reserved":
        return ALL_RIGHTS_RESERVED
    if kind.strip() != "creative-commons":
        return ""
    version = _VERSION.search(options)
    number = version[1] if version else PLATFORM_VERSION
    words = frozenset(_VERSION.sub("", options).upper().split())
    if words == {"ZERO"}:
        return "CC0-1.0"
    parts = _COMBINED.get(words)
    return f"CC-{parts}-{number}" if parts and number in CC_VERSIONS else ""


def spdx(text: str) -> str:
    """Return an identifier as SPDX writes it, '' for what has not the shape of one."""
    told = text.strip()
    known = {choice.lower(): choice for choice in CHOICES}
    return known.get(told.lower(), told if _SHAPE.fullmatch(told) else "")


def is_open(identifier: str) -> bool:
    """Tell whether everybody may reuse and change what bears it, for any purpose."""
    return bool(_OPEN.fullmatch(identifier))
