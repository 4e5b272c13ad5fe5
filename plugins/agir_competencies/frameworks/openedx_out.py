"""How does a framework leave as an ``openedx_tagging`` import? As the tags that mirror it here.

Labels and at most three levels: what a taxonomy page of any release takes in. A list of tags
that came from such a file leaves as it came. Retired competencies, statements, translations and
relations have no place in that format.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from agir_competencies.domain.framework import Head
from agir_competencies.domain.plan import Stored
from agir_competencies.frameworks.handles import handles_of
from agir_competencies.frameworks.names_out import name_of
from agir_competencies.frameworks.spreadsheet import guarded

COLUMNS: Final = ("id", "value", "parent_id")
SCHEME: Final = "tags:"
LONGEST_ID: Final = 255
PIECE: Final = 500  # tags that are written together
Tag = tuple[str, str, str]  # id, value, parent's id ('' at the top)


def as_csv(stored: Stored, head: Head) -> Iterator[bytes]:
    """Yield the CSV, parents before children."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(COLUMNS)
    for at, tag in enumerate(_tags(stored, head), start=1):
        writer.writerow(map(guarded, tag))
        if at % PIECE == 0:
            yield sink.getvalue().encode()
            sink.seek(0)
            sink.truncate()
    yield sink.getvalue().encode()


def as_json(stored: Stored, head: Head) -> Iterator[bytes]:
    """Yield the JSON, parents before children; a tag at the top has no ``parent_id``."""
    credit = " · ".join(part for part in (head.publisher, head.uri, head.licence) if part)
    opening = json.dumps({"name": head.title, "description": credit}, ensure_ascii=False)
    yield f'{opening[:-1]}, "tags": ['.encode()
    before = ""
    for name, value, parent in _tags(stored, head):
        told = {"id": name, "value": value} | ({"parent_id": parent} if parent else {})
        yield f"{before}\n{json.dumps(told, ensure_ascii=False)}".encode()
        before = ","
    yield b"\n]}\n"


def _tags(stored: Stored, head: Head) -> Iterator[Tag]:
    """Yield the tags of what is in force."""
    items = [old.item for old in stored.items.values() if not old.retired]
    names = {item.identifier: name_of(item, head, SCHEME, LONGEST_ID) for item in items}
    if head.uri.startswith(SCHEME):
        for item in items:
            above = names[item.parent] if item.parent else ""
            yield names[item.identifier], item.statement, above
        return
    labels = {key: old.label for key, old in stored.items.items()}
    for handle in handles_of(items, labels, stored):
        if handle.keep:
            above = names[UUID(handle.parent)] if handle.parent else ""
            yield names[UUID(handle.external_id)], handle.value, above
