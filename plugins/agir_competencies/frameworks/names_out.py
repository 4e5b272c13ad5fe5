"""Under what name does a competency leave, in a format whose names are words?

Under the one it came with, where it came from that format; else under its address, where that is
its identity and short enough; else under its identifier. Each leads the reader back to it.
"""

from __future__ import annotations

from urllib.parse import unquote
from uuid import UUID

from agir_competencies.domain.framework import Head, Item
from agir_competencies.domain.identity import same_as


def name_of(item: Item, head: Head, scheme: str, longest: int) -> str:
    """Return the name of a competency, at most ``longest`` characters."""
    own = f"{head.uri}#"
    if head.uri.startswith(scheme) and item.uri.startswith(own):
        return unquote(item.uri.removeprefix(own))
    return _known(item.uri, item.identifier, longest)


def name_of_head(head: Head, scheme: str, longest: int) -> str:
    """Return the name of a framework, at most ``longest`` characters."""
    if head.uri.startswith(scheme):
        return unquote(head.uri.removeprefix(scheme))
    return _known(head.uri, head.identifier, longest)


def _known(uri: str, identifier: UUID, longest: int) -> str:
    is_identity = len(uri) <= longest and same_as(uri) == (uri, identifier)
    return uri if is_identity else str(identifier)
