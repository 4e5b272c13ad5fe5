"""How does a framework change that somebody writes here, an item at a time?

Each change is a whole document that takes the place of what is stored, as an import's does: labels,
tags, retirement and return follow the same rules, and nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import ClassVar, Final
from uuid import UUID

from agir_competencies.domain.framework import (
    LONGEST_CODE,
    LONGEST_LANGUAGE,
    LONGEST_TITLE,
    Document,
    Head,
    Item,
)
from agir_competencies.domain.plan import Stored, StoredItem
from agir_competencies.domain.refusals import FrameworkRefused, FrameworkTooLarge
from agir_competencies.domain.text import clean, one_line

SOURCE: Final = "local"
LONGEST_STATEMENT: Final = 5_000
MOST_ITEMS: Final = 2_000
DEEPEST: Final = 12


class NotWrittenHere(FrameworkRefused):
    """A framework that its publisher writes: it changes by an import."""

    code: ClassVar[str] = "framework_not_local"


class TitleUnfit(FrameworkRefused):
    """No title, or too long a one. Facts: ``limit``."""

    code: ClassVar[str] = "framework_title_unfit"


class StatementUnfit(FrameworkRefused):
    """No statement, or too long a one, or too long a code. Facts: ``limit``, ``code_limit``."""

    code: ClassVar[str] = "statement_unfit"


class ItemUnknown(FrameworkRefused):
    """The framework holds no such item, or not as it has to be for this."""

    code: ClassVar[str] = "item_unknown"


def head(identifier: UUID, title: str, publisher: str, language: str, licence: str) -> Head:
    """Return a new framework; raise ``TitleUnfit``."""
    title = one_line(title)
    if not title or len(title) > LONGEST_TITLE:
        raise TitleUnfit(limit=LONGEST_TITLE)
    return Head(
        identifier=identifier,
        uri=identifier.urn,
        source=SOURCE,
        title=title,
        publisher=one_line(publisher)[:LONGEST_TITLE],
        language=one_line(language)[:LONGEST_LANGUAGE],
        licence=one_line(licence)[:LONGEST_TITLE],
    )


def added(
    stored: Stored, identifier: UUID, statement: str, code: str = "", under: UUID | None = None
) -> Document:
    """Return the framework with one more item, the last of its siblings."""
    statement, code = _words(statement, code)
    if len(stored.items) >= MOST_ITEMS:
        raise FrameworkTooLarge(unit="items", limit=MOST_ITEMS)
    depth = 0
    if under is not None:
        depth = _in_force(stored, under).item.depth + 1
    if depth >= DEEPEST:
        raise FrameworkTooLarge(unit="levels", limit=DEEPEST)
    siblings = [old.item.position for old in stored.items.values() if old.item.parent == under]
    item = Item(
        identifier=identifier,
        uri=identifier.urn,
        statement=statement,
        code=code,
        parent=under,
        position=max(siblings, default=-1) + 1,
        depth=depth,
    )
    return _document(stored, [*_present(stored), item])


def reworded(stored: Stored, identifier: UUID, statement: str, code: str = "") -> Document:
    """Return the framework with one item said in other words."""
    statement, code = _words(statement, code)
    old = _in_force(stored, identifier).item
    new = replace(old, statement=statement, code=code, short="")
    return _document(stored, [new if one is old else one for one in _present(stored)])


def retired(stored: Stored, identifier: UUID) -> tuple[Document, tuple[UUID, ...]]:
    """Return the framework without an item and what is below it, and all that leaves so."""
    _in_force(stored, identifier)
    gone = {identifier}
    for item in _present(stored):
        if item.parent in gone:
            gone.add(item.identifier)
    left = [item for item in _present(stored) if item.identifier not in gone]
    return _document(stored, left), tuple(sorted(gone, key=str))


def revived(stored: Stored, identifiers: Collection[UUID]) -> Document:
    """Return the framework with these retired items again, and with what they stand under."""
    back: set[UUID] = set()
    for identifier in identifiers:
        key: UUID | None = identifier
        if identifier not in stored.items:
            raise ItemUnknown
        while key is not None and key not in back and stored.items[key].retired:
            back.add(key)
            key = stored.items[key].item.parent
    items = [old.item for key, old in stored.items.items() if not old.retired or key in back]
    return _document(stored, items)


def _document(stored: Stored, items: Iterable[Item]) -> Document:
    if stored.head is None or stored.head.source != SOURCE:
        raise NotWrittenHere
    replaced: Mapping[UUID, UUID] = {
        key: old.replaced_by for key, old in stored.items.items() if old.replaced_by
    }
    return Document(
        head=stored.head,
        items=tuple(sorted(items, key=lambda item: (item.depth, item.position, str(item.parent)))),
        edges=tuple(stored.edges),
        sayings=tuple(stored.sayings),
        replaced=replaced,
        whole=True,
    )


def _present(stored: Stored) -> list[Item]:
    """Return the items in force, parents before children."""
    found = [old.item for old in stored.items.values() if not old.retired]
    return sorted(found, key=lambda item: item.depth)


def _in_force(stored: Stored, identifier: UUID) -> StoredItem:
    old = stored.items.get(identifier)
    if old is None or old.retired:
        raise ItemUnknown
    return old


def _words(statement: str, code: str) -> tuple[str, str]:
    statement, code = clean(statement), one_line(code)
    if not statement or len(statement) > LONGEST_STATEMENT or len(code) > LONGEST_CODE:
        raise StatementUnfit(limit=LONGEST_STATEMENT, code_limit=LONGEST_CODE)
    return statement, code
