"""How are records of passages read, a record at a time: from CSV, from JSON?

CSV in UTF-8 with ``;`` or ``,``; JSON an array of objects, or one object a line.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final, TextIO

from agir_certification.domain import record
from agir_certification.domain.record import COLUMNS, REQUIRED, Record
from agir_certification.domain.refusals import RecordsUnreadable

CHUNK: Final = 65_536
MOST_RECORD: Final = 65_536
DATES: Final = ("birth_date", "birth_year")


def read(path: Path) -> Iterator[Record]:
    """Yield the records of a file; its name ends with ``.csv``, ``.json`` or ``.jsonl``."""
    kind = path.suffix.lower()
    if kind not in {".csv", ".json", ".jsonl"}:
        raise RecordsUnreadable(reason="suffix", field=kind[:20])
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _csv(file) if kind == ".csv" else _json(file)
    except OSError as error:
        raise RecordsUnreadable(reason="file", field=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise RecordsUnreadable(reason="encoding", field="UTF-8") from error


def _csv(file: TextIO) -> Iterator[Record]:
    head = file.readline(MOST_RECORD)
    separator = ";" if head.count(";") >= head.count(",") else ","
    names = [name.strip() for name in next(csv.reader([head], delimiter=separator), [])]
    _ensure_columns(names)
    for column in REQUIRED:
        if column not in names:
            raise RecordsUnreadable(reason="column_missing", field=column)
    try:
        rows = csv.reader(file, delimiter=separator, strict=True)
        for row in rows:
            if any(row):
                if len(row) > len(names):
                    raise RecordsUnreadable(reason="row", field=str(rows.line_num + 1))
                cells = dict(zip(names, row, strict=False))
                yield record.read(cells, rows.line_num + 1)
    except csv.Error as error:
        raise RecordsUnreadable(reason="row", field=str(rows.line_num + 1)) from error


def _json(file: TextIO) -> Iterator[Record]:
    for position, row in enumerate(_objects(file), start=1):
        if not isinstance(row, Mapping):
            raise RecordsUnreadable(reason="row", field=str(position))
        _ensure_columns(row)
        yield record.read(row, position)


def _ensure_columns(names: Iterable[str]) -> None:
    known = set(COLUMNS)
    for name in names:
        if name not in known:
            raise RecordsUnreadable(reason="column_unknown", field=str(name)[:60])


def _objects(file: TextIO) -> Iterator[Any]:
    """Yield the values of an array, or of a file of values, without reading it whole."""
    decoder, held = json.JSONDecoder(), ""
    position = 0
    while chunk := file.read(CHUNK):
        held += chunk
        while (held := held.lstrip(" \t\r\n,[]")) and held:
            try:
                value, end = decoder.raw_decode(held)
            except ValueError:
                if len(held) > MOST_RECORD + CHUNK:
                    raise RecordsUnreadable(reason="row", field=str(position + 1)) from None
                break
            position += 1
            yield value
            held = held[end:]
    if held.strip(" \t\r\n,[]"):
        raise RecordsUnreadable(reason="row", field=str(position + 1))


def example(kind: str) -> str:
    """Return two records of persons who do not exist, as ``json`` or ``csv``."""
    if kind == "json":
        return json.dumps(record.EXAMPLE, ensure_ascii=False, indent=2) + "\n"
    names = [name for name in COLUMNS if any(name in one for one in record.EXAMPLE)]
    text = StringIO()
    writer = csv.DictWriter(text, names, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(record.EXAMPLE)
    return text.getvalue()
