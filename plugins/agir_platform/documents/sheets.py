"""How does a table leave as a file? As CSV (RFC 4180), a line at a time, safe in a spreadsheet.

UTF-8 with a byte order mark: without one, the spreadsheet most people have reads accents wrong.
A text that a spreadsheet would take for a formula is written behind an apostrophe (CWE-1236).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.http import StreamingHttpResponse

MARK: Final = "\ufeff"
FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones count too
CHUNK: Final = 200  # lines that leave together


class _Line:
    """Give back what a ``csv.writer`` writes."""

    def write(self, text: str) -> str:
        return text


def guarded(value: Any) -> Any:
    """Return a cell; a text that begins as a formula gets an apostrophe, ``None`` is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \u00a0").startswith(FORMULA) else value
    return value


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the file in pieces of ``CHUNK`` lines; ``rows`` are read as they leave."""
    writer = csv.writer(_Line())
    held = MARK
    for count, row in enumerate(rows, 1):
        held += writer.writerow([guarded(cell) for cell in row])
        if count % CHUNK == 0:
            yield held
            held = ""
    if held:
        yield held


def answer(rows: Iterable[Sequence[Any]], name: str) -> StreamingHttpResponse:
    """Return the rows as a file called ``name`` (no extension), which no cache keeps."""
    plain = re.sub("[^A-Za-z0-9-]+", "-", name).strip("-")[:80] or "table"
    response = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{plain}.csv"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
