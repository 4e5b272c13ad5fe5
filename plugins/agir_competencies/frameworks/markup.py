"""What does a piece of HTML say as plain text?"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from agir_competencies.domain.text import clean

_LINES: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN: Final = frozenset({"script", "style", "template", "head"})


class _Words(HTMLParser):
    """Gathers the words that a reader would see."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line, or what nobody sees."""
        self._unseen += tag in _UNSEEN
        if tag in _LINES:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what nobody sees."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _LINES:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._unseen:
            self.found.append(data)


def words_of(html: str) -> str:
    """Return the text of ``html``, one line a block, without what nobody sees."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = (" ".join(clean(line).split()) for line in "".join(parser.found).splitlines())
    return "\n".join(line for line in lines if line)
