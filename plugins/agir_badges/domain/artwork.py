"""What does a badge look like?

One SVG of 96 units, drawn from data and nothing else, so that the same badge is the same bytes
on every site: hue from the rule, outline from the level (circle, hexagon, eight-pointed star),
flower from the competencies, initials from the issuer. One drawing serves light and dark
grounds, export and black-and-white print: a ring of paper parts it from any ground.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from xml.sax.saxutils import escape

from agir_badges.domain.colour import PAPER, palette
from agir_badges.domain.glyph import glyph
from agir_badges.domain.level import Level

EDITION: Final = "1"  # rises when the drawing changes, so that caches ask again
TITLE_LIMIT: Final = 200
UNDRAWABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CIRCLE: Final = '<circle cx="48" cy="48" r="44"{0}/>'
_HEXAGON: Final = (
    '<path d="M25 8h46q3 0 4.5 2.6l17 34.8q1.3 2.6 0 5.2l-17 34.8q-1.5 2.6-4.5 2.6h-46q-3 0-4.5-2.6'
    'l-17-34.8q-1.3-2.6 0-5.2l17-34.8q1.5-2.6 4.5-2.6Z"{0}/>'
)
_STAR: Final = (
    '<path d="M48 2 61.5 15.4 80.5 15.5 80.6 34.5 94 48 80.6 61.5 80.5 80.5 '
    "61.5 80.6 48 94 34.5 80.6 15.5 80.5 15.4 61.5 2 48 15.4 34.5 15.5 15.5 "
    '34.5 15.400Z" stroke-linejoin="round"{0}/>'
)
OUTLINES: Final = {
    Level.UNMEASURED: _CIRCLE,
    Level.STARTED: _CIRCLE,
    Level.DEMONSTRATED: _HEXAGON,
    Level.CONFIRMED: _STAR,
}
BASELINES: Final = {
    Level.UNMEASURED: 80,
    Level.STARTED: 80,
    Level.DEMONSTRATED: 79,
    Level.CONFIRMED: 76,
}


@dataclass(frozen=True, slots=True)
class Face:
    """All that a badge's image is made of.

    ``title`` is read aloud where the image has no other text; ``competencies`` holds one or more
    identifiers, in any order; ``hue`` is in degrees; ``issuer`` is a name.
    """

    title: str
    hue: int
    level: Level
    competencies: tuple[UUID, ...]
    issuer: str


def draw(face: Face) -> str:
    """Return the badge as one SVG document of at most 4,000 bytes."""
    inks = palette(face.hue)
    outline = OUTLINES[face.level]
    ring = outline.format(f' fill="{PAPER}" stroke="{PAPER}" stroke-width="4"')
    plate = outline.format(f' fill="{inks.plate}"')
    line = outline.format(
        f' fill="none" stroke="{PAPER}" stroke-width="1.4" '
        'transform="translate(48 48)scale(.92)translate(-48-48)"'
    )
    disc = f'<circle cx="48" cy="40" r="26" fill="{inks.deep}"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" '
        f'role="img"><title>{_text(face.title)}</title>'
        f"{ring}{plate}{line}{disc}{glyph(face.competencies, PAPER, inks.deep)}"
        f"{_letters(face.issuer, BASELINES[face.level])}</svg>"
    )


def fingerprint(face: Face) -> str:
    """Return 16 hexadecimal digits that change when the image would."""
    parts = (EDITION, face.title, face.hue, int(face.level), face.issuer)
    named = "\x1f".join([*map(str, parts), *sorted(map(str, face.competencies))])
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:16]


def initials(issuer: str) -> str:
    """Return one to three capitals that stand for a name, '' when it has no letter.

    A name of one word gives its first two letters, or itself when it is an acronym:
    "France Université Numérique" is FUN, "Agir" is AG, "IMT" is IMT.
    """
    words: list[str] = re.findall(r"[^\W_]+", drawable(issuer))
    if len(words) == 1:
        word = words[0]
        return (word if word.isupper() else word[:2]).upper()[:3]
    return "".join(word[0] for word in words[:3]).upper()[:3]


def drawable(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 cannot hold."""
    return UNDRAWABLE.sub("", text)


def _text(title: str) -> str:
    """Return the title cut to its limit and escaped."""
    return escape(drawable(title)[:TITLE_LIMIT])


def _letters(issuer: str, baseline: int) -> str:
    letters = initials(issuer)
    if not letters:
        return ""
    return (
        f'<text x="48" y="{baseline}" text-anchor="middle" font-size="12.5" font-weight="700" '
        f'letter-spacing="1.2" font-family="system-ui,sans-serif" fill="{PAPER}">'
        f"{escape(letters)}</text>"
    )
