"""How is a figure drawn? As SVG made here, from the numbers that the table beside it says.

A drawing has no text in it: lengths are in percent of its width, so that it fits a telephone and
a sheet of paper. What a part means is told by its pattern and by words, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Fill(StrEnum):
    """How a part is filled: each is told from the others without colour, also on paper."""

    SOLID = "solid"
    HATCHED = "hatched"
    DOTTED = "dotted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: ``share`` 0 to 1 of its width."""

    share: float
    fill: Fill


def interval(value: float, low: float, high: float) -> SafeString:
    """Draw a share and its interval, each 0 to 1: a band from ``low`` to ``high``, a lozenge.

    Hidden from who listens: the figure and its interval stand beside it in words.
    """
    return format_html(
        '<svg class="agir-chart agir-interval" aria-hidden="true" focusable="false">'
        '<rect class="track" y="45%" width="100%" height="10%"/>'
        '<rect class="band" x="{}" y="25%" width="{}" height="50%" rx="3"/>'
        '<svg class="point" x="{}" y="0" width="1" height="100%" overflow="visible">'
        '<path d="M0 1 6 8 0 15-6 8Z"/></svg></svg>',
        _percent(low),
        _percent(max(high - low, 0.004)),
        _percent(value),
    )


def bar(parts: Sequence[Part], said: str) -> SafeString:
    """Draw parts of a whole one after the other; ``said`` is the same in words."""
    drawn, start = [], 0.0
    for part in parts:
        if part.share > 0:
            drawn.append((part.fill.value, _percent(start), _percent(part.share)))
        start += part.share
    return format_html(
        '<svg class="agir-chart agir-parts" role="img" aria-label="{}" focusable="false">'
        '<rect class="open" width="100%" height="100%" rx="3"/>{}</svg>',
        said,
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="100%" rx="2"/>', drawn),
    )


def _percent(share: float) -> str:
    """Return a share as SVG writes a length, with two decimals at most, within the drawing."""
    bounded = min(max(share, 0.0), 1.0) * 100
    return f"{bounded:.2f}".rstrip("0").rstrip(".") + "%"
