"""What remains of a stranger's HTML? Its words, in paragraphs, and nothing that acts.

No markup of another site is ever kept, so that none has to be made safe (decision 0005). Signs
that turn the direction of a text round, or are not seen at all, go too: a title must not
pretend.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

SILENT: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
BREAKS: Final = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
)
_BLANKS: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r" ?\n[ \n]*")


def plain(markup: str, limit: int) -> str:
    """Return the words of ``markup``, at most ``limit`` letters; paragraphs are lines."""
    reader = _Reader()
    reader.feed(markup[: limit * 8 + 1000])
    reader.close()
    return clean("".join(reader.pieces), limit)


def clean(text: str, limit: int) -> str:
    """Return ``text`` without signs that are not seen, blanks told once, cut at a word."""
    seen = "".join(letter for letter in text if _is_seen(letter))
    seen = _LINES.sub("\n", _BLANKS.sub(" ", seen)).strip()
    if len(seen) <= limit:
        return seen
    cut = seen[: limit - 1]
    head, _, tail = cut.rpartition(" ")
    return f"{head if head and len(tail) < limit // 4 else cut}…"


def line(text: str, limit: int) -> str:
    """Return ``clean`` on one line."""
    return clean(text.replace("\n", " "), limit)


def _is_seen(letter: str) -> bool:
    return letter in "\n\u200c\u200d" or unicodedata.category(letter) not in {
        "Cc", "Cf", "Cs", "Co", "Cn",
    } or letter == "\t"  # fmt: skip


class _Reader(HTMLParser):
    """Keeps words, forgets tags, skips what is not for reading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in SILENT and not self._silent:
            self._silent = tag
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
