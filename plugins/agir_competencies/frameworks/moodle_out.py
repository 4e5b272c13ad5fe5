"""How does a framework leave for Moodle? As the CSV of 14 columns that its importer reads.

The framework's own row first, then its competencies, parents before children. Moodle knows a
competency by an ID number, and calls it by a short name, of at most 100 characters each; the
whole sentence is the description where it is another. Retired competencies, translations and
relations other than « related » have no column. What came from Moodle leaves as it came.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from agir_competencies.domain.framework import Head, Item
from agir_competencies.domain.plan import Stored
from agir_competencies.domain.relation import IS_RELATED_TO
from agir_competencies.domain.text import cut, one_line
from agir_competencies.frameworks.names_out import name_of, name_of_head
from agir_competencies.frameworks.spreadsheet import guarded

COLUMNS: Final = (
    "Parent ID number", "ID number", "Short name", "Description", "Description format",
    "Scale values", "Scale configuration", "Rule type (optional)", "Rule outcome (optional)",
    "Rule config (optional)", "Cross-referenced competency ID numbers", "Exported ID (optional)",
    "Is framework", "Taxonomy",
)  # fmt: skip
SCHEME: Final = "moodle:"
SHORT: Final = 100
PLAIN: Final = "2"  # Moodle's number for text that is no HTML
# A framework of Moodle has a scale, with the value that new learners have and those that suffice.
SCALES: Final = {"fr": "Pas encore acquise,Acquise", "": "Not yet competent,Competent"}
SCALE_SETUP: Final = (
    '[{"scaleid":"1"},{"id":1,"scaledefault":1,"proficient":0},'
    '{"id":2,"scaledefault":0,"proficient":1}]'
)
LEVELS: Final = "competency,competency,competency,competency"
PIECE: Final = 500  # rows that are written together


def rows(stored: Stored, head: Head) -> Iterator[bytes]:
    """Yield the CSV."""
    items = {key: old.item for key, old in stored.items.items() if not old.retired}
    names = {key: name_of(item, head, SCHEME, SHORT) for key, item in items.items()}
    related = _related(stored, names)
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow(_framework(head, _levels(items.values(), head)))
    for at, item in enumerate(items.values(), start=1):
        writer.writerow(_competency(item, names, related.get(item.identifier, ())))
        if at % PIECE == 0:
            yield sink.getvalue().encode()
            sink.seek(0)
            sink.truncate()
    yield sink.getvalue().encode()


def _framework(head: Head, levels: str) -> list[str]:
    scale = SCALES.get(head.language[:2].lower(), SCALES[""])
    credit = " · ".join(part for part in (head.publisher, head.uri, head.licence) if part)
    name = name_of_head(head, SCHEME, SHORT)
    title = head.title if head.uri.startswith(SCHEME) else cut(head.title, SHORT)
    told = ("", name, title, credit, PLAIN, scale, SCALE_SETUP)
    return [*map(guarded, told), "", "", "", "", "", "1", guarded(levels)]


def _levels(items: Iterable[Item], head: Head) -> str:
    """Return what each level is called; Moodle knows some words only, those it gave among them."""
    if not head.uri.startswith(SCHEME):
        return LEVELS
    called: dict[int, str] = {}
    for item in items:
        called.setdefault(item.depth, item.item_type)
    return ",".join(called.get(depth, "") for depth in range(max(called, default=-1) + 1))


def _competency(item: Item, names: Mapping[UUID, str], related: Collection[str]) -> list[str]:
    above = names.get(item.parent, "") if item.parent else ""
    line = one_line(item.short or item.statement)
    short = cut(line, SHORT)
    description = "" if item.statement == short else item.statement
    crossed = ",".join(name.replace(",", "%2C") for name in related)
    told = (above, names[item.identifier], short, description, PLAIN)
    return [*map(guarded, told), "", "", "", "", "", guarded(crossed), "", "", ""]


def _related(stored: Stored, names: Mapping[UUID, str]) -> dict[UUID, list[str]]:
    """Return the ID numbers of what each competency is related to, in order."""
    found: dict[UUID, list[str]] = {}
    for edge in stored.edges:
        other = names.get(edge.destination) if edge.destination else None
        if other and edge.kind == IS_RELATED_TO and edge.origin in names:
            found.setdefault(edge.origin, []).append(other)
    return {key: sorted(related) for key, related in found.items()}
