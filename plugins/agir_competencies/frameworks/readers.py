"""Which reader reads which format?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agir_competencies.domain.framework import Document
from agir_competencies.frameworks import case, esco, moodle, rncp, rome, tag_list
from agir_competencies.frameworks.fileset import Limits, Progress


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read, and how.

    ``path`` is a file; for sets of files a folder or a .zip. ``language`` says the items of a
    format that has several; while ``is_language_asked`` is false it is only a wish. ``name`` is
    what the file is called. ``most_set_bytes`` bounds what is read of a set, ``most_bytes`` of a
    file that is read whole.
    """

    path: Path
    form: str
    most_bytes: int
    most_set_bytes: int
    most_items: int
    sheets: Sequence[str] = ()
    language: str = ""
    is_language_asked: bool = False
    name: str = ""
    progress: Progress | None = None


def read(order: Order) -> list[Document]:
    """Return the frameworks of a file or set; raise a ``FrameworkRefused``."""
    return _READERS[order.form](order)


def _case(order: Order) -> list[Document]:
    found = case.read(order.path, most_bytes=order.most_bytes, most_items=order.most_items)
    if order.progress:
        order.progress(len(found.items), order.path.stat().st_size)
    return [found]


def _esco(order: Order) -> list[Document]:
    return [
        esco.read(
            order.path,
            name=order.name,
            language=order.language,
            is_asked=order.is_language_asked,
            limits=Limits(order.most_set_bytes, order.most_items),
            progress=order.progress,
        )
    ]


def _moodle(order: Order) -> list[Document]:
    return [
        moodle.read(
            order.path,
            name=order.name,
            limits=Limits(order.most_bytes, order.most_items),
            progress=order.progress,
        )
    ]


def _openedx(order: Order) -> list[Document]:
    return [
        tag_list.read(
            order.path,
            name=order.name,
            limits=Limits(order.most_bytes, order.most_items),
            progress=order.progress,
        )
    ]


def _rncp(order: Order) -> list[Document]:
    return rncp.read(
        order.path, sheets=order.sheets, most_items=order.most_items, progress=order.progress
    )


def _rome(order: Order) -> list[Document]:
    return [
        rome.read(
            order.path,
            name=order.name,
            limits=Limits(order.most_set_bytes, order.most_items),
            progress=order.progress,
        )
    ]


_READERS: Final[Mapping[str, Callable[[Order], list[Document]]]] = {
    "case": _case,
    "esco": _esco,
    "moodle": _moodle,
    "openedx": _openedx,
    "rncp": _rncp,
    "rome": _rome,
}
FORMATS: Final = tuple(_READERS)
