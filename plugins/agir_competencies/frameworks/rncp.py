"""How are France compétences' exports of the RNCP and of the RS read?

``export_fiches_RNCP_V4_1_*.xml``, about 570 MB, and ``export_fiches_RS_V4_1_*.xml``: one sheet at
a time in constant memory, without document types, entities or network.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from lxml import etree

from agir_competencies.domain.framework import Document
from agir_competencies.domain.refusals import (
    DoctypeRefused,
    DuplicateItem,
    FileUnreadable,
    FrameworkEmpty,
    FrameworkMalformed,
    FrameworkTooLarge,
    SheetUnknown,
)
from agir_competencies.domain.text import one_line
from agir_competencies.frameworks.rncp_sheet import document_of

ROOT: Final = "FICHES"
Progress = Callable[[int, int], None]


def read(
    path: Path,
    *,
    sheets: Collection[str] = (),
    most_items: int,
    progress: Progress | None = None,
) -> list[Document]:
    """Return the frameworks of the sheets (all when none is named) that list competencies.

    The file is read to its end, so that a truncated one is refused even when the sheets that
    were asked for come first. ``progress`` hears (sheets read, bytes read).
    """
    wanted = {sheet_number(name) for name in sheets}
    found: dict[str, Document] = {}
    seen: dict[str, int] = {}
    items = 0
    for at, (number, element) in enumerate(_stream(path, progress), start=1):
        if number in seen:
            raise DuplicateItem(identifier=number, first=seen[number], second=at)
        seen[number] = at
        if wanted and number not in wanted:
            continue
        document = document_of(element, number)
        items += len(document.items)
        if items > most_items:
            raise FrameworkTooLarge(unit="items", limit=most_items)
        if document.items:
            found[number] = document
    if missing := sorted(wanted - seen.keys()):
        raise SheetUnknown(sheets=", ".join(missing))
    if not found:
        raise FrameworkEmpty(source="rncp")
    return list(found.values())


def sheet_number(name: str) -> str:
    """Return a sheet's number as the file writes it: ``37674`` is ``RNCP37674``."""
    name = name.strip().upper()
    return f"RNCP{name}" if name.isdecimal() else name


def _stream(path: Path, progress: Progress | None) -> Iterator[tuple[str, Any]]:
    """Yield the number and the element of each sheet; the element is emptied afterwards."""
    try:
        with path.open("rb") as file:
            yield from _sheets(file, progress)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise FrameworkMalformed(where=f"line {line}, column {column}", reason="not_xml") from error


def _sheets(file: BinaryIO, progress: Progress | None) -> Iterator[tuple[str, Any]]:
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
        if progress:
            progress(count, file.tell())
    if not rooted:
        raise FrameworkMalformed(where=ROOT, reason="missing")


def _check_root(element: Any) -> None:
    """Refuse a document type, and a root that is another format's."""
    info = element.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise DoctypeRefused()
    if element.tag != ROOT:
        raise FrameworkMalformed(where=ROOT, reason="missing")
