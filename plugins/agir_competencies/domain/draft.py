"""How do rows that name one another become a framework?

Tables (ESCO, ROME, Moodle, tags) give items under names of their own and say which hangs from
which. Here they find their places: one parent each in the tree, the others as relations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from agir_competencies.domain.framework import Document, Edge, Head, Item, Note, Saying
from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import (
    DuplicateItem,
    FrameworkEmpty,
    FrameworkMalformed,
    FrameworkTooLarge,
)
from agir_competencies.domain.relation import IS_CHILD_OF, ORDERED
from agir_competencies.domain.tree import grow, refuse_circles


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as a table says it.

    ``key`` is its name in the file, ``where`` its place there for a refusal, ``parents`` the keys
    of what it hangs from, the tree's first; ``rank`` sorts siblings. ``identifier`` is the UUID5
    of ``uri`` unless the file gives one; ``ended`` is the day from which it is out of force.
    """

    key: str
    uri: str
    statement: str
    short: str = ""
    code: str = ""
    item_type: str = ""
    language: str = ""
    parents: tuple[str, ...] = ()
    rank: tuple[Any, ...] = ()
    where: str = ""
    identifier: UUID | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between keys; a ``destination`` that is no key is an address elsewhere."""

    origin: str
    kind: str
    destination: str


def settle(
    head: Head,
    drafts: Sequence[Draft],
    ties: Iterable[Tie] = (),
    sayings: Iterable[Saying] = (),
    notes: Sequence[Note] = (),
) -> Document:
    """Return the framework; raise on emptiness, doubles, unknown parents and circles.

    Siblings stand in the order of ``rank``, then of address: whatever order the rows have. One
    in force never hangs in the tree under one that is not.
    """
    if not drafts:
        raise FrameworkEmpty(source=head.source)
    known = _unique(drafts)
    names = {key: draft.identifier or item_id(draft.uri) for key, draft in known.items()}
    _refuse_twins(known, names)
    ties = [tie for tie in ties if tie.origin in known]
    _refuse_circles(known, ties)
    above = {key: _hangs_from(draft, known) for key, draft in known.items()}
    parents = {names[key]: names[parent] for key, parent in above.items() if parent}
    ranks = {
        names[key]: (draft.ended is not None, *draft.rank, draft.uri)
        for key, draft in known.items()
    }
    by_name = {names[key]: draft for key, draft in known.items()}
    items = tuple(
        Item(
            identifier=place.identifier,
            uri=by_name[place.identifier].uri,
            statement=by_name[place.identifier].statement,
            short=by_name[place.identifier].short,
            code=by_name[place.identifier].code,
            item_type=by_name[place.identifier].item_type,
            language=by_name[place.identifier].language,
            parent=place.parent,
            position=place.position,
            depth=place.depth,
        )
        for place in grow(ranks, parents)
    )
    edges = tuple(sorted(_edges(known, names, above, ties), key=_edge_rank))
    ended = {names[key]: draft.ended for key, draft in known.items() if draft.ended}
    return Document(head, items, edges, tuple(sayings), None, tuple(notes), ended or None)


def refuse_more(number: int, most: int) -> None:
    """Raise when ``number`` items are more than the site takes."""
    if number > most:
        raise FrameworkTooLarge(unit="items", limit=most)


def _hangs_from(draft: Draft, known: Mapping[str, Draft]) -> str:
    """Return the key of the tree's parent, '' for none."""
    fit = (key for key in draft.parents if draft.ended or not known[key].ended)
    return next(fit, "")


def _unique(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Return the drafts by key; refuse a key that comes twice and a parent that is not there."""
    known: dict[str, Draft] = {}
    for draft in drafts:
        first = known.setdefault(draft.key, draft)
        if first is not draft:
            raise DuplicateItem(identifier=draft.key, first=first.where, second=draft.where)
    for draft in known.values():
        if not set(draft.parents) <= known.keys():
            raise FrameworkMalformed(where=draft.where or draft.key, reason="parent_unknown")
    return known


def _refuse_twins(known: Mapping[str, Draft], names: Mapping[str, UUID]) -> None:
    """Refuse two keys of one identity (an address and a UUID may both name an item)."""
    first: dict[UUID, str] = {}
    for key, name in names.items():
        if first.setdefault(name, key) != key:
            twin = known[first[name]]
            raise DuplicateItem(identifier=key, first=twin.where, second=known[key].where)


def _refuse_circles(known: Mapping[str, Draft], ties: Sequence[Tie]) -> None:
    """Refuse a circle in the tree or in a kind of relation that has an order."""
    refuse_circles(
        IS_CHILD_OF, ((key, above) for key, draft in known.items() for above in draft.parents)
    )
    for kind in ORDERED:
        inside = [(tie.origin, tie.destination) for tie in ties
                  if tie.kind == kind and tie.destination in known]  # fmt: skip
        refuse_circles(kind, inside)


def _edges(
    known: Mapping[str, Draft],
    names: Mapping[str, UUID],
    above: Mapping[str, str],
    ties: Iterable[Tie],
) -> Iterator[Edge]:
    """Yield the relations other than the tree, each once; none from an item to itself."""
    others = [Tie(key, IS_CHILD_OF, parent) for key, draft in known.items()
              for parent in draft.parents if parent != above[key]]  # fmt: skip
    seen: set[tuple[str, str, str]] = set()
    for tie in (*others, *ties):
        inside = known.get(tie.destination)
        uri = inside.uri if inside else tie.destination
        once = (tie.origin, tie.kind, uri.casefold())  # databases may compare without case
        if once in seen or tie.origin == tie.destination:
            continue
        seen.add(once)
        yield Edge(names[tie.origin], tie.kind, uri, names[tie.destination] if inside else None)


def _edge_rank(edge: Edge) -> tuple[str, str, str]:
    """Return what sorts edges whatever order a file has them in."""
    return str(edge.origin), edge.kind, edge.destination_uri
