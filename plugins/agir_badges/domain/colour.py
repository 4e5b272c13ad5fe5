"""Which colour has a hue, so that a badge is legible on any ground?

Contrast is computed, not hoped for: WCAG 2.2 relative luminance and ratio. The plate of a badge
is as light as it can be while white on it keeps ``TEXT``; that leaves it more than ``GRAPHIC``
away from a white ground and from the suite's dark one.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import Final

TEXT: Final = 5.0  # asked of white letters: above the 4.5 of WCAG 2.2, 1.4.3
DEEP: Final = 8.0  # asked of white figures on the inner disc
GRAPHIC: Final = 3.0  # WCAG 2.2, 1.4.11
PAPER: Final = "#ffffff"
NIGHT: Final = "#11181a"
SATURATION: Final = 0.52


@dataclass(frozen=True, slots=True)
class Palette:
    """The two inks of a badge as ``#rrggbb``; the third is white paper."""

    plate: str
    deep: str


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palette(hue: int) -> Palette:
    """Return the inks of ``hue`` in degrees; any whole number is taken around the wheel."""
    return Palette(_lightest(hue % 360, TEXT), _lightest(hue % 360, DEEP))


def _lightest(hue: int, ratio: float) -> str:
    """Return the lightest colour of the hue on which white keeps ``ratio``.

    256 steps of lightness are searched by halves: contrast only falls as lightness rises.
    """
    low, high = 0, 255
    while low < high:
        middle = (low + high + 1) // 2
        if contrast(_written(hue, middle), PAPER) >= ratio:
            low = middle
        else:
            high = middle - 1
    return _written(hue, low)


def _written(hue: int, lightness: int) -> str:
    shares = colorsys.hls_to_rgb(hue / 360, lightness / 255, SATURATION)
    return "#" + "".join(f"{round(one * 255):02x}" for one in shares)
