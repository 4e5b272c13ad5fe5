"""What should a framework's taxonomy hold?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from agir_competencies.domain.text import cut, fold

LEVELS: Final = 3  # what every release shows in Studio's drawer
LONGEST_NAME: Final = 255
LONGEST_EXPORT_ID: Final = 80


@dataclass(frozen=True, slots=True)
class Handle:
    """One tag to be: ``external_id`` is the competency's identifier, ``parent`` another's.

    ``keep`` is false for a retired competency: its tag goes as soon as no object bears it, and
    stands at the top until then.
    ``tag`` is the id under which it was last written.
    """

    external_id: str
    value: str
    parent: str | None
    keep: bool = True
    tag: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The taxonomy to be."""

    export_id: str
    name: str
    description: str


def cover_of(title: str, uri: str, publisher: str, licence: str) -> Cover:
    """Return the taxonomy of a framework; its export id depends on the address alone."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(uri).removeprefix("https://")).strip("-")[
        -LONGEST_EXPORT_ID:
    ]
    digest = hashlib.sha256(uri.encode()).hexdigest()[:8]
    credit = " · ".join(part for part in (publisher, uri, licence) if part)
    return Cover(f"agir-{words.strip('-')}-{digest}", cut(title, LONGEST_NAME), credit)


def by_level(handles: Iterable[Handle]) -> list[list[Handle]]:
    """Return the handles level by level, parents first."""
    levels: list[list[Handle]] = []
    depths: dict[str, int] = {}
    for handle in handles:
        depth = 0 if handle.parent is None else depths[handle.parent] + 1
        depths[handle.external_id] = depth
        while len(levels) <= depth:
            levels.append([])
        levels[depth].append(handle)
    return levels


def lineages(handles: Sequence[Handle]) -> dict[str, tuple[int, str]]:
    """Return the depth and the tab-ended lineage of each handle; parents come first."""
    found: dict[str, tuple[int, str]] = {}
    for handle in handles:
        depth, above = found[handle.parent] if handle.parent else (-1, "")
        found[handle.external_id] = (depth + 1, f"{above}{handle.value}\t")
    return found
