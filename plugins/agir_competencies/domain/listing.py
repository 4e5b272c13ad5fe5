"""How does a free text list of competencies become competencies?

France compétences publishes each bloc's competencies as one text, once a list in a form: coded
(``A1C1.``, ``C.1.``, ``1.1.1``), with bullets, or with nothing but double spaces between them.
Its line breaks became runs of spaces on the way. Plain numbers (``1.``, ``2 :``) are codes when
they count from one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agir_competencies.domain.text import one_line

_START: Final = r"(?:^|\n|(?<=\s\s))[^\S\n]*"
_CODE: Final = (
    r"(?P<code>[A-Z]{1,2}\.?\d{1,2}(?:\.?[A-Z]{1,2}\.?\d{1,2}|\.\d{1,2})*"
    r"|\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[^\S\n]*[.:)]))"
)
_CODED: Final = re.compile(
    _START + r"(?:[-*•–]\s*)?" + _CODE + r"(?:[^\S\n]*[.:)–-])?\s*(?=[^\W\d])"
)
_BULLET: Final = re.compile(_START + r"[-*•–—▪·➢✓]\s*(?=[^\s\d])")
_GAP: Final = re.compile(r"\n+|\s{2,}")
_ASSESSMENT: Final = re.compile(
    r"(?:^|\n|\s{2})\s*(?:[-*•–]\s*)?(?:modalités?\s+d['’]\s*)?[ée]valuations?\s*:.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One competency of a list; ``parent`` is the index of the entry that it details."""

    code: str
    statement: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as read: what comes before it (may be ''), and its entries in order."""

    intro: str
    entries: tuple[Entry, ...]


def split(text: str) -> Listing:
    """Return the competencies of a bloc's text; how they are assessed is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()
    text = _ASSESSMENT.sub("", text)
    coded = _counted(list(_CODED.finditer(text)))
    if len(coded) > 1 or (coded and not text[: coded[0].start()].strip()):
        return _coded(text, coded)
    bullets = list(_BULLET.finditer(text))
    if bullets:
        return _pieces(text, bullets)
    return _plain(text)


def _counted(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the marks without plain numbers that do not count 1, 2, 3…: years, articles, sums."""
    plain = [int(mark["code"]) for mark in marks if mark["code"].isdecimal()]
    if len(plain) > 1 and plain == list(range(1, len(plain) + 1)):
        return marks
    return [mark for mark in marks if not mark["code"].isdecimal()]


def _coded(text: str, marks: list[re.Match[str]]) -> Listing:
    """Return entries that bear a code; a number hangs from the number that it extends."""
    entries: list[Entry] = []
    at: dict[str, int] = {}
    for mark, statement in zip(marks, _between(text, marks), strict=True):
        code = mark["code"]
        if not statement:
            continue
        parent = at.get(code.rpartition(".")[0]) if code[0].isdigit() else None
        at.setdefault(code, len(entries))
        entries.append(Entry(code, statement, parent))
    return Listing(_intro(text[: marks[0].start()]), tuple(entries))


def _pieces(text: str, marks: list[re.Match[str]]) -> Listing:
    """Return entries that begin with a bullet; spaces inside one are a broken line."""
    entries = tuple(Entry("", statement) for statement in _between(text, marks) if statement)
    return Listing(_intro(text[: marks[0].start()]), entries)


def _plain(text: str) -> Listing:
    """Return entries told apart by gaps; a piece that begins small goes on with the last."""
    lines: list[str] = []
    for piece in map(_tidy, _GAP.split(text)):
        if lines and piece and not piece[0].isupper():
            lines[-1] = f"{lines[-1]} {piece}"
        elif piece:
            lines.append(piece)
    intro = lines.pop(0) if len(lines) > 1 and lines[0].endswith(":") else ""
    statements = (line.rstrip(" :;") for line in lines)
    return Listing(_intro(intro), tuple(Entry("", one) for one in statements if one))


def _between(text: str, marks: list[re.Match[str]]) -> list[str]:
    """Return the text from each mark to the next."""
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        _tidy(text[mark.end() : end]).rstrip(" :;") for mark, end in zip(marks, ends, strict=True)
    ]


def _tidy(text: str) -> str:
    """Return a piece on one line, without a separator left at its end."""
    return one_line(text).rstrip(" ;")


def _intro(text: str) -> str:
    """Return what comes before a list, without its colon."""
    return one_line(text).rstrip(" :;-")
