"""Which flower stands for a set of competencies?

A rosette drawn from the digest of the identifiers: the same set is the same flower wherever it
is issued. 6 numbers of petals, 4 shapes, 2 crowns and 3 hearts make 144 of them.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from typing import Final
from uuid import UUID

RADIUS: Final = 21.0
CENTRE: Final = (48, 40)


def glyph(competencies: Iterable[UUID], ink: str, ground: str) -> str:
    """Return SVG elements that draw the flower of these competencies, in any order.

    ``ink`` and ``ground`` are ``#rrggbb``. At least one competency is given.
    """
    named = "|".join(sorted(str(one) for one in competencies))
    digest = hashlib.sha256(named.encode()).digest()
    count = 3 + digest[0] % 6
    petal = PETALS[digest[1] % len(PETALS)](_width(count))
    crown = digest[2] % 2 == 1
    turns = [round(360 * at / count, 2) for at in range(count)]
    petals = "".join(_placed(petal, turn) for turn in turns)
    if crown:
        seed = f'<circle cy="-{RADIUS - 1:g}" r="2.2"/>'
        petals += "".join(_placed(seed, turn + 180 / count) for turn in turns)
    place = f'transform="translate({CENTRE[0]} {CENTRE[1]})"'
    return f'<g fill="{ink}" {place}>{petals}{_heart(digest[3] % 3, ink, ground)}</g>'


def _width(count: int) -> float:
    """Return half the width of a petal, so that neighbours leave a gap."""
    return min(8.5, 0.62 * RADIUS * math.sin(math.pi / count) + 1)


def _placed(shape: str, turn: float) -> str:
    return shape.replace("/>", f' transform="rotate({turn:g})"/>') if turn else shape


def _leaf(half: float) -> str:
    side = f"{half:.1f}"
    return f'<path d="M0-4C{side}-8 {side}-17 0-{RADIUS:g} -{side}-17 -{side}-8 0-4Z"/>'


def _kite(half: float) -> str:
    return f'<path d="M0-4L{half:.1f}-13 0-{RADIUS:g} -{half:.1f}-13Z"/>'


def _drop(half: float) -> str:
    radius = min(half, 5.5)
    return (
        f'<path d="M0-4L{radius:.1f}-{RADIUS - radius:.1f}A{radius:.1f} {radius:.1f} 0 1 0 '
        f'-{radius:.1f}-{RADIUS - radius:.1f}Z"/>'
    )


def _sail(half: float) -> str:
    return f'<path d="M0-4C{half * 1.6:.1f}-7 {half * 1.5:.1f}-16 0-{RADIUS:g}Z"/>'


PETALS: Final = (_leaf, _kite, _drop, _sail)


def _heart(kind: int, ink: str, ground: str) -> str:
    """Return what stands in the middle: a seed, a ring, or nothing."""
    if kind == 0:
        return '<circle r="3.4"/>'
    if kind == 1:
        ring = f'<circle r="3" stroke="{ink}" fill="none" stroke-width="1.6"/>'
        return f'<circle r="4.6" fill="{ground}"/>{ring}'
    return ""
