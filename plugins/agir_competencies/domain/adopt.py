"""Is this sentence the one that was there before, put better?

A list without codes gives its competencies no name but their words. A corrected typing error
must not end a competency that learners have evidence of: a new sentence takes the identity of
the one it corrects, when both stand under the same bloc and say nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final
from uuid import UUID

from agir_competencies.domain.framework import Document, Item
from agir_competencies.domain.plan import Stored, StoredItem
from agir_competencies.domain.text import fold

ALIKE: Final = 0.85  # share of letters in common, in order; a wording below it is another one


def adopt(document: Document, stored: Stored) -> Document:
    """Return the document with the identities that its sentences had in ``stored``."""
    present = {item.identifier for item in document.items}
    gone = _siblings(old for key, old in stored.items.items() if key not in present)
    if not gone:
        return document
    known: dict[UUID, StoredItem] = {}
    items: list[Item] = []
    for item in document.items:
        above = known.get(item.parent) if item.parent else None
        parent = above.item.identifier if above else item.parent
        old = None if item.identifier in stored.items else _same(item, gone.get(parent, []))
        if old:
            gone[parent].remove(old)
            known[item.identifier] = old
            item = replace(item, identifier=old.item.identifier, uri=old.item.uri)  # noqa: PLW2901
        items.append(replace(item, parent=parent))
    return replace(document, items=tuple(items))


def _siblings(olds: Iterable[StoredItem]) -> dict[UUID | None, list[StoredItem]]:
    """Return what is no longer there, by parent."""
    found: dict[UUID | None, list[StoredItem]] = {}
    for old in olds:
        found.setdefault(old.item.parent, []).append(old)
    return found


def _same(item: Item, olds: list[StoredItem]) -> StoredItem | None:
    """Return the stored sentence that ``item`` repeats or corrects."""
    words = fold(item.statement)
    best: tuple[float, StoredItem] | None = None
    for old in olds:
        if old.item.code or item.code or old.item.item_type != item.item_type:
            continue
        others = fold(old.item.statement)
        if others == words:
            return old
        match = SequenceMatcher(None, others, words, autojunk=False)
        if match.quick_ratio() >= ALIKE and (ratio := match.ratio()) >= ALIKE:
            best = max(best or (0.0, old), (ratio, old), key=lambda pair: pair[0])
    return best[1] if best else None
