"""What does the badge “free and open” look like? Two words on a plate, as SVG.

The words are the picture: its title and description say the same to whoever does not see it.
White on each of the three colours has a contrast of 5 : 1 or more (WCAG 1.4.3).
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from agir_catalogue.domain.covenant import KEPT, NOT_KEPT

COLOURS: Final = {KEPT: "#1b6e4b", NOT_KEPT: "#a3312b"}
QUIET: Final = "#5a5f66"
LABEL: Final = "#22272d"
LETTER: Final = 7
"""Pixels a letter of 12 px takes, by measure on the widest usual sans."""


def draw(standing: str, language: str) -> str:
    """Return the badge of a standing (``kept``, ``not_kept``, else unknown), as an SVG file."""
    left, right = _("Free and open"), word(standing)
    lefts, rights = _width(left), _width(right)
    whole = lefts + rights
    name = escape(f"{left}: {right}")
    about = escape(description(standing))
    colour = COLOURS.get(standing, QUIET)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="28" '
        f'viewBox="0 0 {whole} 28" role="img" aria-labelledby="t d" lang="{escape(language)}">'
        f'<title id="t">{name}</title><desc id="d">{about}</desc>'
        f'<rect width="{whole}" height="28" rx="6" fill="{colour}"/>'
        f'<path d="M6 0h{lefts - 6}v28H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z" fill="{LABEL}"/>'
        '<g fill="#fff" font-family="system-ui,Verdana,sans-serif" font-size="12" '
        'font-weight="600" text-anchor="middle" aria-hidden="true">'
        f'<text x="{lefts // 2}" y="18">{escape(left)}</text>'
        f'<text x="{lefts + rights // 2}" y="18">{escape(right)}</text></g></svg>'
    )


def word(standing: str) -> str:
    """Return what the badge says of the standing."""
    return {KEPT: _("kept"), NOT_KEPT: _("not kept")}.get(standing, _("not known"))


def description(standing: str) -> str:
    """Return what the badge means, in a sentence."""
    return {
        KEPT: _("This course keeps the free-track covenant: nobody has to pay to learn."),
        NOT_KEPT: _("This course does not keep the free-track covenant at the moment."),
    }.get(standing, _("It is not known whether this course keeps the free-track covenant."))


def _width(text: str) -> int:
    return len(text) * LETTER + 24
