"""What does a badge's drawing look like as a PNG?

Drawn by Pillow, which every Open edX carries, four times as large and then reduced: no renderer
of SVG is asked for and no font of the machine, so the picture is the same on every site. It
draws what ``agir_badges.domain.artwork`` writes and refuses any other drawing.

Letters are those of Pillow's own font, which knows ASCII: accents are left out, and initials of
another script with them (the credential in the image says the issuer's name in full).
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, ImageDraw, ImageFont

from agir_badges.openbadges.outline import DrawingUnknown, Placing, circle, path

SMALLEST: Final = 32  # pixels
LARGEST: Final = 1024
FINE: Final = 512  # up to here a picture is drawn four times as large, beyond twice
COMPRESSION: Final = 6  # of zlib: 9 takes three times as long for a tenth less
BOLD: Final = 0.026  # of an em, around the font's regular letters
_SVG: Final = "{http://www.w3.org/2000/svg}"
_NOWHERE: Final = (255, 255, 255, 0)  # white, so that the white ring fades into nothing
_INHERITED: Final = ("fill", "stroke", "stroke-width")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a shape is painted: attributes that children inherit, and where it is placed."""

    paint: Mapping[str, str]
    place: Placing

    def of(self, element: Element) -> _Look:
        """Return the look of a child."""
        own = {key: value for key in _INHERITED if (value := element.get(key))}
        return _Look({**self.paint, **own}, self.place.then(element.get("transform", "")))

    def ink(self, name: str, default: str = "none") -> str | None:
        """Return the colour of ``fill`` or ``stroke``, ``None`` when nothing is painted."""
        colour = self.paint.get(name, default)
        return None if colour == "none" else colour


def png(svg: str, size: int = 512) -> bytes:
    """Return a badge's drawing as a square PNG of ``size`` pixels, 32 to 1,024.

    Raise ``DrawingUnknown`` for a drawing that is not one of Agir's badges.
    """
    size = min(max(size, SMALLEST), LARGEST)
    fold = 4 if size <= FINE else 2
    root = _root(svg)
    side = _side(root)
    canvas = Image.new("RGBA", (size * fold, size * fold), _NOWHERE)
    pen = _Pen(ImageDraw.Draw(canvas))
    pen.group(root, _Look({"fill": "#000000"}, Placing(turn=complex(size * fold / side))))
    out = io.BytesIO()
    canvas.reduce(fold).save(out, "PNG", compress_level=COMPRESSION)
    return out.getvalue()


def _root(svg: str) -> Element:
    try:
        root: Element = fromstring(svg)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise DrawingUnknown(type(error).__name__) from error
    if root.tag != f"{_SVG}svg":
        raise DrawingUnknown("the root is no svg")
    return root


def _side(root: Element) -> float:
    """Return the side of the drawing's square in its own units."""
    figures = [float(one) for one in root.get("viewBox", "").split()]
    if len(figures) != 4 or figures[:2] != [0, 0] or figures[2] != figures[3] or figures[2] <= 0:
        raise DrawingUnknown("no square from 0 0")
    return figures[2]


class _Pen:
    """Paints elements on a canvas."""

    def __init__(self, canvas: ImageDraw.ImageDraw) -> None:
        self.canvas = canvas

    def group(self, parent: Element, look: _Look) -> None:
        """Paint what an element holds, in order; foreign elements are not seen."""
        for element in parent:
            name = element.tag.removeprefix(_SVG)
            own = look.of(element)
            if name == "g":
                self.group(element, own)
            elif name == "circle":
                centre = complex(_figure(element, "cx"), _figure(element, "cy"))
                self.shape(circle(centre, _figure(element, "r")), own)
            elif name == "path":
                self.shape(path(element.get("d", "")), own)
            elif name == "text":
                self.letters(element, own)
            elif element.tag.startswith(_SVG) and name != "title":
                raise DrawingUnknown("an element", name=name)

    def shape(self, points: Iterable[complex], look: _Look) -> None:
        """Paint a closed outline: its inside, then its line, whose corners are round."""
        placed = [look.place(one) for one in points]
        if ink := look.ink("fill"):
            self.canvas.polygon(_pairs(placed), fill=ink)
        if ink := look.ink("stroke"):
            half = float(look.paint.get("stroke-width", "1")) * look.place.scale / 2
            for one, other in zip(placed, placed[1:] + placed[:1], strict=True):
                self.stroke(one, other, half, ink)

    def stroke(self, one: complex, other: complex, half: float, ink: str) -> None:
        """Paint a straight line of twice ``half``, with a round end."""
        box = _pairs([other - complex(half, half), other + complex(half, half)])
        self.canvas.ellipse(box, fill=ink)
        if one != other:
            aside = (other - one) / abs(other - one) * 1j * half
            corners = [one + aside, other + aside, other - aside, one - aside]
            self.canvas.polygon(_pairs(corners), fill=ink)

    def letters(self, element: Element, look: _Look) -> None:
        """Paint capitals around their middle."""
        text = _plain(element.text or "")
        ink = look.ink("fill")
        if not text or ink is None:
            return
        em = _figure(element, "font-size") * look.place.scale
        gap = _figure(element, "letter-spacing") * look.place.scale
        font = ImageFont.load_default(em)
        widths = [font.getlength(one) + gap for one in text]
        at = look.place(complex(_figure(element, "x"), _figure(element, "y"))) - sum(widths) / 2
        for letter, width in zip(text, widths, strict=True):
            self.canvas.text(
                (at.real, at.imag), letter, ink, font, anchor="ls", stroke_width=round(em * BOLD)
            )
            at += width


def _plain(text: str) -> str:
    """Return letters without their accents, '' when one of them has no plain form."""
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)
    )
    return bare if bare.isascii() and bare.isprintable() else ""


def _figure(element: Element, name: str) -> float:
    return float(element.get(name, "0"))


def _pairs(points: Iterable[complex]) -> list[tuple[float, float]]:
    return [(one.real, one.imag) for one in points]
