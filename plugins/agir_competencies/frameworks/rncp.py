"""How are France compétences' exports of the RNCP and of the RS read?

``export_fiches_RNCP_V4_1_*.xml``, about 570 MB, and ``export_fiches_RS_V4_1_*.xml``, or the .zip
that either comes in: one sheet at a time in constant memory, without document types, entities or
network.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from lxml import etree

from agir_competencies.domain.framework import Document
from agir_competencies.domain.refusals import (
    DoctypeRefused,
    DuplicateItem,
    FileUnreadable,
    FrameworkEmpty,
    FrameworkMalformed,
    PartMissing,
    PartTwice,
    SheetsTooMany,
    SheetUnknown,
)
from agir_competencies.domain.text import one_line
from agir_competencies.frameworks.fileset import Fileset, opened
from agir_competencies.frameworks.rncp_sheet import document_of

ROOT: Final = "FICHES"
ACTIVE: Final = "@active"  # among the sheets that are asked for: those in force alone
MOST_UNPACKED: Final = 1 << 30
_PART: Final = re.compile(r"(?:fiches|rncp|(?:^|_)rs(?:_|\d|\.)).*\.xml$", re.IGNORECASE)
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Tally:
    """Sheets that list competencies, and what they list; those in force apart."""

    sheets: int = 0
    items: int = 0
    active: int = 0
    active_items: int = 0

    def count(self, document: Document) -> None:
        """Count one sheet."""
        listed = len(document.items)
        self.sheets += bool(listed)
        self.items += listed
        if document.head.is_active:
            self.active += bool(listed)
            self.active_items += listed


def read(
    path: Path,
    *,
    sheets: Collection[str] = (),
    most_items: int,
    most_bytes: int = MOST_UNPACKED,
    progress: Progress | None = None,
) -> list[Document]:
    """Return the frameworks of the sheets that list competencies.

    All when no sheet is named; ``ACTIVE`` among them takes those in force alone. The file is read
    to its end, so that a truncated one is refused even when the sheets that were asked for come
    first, and so that too many are counted: ``SheetsTooMany`` tells what there is to choose from.
    ``most_bytes`` bounds what an archive unpacks to. ``progress`` hears (sheets read, bytes read).
    """
    wanted = {sheet_number(name) for name in sheets if name != ACTIVE}
    found: dict[str, Document] = {}
    seen: dict[str, int] = {}
    tally, taken = _Tally(), 0
    for at, (number, element) in enumerate(_stream(path, most_bytes, progress), start=1):
        if number in seen:
            raise DuplicateItem(identifier=number, first=seen[number], second=at)
        seen[number] = at
        if wanted and number not in wanted:
            continue
        document = document_of(element, number)
        tally.count(document)
        if ACTIVE in sheets and not document.head.is_active:
            continue
        taken += len(document.items)
        if taken > most_items:
            found.clear()  # counted to the end, and kept no more
        elif document.items:
            found[number] = document
    if missing := sorted(wanted - seen.keys()):
        raise SheetUnknown(sheets=", ".join(missing))
    if taken > most_items:
        raise SheetsTooMany(**asdict(tally), limit=most_items)
    if not found:
        raise FrameworkEmpty(source="rncp")
    return list(found.values())


def is_export(name: str) -> bool:
    """Tell whether a file of this name in an archive is one of the exports."""
    return bool(_PART.search(name))


def sheet_number(name: str) -> str:
    """Return a sheet's number as the file writes it: ``37674`` is ``RNCP37674``."""
    name = name.strip().upper()
    return f"RNCP{name}" if name.isdecimal() else name


def _stream(path: Path, most_bytes: int, progress: Progress | None) -> Iterator[tuple[str, Any]]:
    """Yield the number and the element of each sheet; the element is emptied afterwards."""
    try:
        if zipfile.is_zipfile(path):
            with opened(path, most_bytes=most_bytes, progress=progress) as files:
                part = _part(files)
                with files.open(part) as packed:
                    yield from _sheets(packed, files.tell)
            return
        with path.open("rb") as file:
            yield from _sheets(file, lambda count: progress and progress(count, file.tell()))
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise FrameworkMalformed(where=f"line {line}, column {column}", reason="not_xml") from error


def _part(files: Fileset) -> str:
    """Return the name of the one export in an archive."""
    found = sorted(name for name in files.parts if is_export(name))
    if not found:
        raise PartMissing(files="export_fiches_RNCP_V4_1_….xml, export_fiches_RS_V4_1_….xml")
    if len(found) > 1:
        raise PartTwice(name=found[1])
    files.choose(found)
    return found[0]


def _sheets(file: IO[bytes], tell: Callable[[int], object]) -> Iterator[tuple[str, Any]]:
    """Yield each sheet of an open file."""
    events = etree.iterparse(
        file,
        events=("start", "end"),
        tag=(ROOT, "FICHE"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    count, rooted = 0, False
    for event, element in events:
        if event == "start":
            if not rooted:
                _check_root(element)
                rooted = True
            continue
        if element.tag != "FICHE":
            continue
        count += 1
        number = one_line(element.findtext("NUMERO_FICHE") or "").upper()
        if not number:
            raise FrameworkMalformed(where=f"FICHE[{count}]", reason="no_number")
        yield number, element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        tell(count)
    if not rooted:
        raise FrameworkMalformed(where=ROOT, reason="missing")


def _check_root(element: Any) -> None:
    """Refuse a document type, and a root that is another format's."""
    info = element.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise DoctypeRefused()
    if element.tag != ROOT:
        raise FrameworkMalformed(where=ROOT, reason="missing")
