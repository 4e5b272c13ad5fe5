"""How is one CSV file read, row by row, and refused with its place?"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from io import BufferedReader, TextIOWrapper
from typing import Final

from agir_competencies.domain.framework import LONGEST_CODE, LONGEST_TITLE, LONGEST_URI
from agir_competencies.domain.refusals import ColumnMissing, FrameworkMalformed
from agir_competencies.domain.text import clean, cut, one_line

UTF8: Final = "utf-8-sig"
LONGEST_LINE: Final = 1 << 22
"""Characters that are read at once: a line without an end must not fill the memory.

A longer one is read as several: a row of such a length has cells too long, or too many of them.
"""


class Table:
    """A CSV file with a header. ``where`` names a place in it as a refusal says it."""

    def __init__(
        self,
        stream: BufferedReader,
        name: str,
        *,
        encoding: str = UTF8,
        delimiter: str = ",",
    ) -> None:
        """Read the header of ``stream``; ``name`` is the file's, for refusals."""
        self.name = name
        self._text = TextIOWrapper(stream, encoding=encoding, newline="")
        # Strict: a quote that never closes is a file cut short, not one long cell.
        pieces = iter(partial(self._text.readline, LONGEST_LINE), "")
        self._rows = csv.reader(pieces, delimiter=delimiter, strict=True)
        self.header = [one_line(title) for title in self._next() or ()]

    def columns(self, *required: str) -> list[int]:
        """Return where these columns stand; raise ``ColumnMissing``."""
        at = {title: place for place, title in reversed(list(enumerate(self.header)))}
        for title in required:
            if title not in at:
                raise ColumnMissing(file=self.name, column=title)
        return [at[title] for title in required]

    def rows(self, places: Sequence[int]) -> Iterator[list[str]]:
        """Yield the cells at ``places`` of each row that is not blank, '' where it is short."""
        width = len(self.header)
        while (row := self._next()) is not None:
            if len(row) > width:
                raise FrameworkMalformed(where=self.where(), reason="row_too_long")
            if not any(row):
                continue
            if len(row) < width:
                row = row + [""] * (width - len(row))
            yield [row[at] for at in places]

    def where(self) -> str:
        """Return the place of the row that was read last."""
        return f"{self.name}, line {self._rows.line_num}"

    def _next(self) -> list[str] | None:
        """Return the next row, ``None`` at the end; raise ``FrameworkMalformed``."""
        try:
            return next(self._rows, None)
        except UnicodeDecodeError as error:
            raise FrameworkMalformed(where=self.where(), reason="not_utf8") from error
        except csv.Error as error:
            raise FrameworkMalformed(where=self.where(), reason="not_csv") from error


def address(text: str, where: str) -> str:
    """Return an address of a cell, at most ``LONGEST_URI`` characters, '' for none."""
    uri = one_line(text)
    if len(uri) > LONGEST_URI:
        raise FrameworkMalformed(where=where, reason="uri_too_long")
    return uri


def said(label: str, description: str, where: str) -> tuple[str, str]:
    """Return the statement and the short statement of an item with a label and more words."""
    short, more = cut(one_line(label), LONGEST_TITLE), clean(description)
    if not short:
        raise FrameworkMalformed(where=where, reason="no_statement")
    return more or clean(label), short


def code(text: str) -> str:
    """Return a code of a cell."""
    return cut(one_line(text), LONGEST_CODE)
