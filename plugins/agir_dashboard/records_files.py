"""How do a learner's data become files, whole and harmless?

Everything that each context says it holds goes in, by the shape it has: nothing is named here, so
nothing can be forgotten here. A list of records is a table; a list inside a record is a table of
its own, whose first column tells the record it belongs to; any other nesting is JSON in its cell.
Files are streamed: memory holds what the contexts gave, and never the file.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import RawIOBase, StringIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

BOM: Final = "\ufeff"  # so that a spreadsheet reads UTF-8
FORMULAE: Final = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones count too
PIECE: Final = 500

Table = list[dict[str, Any]]


def as_json(held: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the data as one JSON document in UTF-8."""
    for piece in json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(held):
        yield piece.encode()
    yield b"\n"


def as_zip(held: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield a zip of one CSV a table, and the JSON document."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, table in tables(held).items():
            yield from _file(archive, sink, f"{name}.csv", as_csv(table))
        yield from _file(archive, sink, "agir.json", as_json(held))
    yield sink.taken()


def _file(archive: ZipFile, sink: _Sink, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    with archive.open(name, "w") as file:
        for piece in pieces:
            file.write(piece)
            yield sink.taken()


def tables(held: Mapping[str, Any]) -> dict[str, Table]:
    """Return every table by its name: ``context-list`` or ``context-list-inner``."""
    found: dict[str, Table] = {}
    for context, holding in held.get("contexts", {}).items():
        facts = {}
        for name, value in holding.items():
            if _is_table(value):
                _gather(found, f"{context}-{name}", value)
            else:
                facts[name] = value
        if facts:
            found[context] = [facts]
    return found


def _gather(found: dict[str, Table], name: str, records: Iterable[Mapping[str, Any]]) -> None:
    rows = found.setdefault(name, [])
    for number, record in enumerate(records, 1):
        row = {}
        for field, value in record.items():
            if value and _is_table(value):
                owner = record.get("id", number)
                _gather(found, f"{name}-{field}", [{"of": owner, **inner} for inner in value])
            else:
                row[field] = value
        rows.append(row)


def _is_table(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def as_csv(rows: Table) -> Iterator[bytes]:
    """Yield a table as CSV: a heading, then the rows; columns are all that any row has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([cell(row.get(name)) for name in columns])
        if number % PIECE == 0:
            yield _taken(text)
    yield _taken(text)


def cell(value: object) -> str | int | float:
    """Return a value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULAE) else text


def _taken(text: StringIO) -> bytes:
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece


class _Sink(RawIOBase):
    """Where a zip is written to, piece by piece; it cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
