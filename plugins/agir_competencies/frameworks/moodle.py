"""How is the CSV file of a Moodle competency framework read?

The 14 columns of ``tool_lpimportcsv``, by their place: Moodle translates their titles. One row
is the framework (``Is framework``), the others are competencies, each under the ID number of its
parent. An ID number that is a UUID or an address is the item's identity wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from agir_competencies.domain.draft import Draft, Tie, refuse_more, settle
from agir_competencies.domain.framework import (
    LONGEST_TITLE,
    LONGEST_WORD,
    Document,
    Head,
    Note,
)
from agir_competencies.domain.identity import item_id, same_as
from agir_competencies.domain.refusals import ColumnMissing, FrameworkMalformed
from agir_competencies.domain.relation import IS_RELATED_TO
from agir_competencies.domain.text import cut, one_line
from agir_competencies.frameworks.fileset import Fileset, Limits, Progress, opened
from agir_competencies.frameworks.markup import words_of
from agir_competencies.frameworks.moodle_out import COLUMNS
from agir_competencies.frameworks.parts import only
from agir_competencies.frameworks.spreadsheet import bare
from agir_competencies.frameworks.table import Table, address, code, said

SOURCE: Final = "moodle"
SCHEME: Final = "moodle:"
DELIMITERS: Final = (",", ";", "\t")
HTML: Final = ("", "0", "1")  # Moodle's own and plain HTML; 2 is plain text, 4 Markdown
NO: Final = ("", "0", "false")
EVERY: Final = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file; ``where`` is its place."""

    where: str
    parent: str
    number: str
    short: str
    text: str
    related: tuple[str, ...]
    has_rule: bool
    is_framework: bool
    taxonomy: tuple[str, ...]


def read(
    path: Path,
    *,
    name: str = "",
    limits: Limits,
    progress: Progress | None = None,
) -> Document:
    """Return the framework; raise a ``FrameworkRefused``."""
    with opened(path, name=name, most_bytes=limits.bytes, progress=progress) as files:
        rows = list(_rows(files, only(files, ".csv"), limits.items))
    heads = [row for row in rows if row.is_framework]
    if len(heads) != 1:
        where = heads[1].where if heads else name or path.name
        raise FrameworkMalformed(where=where, reason="not_one_framework")
    [first] = heads
    head = _head(first)
    items = [row for row in rows if not row.is_framework]
    depths = _depths(items)
    drafts = [_draft(row, at, head, _type(first, depths.get(row.number, 0)))
              for at, row in enumerate(items)]  # fmt: skip
    numbers = {row.number for row in items}
    ties = [Tie(row.number, IS_RELATED_TO, other)
            for row in items for other in row.related if other in numbers]  # fmt: skip
    rules = sum(row.has_rule for row in rows)
    notes = [Note("rules_left_out", {"count": rules})] if rules else []
    return settle(head, drafts, ties, notes=notes)


def _rows(files: Fileset, name: str, most: int) -> Iterator[Row]:
    """Yield the rows; refuse a table of other columns."""
    with files.open(name) as stream:
        table = Table(stream, name, delimiter=_delimiter(files, name))
        if len(table.header) < len(COLUMNS):
            raise ColumnMissing(file=name, column=COLUMNS[len(table.header)])
        for number, row in enumerate(table.rows(range(len(COLUMNS))), start=1):
            yield _row([bare(cell) for cell in row], table.where())
            refuse_more(number - 1, most)
            if number % EVERY == 0:
                files.tell(number)


def _delimiter(files: Fileset, name: str) -> str:
    """Return what Moodle was told to put between cells: no title holds it."""
    with files.open(name) as stream:
        first = stream.readline(4096)
    return max(DELIMITERS, key=lambda sign: first.count(sign.encode()))


def _row(cells: list[str], where: str) -> Row:
    """Return one row."""
    parent, number, short, text, form, scale, _, rule, _, _, related, _, is_head, taxonomy = cells
    number = address(number, where)
    if not number:
        raise FrameworkMalformed(where=where, reason="no_identifier")
    return Row(
        where=where,
        parent=address(parent, where),
        number=number,
        short=cut(one_line(short), LONGEST_TITLE),
        text=words_of(text) if form.strip() in HTML and "<" in text else text,
        related=tuple(one_line(one.replace("%2C", ",")) for one in related.split(",")),
        has_rule=bool(rule.strip() or (scale.strip() and is_head.strip().lower() in NO)),
        is_framework=is_head.strip().lower() not in NO,
        taxonomy=tuple(cut(one_line(word), LONGEST_WORD) for word in taxonomy.split(",")),
    )


def _head(row: Row) -> Head:
    """Return what the row of the framework says."""
    if not row.short:
        raise FrameworkMalformed(where=row.where, reason="no_title")
    uri, identifier = same_as(row.number)
    uri = uri or address(f"{SCHEME}{quote(row.number)}", row.where)
    return Head(identifier or item_id(uri), uri, SOURCE, row.short)


def _draft(row: Row, at: int, head: Head, kind: str) -> Draft:
    """Return the row of a competency as an item; Moodle's own order is that of the rows."""
    statement, short = said(row.short, row.text, row.where)
    uri, identifier = same_as(row.number)
    return Draft(
        key=row.number,
        uri=uri or address(f"{head.uri}#{quote(row.number)}", row.where),
        statement=statement,
        short=short if statement != short else "",
        code="" if uri else code(row.number),
        item_type=kind,
        parents=(row.parent,) if row.parent else (),
        rank=(at,),
        where=row.where,
        identifier=identifier,
    )


def _depths(rows: list[Row]) -> dict[str, int]:
    """Return how deep each ID number stands, as far as its parents are there and go upwards."""
    parents = {row.number: row.parent for row in rows}
    depths: dict[str, int] = {"": -1}
    for row in rows:
        path: dict[str, None] = {}
        name = row.number
        while name not in depths and name in parents and name not in path:
            path[name] = None
            name = parents[name]
        depth = depths.get(name, -1)
        for below in reversed(path):
            depth += 1
            depths[below] = depth
    return depths


def _type(head: Row, depth: int) -> str:
    """Return what Moodle calls the items of a level: competency, skill, outcome…"""
    return head.taxonomy[min(depth, len(head.taxonomy) - 1)]
