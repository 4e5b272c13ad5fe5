"""Who is a row? Its natural key, so that the same fact heard twice is the same row.

Identifiers are UUID5 under one namespace that never changes: every stored id depends on it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("7e0f5a6c-2b5d-5a53-9a6e-3d1c6f2b8a41")
SEPARATOR: Final = "\x1f"


def identity(kind: str, *parts: object) -> UUID:
    """Return the id of the ``kind`` of thing whose natural key is ``parts``, in order."""
    return uuid5(NAMESPACE, SEPARATOR.join((kind, *map(str, parts))))


def link_id(object_key: str, competency: UUID) -> UUID:
    """Return the id of the link between an object and a competency's identifier."""
    return identity("link", object_key, competency)


def item_id(uri: str) -> UUID:
    """Return the identifier of a framework or item that has an address and no UUID."""
    return identity("item", uri)
