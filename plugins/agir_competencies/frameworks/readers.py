"""Which reader reads which format?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from agir_competencies.domain.framework import Document
from agir_competencies.domain.refusals import PartMissing
from agir_competencies.frameworks import case, esco, moodle, rncp, rome, rome_savoirs, tag_list
from agir_competencies.frameworks.fileset import Limits, Progress


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read, and how.

    ``path`` is a file; for sets of files a folder or a .zip. ``whole`` bounds a file that is read
    into memory, ``parted`` a set that is streamed. ``language`` says the items of a format that
    has several; while ``is_language_asked`` is false it is only a wish. ``name`` is what the file
    is called.
    """

    path: Path
    form: str
    whole: Limits
    parted: Limits
    sheets: Sequence[str] = ()
    language: str = ""
    is_language_asked: bool = False
    name: str = ""
    progress: Progress | None = None


def read(order: Order) -> list[Document]:
    """Return the frameworks of a file or set; raise a ``FrameworkRefused``."""
    return _READERS[order.form](order)


def _case(order: Order) -> list[Document]:
    most = order.whole
    found = case.read(order.path, most_bytes=most.bytes, most_items=most.items)
    if order.progress:
        order.progress(len(found.items), order.path.stat().st_size)
    return [found]


def _esco(order: Order) -> list[Document]:
    wish = _told(order) | {"language": order.language, "is_asked": order.is_language_asked}
    return [esco.read(order.path, limits=order.parted, **wish)]


def _moodle(order: Order) -> list[Document]:
    return [moodle.read(order.path, limits=order.whole, **_told(order))]


def _openedx(order: Order) -> list[Document]:
    return [tag_list.read(order.path, limits=order.whole, **_told(order))]


def _rncp(order: Order) -> list[Document]:
    return rncp.read(
        order.path,
        sheets=order.sheets,
        most_items=order.parted.items,
        most_bytes=order.parted.bytes,
        progress=order.progress,
    )


def _rome(order: Order) -> list[Document]:
    savoirs = rome_savoirs.read(order.path, limits=order.parted, **_told(order))
    try:
        tree = rome.read(order.path, limits=order.parted, **_told(order))
    except PartMissing:
        if savoirs is None:
            raise
        return [savoirs]
    return [tree] if savoirs is None else [tree, savoirs]


def _told(order: Order) -> dict[str, Any]:
    """Return what every reader of a set is told besides its limits."""
    return {"name": order.name, "progress": order.progress}


_READERS: Final[Mapping[str, Callable[[Order], list[Document]]]] = {
    "case": _case,
    "esco": _esco,
    "moodle": _moodle,
    "openedx": _openedx,
    "rncp": _rncp,
    "rome": _rome,
}
FORMATS: Final = tuple(_READERS)
