"""How does a whole framework leave as a CASE package? In pieces, from what was read at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from agir_competencies.domain.plan import Stored
from agir_competencies.domain.rest import told
from agir_competencies.frameworks.case_out.entities import Entity, Writer

PIECE: Final = 200  # entities that are written together


def package(stored: Stored, writer: Writer) -> Iterator[bytes]:
    """Yield the bytes of a ``CFPackage``, retired items and translations in it."""
    yield b'{"CFDocument":' + _json(writer.document())
    yield from _list(b',"CFItems":[', _items(stored, writer))
    yield from _list(b',"CFAssociations":[', _associations(stored, writer))
    words = {
        old.item.item_type
        for old in stored.items.values()
        if old.item.item_type and "CFItemTypeURI" not in told(old.item.rest)
    }
    definitions = writer.definitions(sorted(words))
    if definitions:
        yield b',"CFDefinitions":' + _json(definitions)
    for name, kept in writer.package_rest().items():
        if name != "CFDefinitions":
            yield f',"{name}":'.encode() + _json(kept)
    yield b"}"


def _items(stored: Stored, writer: Writer) -> Iterator[Entity]:
    for old in stored.items.values():
        yield writer.item(old.item, old.since)
    for saying in sorted(stored.sayings, key=lambda one: (str(one.item), one.language)):
        yield writer.translation(saying)


def _associations(stored: Stored, writer: Writer) -> Iterator[Entity]:
    items = {key: old.item for key, old in stored.items.items()}
    for item in items.values():
        yield writer.place(item, items[item.parent] if item.parent else None)
    for key, old in stored.items.items():
        if old.replaced_by and old.replaced_by in items:
            yield writer.replacement(items[key], items[old.replaced_by])
    for edge in sorted(stored.edges, key=lambda e: (str(e.origin), e.kind, e.destination_uri)):
        away = items.get(edge.destination) if edge.destination else None
        yield writer.relation(edge, items[edge.origin], away)
    for saying in sorted(stored.sayings, key=lambda one: (str(one.item), one.language)):
        yield writer.translates(saying, items[saying.item])


def _list(opening: bytes, entities: Iterable[Entity]) -> Iterator[bytes]:
    """Yield a list of a package, some entities at a time."""
    waiting, before = iter(entities), opening
    while piece := list(islice(waiting, PIECE)):
        yield before + b",".join(_json(one) for one in piece)
        before = b","
    yield (before if before == opening else b"") + b"]"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
