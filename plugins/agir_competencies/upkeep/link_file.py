"""Which lines does a file of links hold? UTF-8, a heading, commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import ClassVar, Final

from agir_competencies.data import LineRefusal
from agir_competencies.domain.link_line import Line, cells_of, line_of
from agir_competencies.frameworks.spreadsheet import bare
from agir_kernel.errors import DomainError

MOST_BYTES: Final = 8_000_000
MOST_LINES: Final = 20_000
SEPARATORS: Final = ",;\t"
NAMES: Final = frozenset({"competency", "code", "label"})


class LinksUnreadable(DomainError):
    """Not a file of links. Facts: ``reason`` (a code of ``sentences.REASONS``)."""

    code: ClassVar[str] = "links_unreadable"


def lines_of(content: bytes) -> tuple[list[Line], list[LineRefusal]]:
    """Return the lines of a file, and why others cannot be read; raise ``LinksUnreadable``.

    Lines are numbered as an editor numbers them where no cell holds a line break: the heading
    is 1. Empty lines are nothing.
    """
    lines: list[Line] = []
    refusals: list[LineRefusal] = []
    for number, cells in _cells(content):
        try:
            lines.append(line_of(number, cells))
        except DomainError as refusal:
            refusals.append(LineRefusal(number, refusal.code, dict(refusal.facts)))
    return lines, refusals


def _cells(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise LinksUnreadable(reason="too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LinksUnreadable(reason="not_utf8") from None
    rows = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        header = _header(next(rows, []))
        for number, row in enumerate(rows, 2):
            if number > MOST_LINES + 1:
                raise LinksUnreadable(reason="too_large")
            if any(cell.strip() for cell in row):
                yield number, cells_of(header, [bare(cell) for cell in row])
    except csv.Error:
        raise LinksUnreadable(reason="not_csv") from None


def _separator(text: str) -> str:
    """Return the separator that the heading uses most; a comma where it uses none."""
    heading = text.partition("\n")[0]
    return max(SEPARATORS, key=heading.count)


def _header(row: Sequence[str]) -> list[str]:
    header = [cell.strip().lower() for cell in row]
    named = [cell for cell in header if cell]
    if "object_key" not in header or not NAMES.intersection(header):
        raise LinksUnreadable(reason="no_columns")
    if len(set(named)) != len(named):
        raise LinksUnreadable(reason="column_twice")
    return header
