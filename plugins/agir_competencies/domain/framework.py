"""What is a framework, whatever file or table it comes from?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

LONGEST_TITLE: Final = 500
LONGEST_URI: Final = 500
LONGEST_CODE: Final = 255
LONGEST_WORD: Final = 64  # kinds, statuses, versions
LONGEST_LANGUAGE: Final = 16


@dataclass(frozen=True, slots=True)
class Item:
    """One competency: ``position`` among its siblings from 0, ``depth`` 0 at the top.

    ``rest`` is what CASE says and no other field holds (``domain.rest``).
    """

    identifier: UUID
    uri: str
    statement: str
    short: str = ""
    code: str = ""
    item_type: str = ""
    language: str = ""
    parent: UUID | None = None
    position: int = 0
    depth: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation other than the tree. ``destination`` is ``None`` when it leaves the file."""

    origin: UUID
    kind: str
    destination_uri: str
    destination: UUID | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """A competency said in one more language."""

    item: UUID
    language: str
    statement: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a framework as a whole; every text fits its column."""

    identifier: UUID
    uri: str
    source: str
    title: str
    publisher: str = ""
    language: str = ""
    licence: str = ""
    version_label: str = ""
    status: str = ""
    is_active: bool = True
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by_uri: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader met and left aside; ``code`` names it, ``facts`` tell it."""

    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Document:
    """A framework as read: items in reading order, parents before children.

    ``retired`` names the items that are no longer in force, and since when; an item in force
    never stands under one of them. ``whole``: the format says all that is kept of a framework,
    so that what is absent is gone, whatever the framework first came from.
    """

    head: Head
    items: tuple[Item, ...]
    edges: tuple[Edge, ...] = ()
    sayings: tuple[Saying, ...] = ()
    replaced: Mapping[UUID, UUID] | None = None
    notes: tuple[Note, ...] = ()
    retired: Mapping[UUID, date] | None = None
    whole: bool = False

    @property
    def in_force(self) -> tuple[Item, ...]:
        """Return the items without the retired ones."""
        retired = self.retired or {}
        return tuple(item for item in self.items if item.identifier not in retired)

    def checksum(self) -> str:
        """Return the SHA-256 of everything but the notes: two equal files have one."""
        found = hashlib.sha256()
        for part in (self.head, *self.items, *self.edges, *self.sayings):
            found.update(repr(part).encode())
        for pairs in ((self.replaced or {}).items(), (self.retired or {}).items()):
            found.update(repr(sorted((str(key), str(value)) for key, value in pairs)).encode())
        return found.hexdigest()
