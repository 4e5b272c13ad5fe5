"""How is an author's plain text laid out?

An empty line begins a paragraph, lines that begin with ``- `` are a list, ``**words**`` are
strong. There is nothing else, and no HTML: what a template escapes needs no sanitiser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

STRONG: Final = re.compile(r"\*\*(.+?)\*\*")
BULLET: Final = "- "


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line, strong or not."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of lines, or a list of them; each line is runs of words."""

    is_list: bool
    lines: tuple[tuple[Run, ...], ...]


def passages(text: str) -> list[Passage]:
    """Return a text as paragraphs and lists, in order."""
    found: list[Passage] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        group: list[str] = []
        for line in [*part.strip().split("\n"), None]:
            if group and (line is None or _is_bullet(line) is not _is_bullet(group[-1])):
                found.append(_passage(group))
                group = []
            if line:
                group.append(line)
    return found


def _is_bullet(line: str) -> bool:
    return line.startswith(BULLET)


def _passage(lines: list[str]) -> Passage:
    is_list = _is_bullet(lines[0])
    return Passage(is_list, tuple(_runs(one.removeprefix(BULLET).strip()) for one in lines))


def _runs(line: str) -> tuple[Run, ...]:
    parts = STRONG.split(line)
    runs = [Run(part, place % 2 == 1) for place, part in enumerate(parts) if part]
    return tuple(runs)
