"""Who is a row? Its natural key, so that the same fact heard twice is the same row.

Identifiers are UUID5 under one namespace that never changes: every stored id depends on it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("7e0f5a6c-2b5d-5a53-9a6e-3d1c6f2b8a41")
SEPARATOR: Final = "\x1f"
_UUID: Final = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"^https?://[^\s]+$")


def identity(kind: str, *parts: object) -> UUID:
    """Return the id of the ``kind`` of thing whose natural key is ``parts``, in order."""
    return uuid5(NAMESPACE, SEPARATOR.join((kind, *map(str, parts))))


def link_id(object_key: str, competency: UUID) -> UUID:
    """Return the id of the link between an object and a competency's identifier."""
    return identity("link", object_key, competency)


def item_id(uri: str) -> UUID:
    """Return the identifier of a framework or item that has an address and no UUID."""
    return identity("item", uri)


def saying_id(item: UUID, language: str) -> UUID:
    """Return the name of a competency said in one more language."""
    return identity("saying", item, language)


def relation_id(origin: UUID, kind: str, destination_uri: str) -> UUID:
    """Return the name of a relation other than the tree."""
    return identity("relation", origin, kind, destination_uri)


def type_id(item_type: str) -> UUID:
    """Return the name of a type of items: the same in every framework."""
    return identity("item_type", item_type)


def licence_id(licence: str) -> UUID:
    """Return the name of a licence: the same in every framework."""
    return identity("licence", licence)


def same_as(name: str) -> tuple[str, UUID | None]:
    """Return the address and identifier that ``name`` is, ('', None) when it is but a word.

    A UUID in its usual form is an identifier, an http address gives one: the same that every
    reader gives to an item of that address.
    """
    if _UUID.match(name):
        found = UUID(name)
        return found.urn, found
    if _ADDRESS.match(name):
        return name, item_id(name)
    return "", None


def evidence_id(  # noqa: PLR0913  a natural key has as many parts as it has
    *,
    subject: UUID,
    competency: UUID,
    object_key: str,
    kind: str,
    cause: str,
    share: Decimal | None,
    occurred_at: datetime,
) -> UUID:
    """Return the id of one thing that happened; hearing it twice gives the same."""
    moment = occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
    figure = "" if share is None else f"{share:.6f}"
    return identity("evidence", subject, competency, object_key, kind, cause, figure, moment)


def current_id(*, subject: UUID, competency: UUID, object_key: str, kind: str) -> UUID:
    """Return the id of what one object says of one learner and one competency."""
    return identity("current", subject, competency, object_key, kind)


def state_id(*, subject: UUID, competency: UUID) -> UUID:
    """Return the id of where one learner stands on one competency."""
    return identity("state", subject, competency)
