"""What are things called that CASE names and Agir does not?

A translation and a relation have a name of their own (``domain.identity``). The edges that are
columns of a competency (its place in the tree, what replaces it) and the edge from a translation
to what it says are called after it: the same name with some bits turned, so that one indexed
look-up finds whose edge it is. The bits that tell the version of a UUID stay as they are.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from agir_competencies.domain.identity import identity

_TELLING: Final = 0xF000 << 64 | 0xC000 << 48  # version and variant
_TREE: Final = identity("case", "tree").int & ~_TELLING
_REPLACED: Final = identity("case", "replaced").int & ~_TELLING
_TRANSLATES: Final = identity("case", "translates").int & ~_TELLING


def tree_edge(item: UUID) -> UUID:
    """Return the name of the edge to the parent of ``item``, and the item of such an edge."""
    return UUID(int=item.int ^ _TREE)


def replacing_edge(item: UUID) -> UUID:
    """Return the name of the edge to what replaces ``item``, and the item of such an edge."""
    return UUID(int=item.int ^ _REPLACED)


def translating_edge(saying: UUID) -> UUID:
    """Return the name of the edge from a translation, and the translation of such an edge."""
    return UUID(int=saying.int ^ _TRANSLATES)
