"""What stays as it is when a format that says little is read over a framework that says more?

A Moodle CSV has one language and 100 characters of a title, a list of tags has labels only. What
such a file cannot say is no change: it is taken from what is stored. A text that it says in the
cut form that an export gives it is no change either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from agir_competencies.domain.framework import Document, Edge, Item
from agir_competencies.domain.label import Named, base, plain
from agir_competencies.domain.plan import Stored, StoredItem
from agir_competencies.domain.relation import IS_RELATED_TO
from agir_competencies.domain.text import clean, cut, one_line
from agir_competencies.domain.tree import Place, folded, grow

MOODLE_TITLE: Final = 100  # characters that Moodle keeps of a short name
TAG_LEVELS: Final = 3  # levels that a list of tags made for every release has
Words = Callable[[Item, StoredItem], tuple[str, str]]  # → statement, short


def keep(document: Document, stored: Stored) -> Document:
    """Return the document completed by what is stored; unchanged for a format that says all."""
    words = None if document.whole else _WORDS.get(document.head.source)
    if words is None or stored.head is None:
        return document
    known = {item.identifier: stored.items[item.identifier]
             for item in document.items if item.identifier in stored.items}  # fmt: skip
    head = stored.head
    if document.head.source == "moodle":
        said = document.head.title
        head = head if said == cut(one_line(head.title), MOODLE_TITLE) else replace(
            head, title=said
        )  # fmt: skip
    items = {item.identifier: _item(item, known.get(item.identifier), words)
             for item in document.items}  # fmt: skip
    places = _places(document, stored, known)
    placed = tuple(
        replace(items[place.identifier], parent=place.parent, position=place.position,
                depth=place.depth)
        for place in places
    )  # fmt: skip
    return replace(
        document,
        head=head,
        items=placed,
        edges=_edges(document, stored, items),
        sayings=tuple(one for one in stored.sayings if one.item in items),
        replaced={key: old.replaced_by for key, old in known.items() if old.replaced_by},
    )


def _recognised(document: Document, stored: Stored) -> Document:
    """Return the document whose items bear the identities of those stored with the same code.

    An id that is a word is a name within its framework, however that is called in the file.
    """
    present = {item.identifier for item in document.items}
    by_code = {old.item.code: key for key, old in stored.items.items() if old.item.code}
    names = {
        item.identifier: by_code[item.code]
        for item in document.items
        if item.identifier not in stored.items and by_code.get(item.code, item.identifier)
        not in present
    }  # fmt: skip
    if not names or len(set(names.values())) < len(names):
        return document
    items = tuple(
        replace(
            item,
            identifier=names.get(item.identifier, item.identifier),
            parent=names.get(item.parent, item.parent) if item.parent else None,
        )
        for item in document.items
    )
    edges = tuple(
        replace(
            edge,
            origin=names.get(edge.origin, edge.origin),
            destination=names.get(edge.destination, edge.destination) if edge.destination else None,
        )
        for edge in document.edges
    )
    return replace(document, items=items, edges=edges)


def _item(item: Item, old: StoredItem | None, words: Words) -> Item:
    """Return an item with what its row could not say."""
    if old is None:
        return item
    statement, short = words(item, old)
    return replace(old.item, statement=statement, short=short)


def _moodle_words(item: Item, old: StoredItem) -> tuple[str, str]:
    """Return the statement and the short statement that a row of Moodle leaves or changes."""
    had = old.item
    shown = cut(one_line(had.short or had.statement), MOODLE_TITLE)
    same = one_line(item.short or item.statement) == shown
    silent = not item.short  # no description: the title stood for the statement
    statement = had.statement if silent and same else item.statement
    return statement, had.short if same else item.short


def _tag_words(item: Item, old: StoredItem) -> tuple[str, str]:
    """Return the statement and the short statement that the value of a tag leaves or changes."""
    had, said = old.item, one_line(item.statement)
    if said in (old.label, one_line(had.statement)):
        return had.statement, had.short
    whole = base(Named(had.identifier, "", had.statement, had.code)) == plain(had.statement)
    if not had.short and whole:
        return clean(item.statement), ""
    return had.statement, said


_WORDS: Final[Mapping[str, Words]] = {"moodle": _moodle_words, "openedx": _tag_words}


def _places(document: Document, stored: Stored, known: Mapping[UUID, StoredItem]) -> list[Place]:
    """Return where the items stand.

    One whose parent is the stored one, or what a tree cut to three levels makes of it, has not
    moved, and siblings that were there keep their order unless the file is of their own source.
    """
    own_order = stored.head is not None and stored.head.source == document.head.source
    above = {key: old.item.parent for key, old in known.items()}
    flat = folded(
        [Place(old.item.identifier, old.item.parent, old.item.position, old.item.depth)
         for old in stored.items.values() if not old.retired],
        TAG_LEVELS,
    )  # fmt: skip
    present = {item.identifier for item in document.items}
    parents: dict[UUID, UUID] = {}
    ranks: dict[UUID, tuple[bool, int]] = {}
    for at, item in enumerate(document.items):
        key = item.identifier
        stays = key in above and item.parent in (above[key], flat.get(key, above[key]))
        parent = above[key] if stays else item.parent
        if parent is not None and parent not in present:
            stays, parent = False, item.parent
        if parent is not None:
            parents[key] = parent
        in_order = stays and not own_order
        ranks[key] = (not in_order, known[key].item.position if in_order else at)
    if len(grow(ranks, parents)) < len(ranks):  # a circle of stored and new parents: the file's
        parents = {item.identifier: item.parent for item in document.items if item.parent}
    return grow(ranks, parents)


def _edges(document: Document, stored: Stored, items: Mapping[UUID, Item]) -> tuple[Edge, ...]:
    """Return the relations: Moodle says which of its items are related, and no more."""
    says = document.head.source == "moodle"
    kept = {
        edge
        for edge in stored.edges
        if edge.origin in items
        and not (says and edge.kind == IS_RELATED_TO and edge.destination in items)
    }
    heard = {
        replace(edge, destination_uri=items[edge.destination].uri)
        for edge in document.edges
        if edge.destination is not None
    }
    return tuple(sorted(kept | heard, key=lambda edge: (str(edge.origin), edge.kind,
                                                        edge.destination_uri)))  # fmt: skip
