"""How is a credential put into an image, and read from one? The face of this part of the room.

>>> read_svg(bake_svg(drawing, credential).encode()) == credential  # doctest: +SKIP
"""

from __future__ import annotations

from agir_badges.openbadges import png, svg
from agir_badges.openbadges.carrier import (
    LIMIT,
    BadgeTooOld,
    BakedTwice,
    CredentialUnbakeable,
    ImageTooLarge,
    ImageUnreadable,
    NotBaked,
)

__all__ = [
    "LIMIT",
    "BadgeTooOld",
    "BakedTwice",
    "CredentialUnbakeable",
    "ImageTooLarge",
    "ImageUnreadable",
    "NotBaked",
    "bake_png",
    "bake_svg",
    "read",
    "read_png",
    "read_svg",
]

bake_png = png.bake
bake_svg = svg.bake
read_png = png.read
read_svg = svg.read


def read(data: bytes) -> str:
    """Return the credential that a PNG or an SVG carries; the bytes tell which it is."""
    return read_png(data) if data.startswith(png.SIGNATURE) else read_svg(data)
