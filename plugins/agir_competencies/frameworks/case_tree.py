"""How do the flat items and edges of a CASE package become a tree?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from agir_competencies.domain.framework import (
    LONGEST_CODE,
    LONGEST_URI,
    LONGEST_WORD,
    Document,
    Edge,
    Head,
    Item,
    Note,
    Saying,
)
from agir_competencies.domain.refusals import DuplicateItem, FrameworkEmpty, FrameworkMalformed
from agir_competencies.domain.relation import (
    IS_CHILD_OF,
    IS_TRANSLATION_OF,
    ORDERED,
    REPLACED_BY,
    kind_of,
)
from agir_competencies.domain.rest import told, written
from agir_competencies.domain.tree import Place, grow, refuse_circles
from agir_competencies.frameworks.case_fields import RawItem, line, uri_at, whole

UNSAID_LANGUAGE = "und"  # BCP 47: undetermined


@dataclass(frozen=True, slots=True)
class Association:
    """A CFAssociation; ``at`` is its position in the file, from 1."""

    at: int
    kind: str
    origin: UUID
    destination: UUID | None
    destination_uri: str
    sequence: int | None


def association_of(raw: Any, at: int) -> Association:
    """Return one CFAssociation; its destination may be an address outside of CASE."""
    where = f"CFAssociations[{at}]"
    if not isinstance(raw, dict):
        raise FrameworkMalformed(where=where, reason="not_an_object")
    kind = kind_of(line(raw.get("associationType"), where, LONGEST_WORD))
    if not kind:
        raise FrameworkMalformed(where=where, reason="no_kind")
    origin, _ = _node(raw.get("originNodeURI"), f"{where}.originNodeURI")
    destination, uri = _node(raw.get("destinationNodeURI"), f"{where}.destinationNodeURI")
    if origin is None:
        raise FrameworkMalformed(where=f"{where}.originNodeURI", reason="not_a_uuid")
    return Association(at, kind, origin, destination, uri, whole(raw.get("sequenceNumber"), where))


@dataclass(frozen=True, slots=True)
class Hanging:
    """Where items hang: the tree's parent, the rank under it, and the other parents."""

    parents: Mapping[UUID, UUID]
    ranks: Mapping[UUID, tuple[bool, int]]
    others: frozenset[tuple[UUID, UUID]]


def assemble(
    head: Head,
    items: Sequence[RawItem],
    associations: Sequence[Association],
    today: date | None = None,
) -> Document:
    """Return the framework; raise on duplicates, dangling children and circles.

    Items that ended by ``today`` are retired; without a day none is.
    """
    known = _unique(items)
    if not known:
        raise FrameworkEmpty(source="case")
    if head.identifier in known:
        name, at = str(head.identifier), known[head.identifier].at
        raise DuplicateItem(identifier=name, first="CFDocument", second=at)
    for kind in ORDERED:
        refuse_circles(kind, _inside(kind, associations, known))
    bases = _bases(associations, known)
    kept = {key: raw for key, raw in known.items() if key not in bases}
    retired = {
        key: raw.ended for key, raw in kept.items() if raw.ended and today and raw.ended <= today
    }
    hanging = _lifted(_hanging(head, associations, known, bases, retired), retired)
    order = {
        key: (key in retired, *hanging.ranks.get(key, (True, 0)), raw.code, raw.statement, str(key))
        for key, raw in kept.items()
    }
    refuse_circles(IS_CHILD_OF, hanging.parents.items())
    found = tuple(
        _item(kept[place.identifier], place, ends=place.identifier not in retired)
        for place in grow(order, hanging.parents)
    )
    edges, left = _edges(associations, known, bases, hanging)
    sayings, doubles = _sayings(known, bases)
    return Document(
        head,
        found,
        edges,
        sayings,
        _replaced(associations, known, bases),
        left + doubles,
        retired,
        whole=True,
    )


def _unique(items: Iterable[RawItem]) -> dict[UUID, RawItem]:
    """Return the items by identifier; refuse one that comes twice."""
    known: dict[UUID, RawItem] = {}
    for raw in items:
        first = known.setdefault(raw.identifier, raw)
        if first is not raw:
            raise DuplicateItem(identifier=str(raw.identifier), first=first.at, second=raw.at)
    return known


def _inside(
    kind: str, associations: Iterable[Association], known: Mapping[UUID, RawItem]
) -> list[tuple[UUID, UUID]]:
    """Return the edges of one kind between items of the package."""
    return [
        (edge.origin, edge.destination)
        for edge in associations
        if edge.kind == kind
        and edge.destination
        and {edge.origin, edge.destination} <= known.keys()
    ]


def _bases(associations: Iterable[Association], known: Mapping[UUID, RawItem]) -> dict[UUID, UUID]:
    """Return, for each item that is a translation, the item that it says again."""
    said: dict[UUID, UUID] = {}
    for origin, destination in sorted(_inside(IS_TRANSLATION_OF, associations, known)):
        said.setdefault(origin, destination)
    bases: dict[UUID, UUID] = {}
    for origin in said:
        base = origin
        while base in said:
            base = said[base]
        bases[origin] = base
    return bases


def _hanging(
    head: Head,
    associations: Iterable[Association],
    known: Mapping[UUID, RawItem],
    bases: Mapping[UUID, UUID],
    retired: Container[UUID],
) -> Hanging:
    """Return where each item hangs.

    One under the document itself, or under nothing, is at the top. One under several parents
    hangs from the first (in force, then by sequence number, then identifier); the others become
    relations.
    """
    under: dict[UUID, dict[UUID | None, tuple[bool, int]]] = {}
    for edge in associations:
        # Where a translation hangs says nothing new.
        if edge.kind != IS_CHILD_OF or edge.origin not in known or edge.origin in bases:
            continue
        parent = _parent(edge, head, known, bases)
        if parent != edge.origin:
            rank = (edge.sequence is None, edge.sequence or 0)
            ranks = under.setdefault(edge.origin, {})
            ranks[parent] = min(rank, ranks.get(parent, rank))
    parents: dict[UUID, UUID] = {}
    first: dict[UUID, tuple[bool, int]] = {}
    others: set[tuple[UUID, UUID]] = set()
    for child, ranks in under.items():
        choice = sorted(
            (parent in retired and child not in retired, rank, str(parent), parent)
            for parent, rank in ranks.items()
            if parent
        )
        first[child] = choice[0][1] if choice else ranks[None]
        if choice and choice[0][0]:
            # Where it will hang instead is told by an edge of its own, if by any.
            first[child] = ranks.get(None, first[child])
        if choice:
            parents[child] = choice[0][3]
        others.update((child, parent) for *_, parent in choice[1:])
    return Hanging(parents, first, frozenset(others))


def _lifted(hanging: Hanging, retired: Container[UUID]) -> Hanging:
    """Return the tree in which no item in force hangs under a retired one.

    It hangs from the nearest one above that is in force; its tie to the retired one is kept.
    """
    parents, others = dict(hanging.parents), set(hanging.others)
    for child, parent in hanging.parents.items():
        if child in retired or parent not in retired:
            continue
        above: UUID | None = parent
        seen: set[UUID] = set()
        while above is not None and above in retired and above not in seen:
            seen.add(above)
            above = hanging.parents.get(above)
        others.add((child, parent))
        if above is None:
            del parents[child]
        else:
            parents[child] = above
    return Hanging(parents, hanging.ranks, frozenset(others))


def _parent(
    edge: Association, head: Head, known: Mapping[UUID, RawItem], bases: Mapping[UUID, UUID]
) -> UUID | None:
    """Return the item that an ``isChildOf`` edge leads to, ``None`` for the document."""
    if edge.destination == head.identifier:
        return None
    if edge.destination is None or edge.destination not in known:
        raise FrameworkMalformed(where=f"CFAssociations[{edge.at}]", reason="parent_unknown")
    return bases.get(edge.destination, edge.destination)


def _rest(raw: RawItem, *, ends: bool) -> str:
    """Return what no field of the item holds: the day on which one in force will end as well."""
    if not ends or raw.ended is None:
        return raw.rest
    return written(told(raw.rest) | {"statusEndDate": raw.ended.isoformat()})


def _item(raw: RawItem, place: Place, *, ends: bool) -> Item:
    """Return the item at its place; ``ends`` says whether it is still in force."""
    return Item(
        identifier=raw.identifier,
        uri=raw.uri,
        statement=raw.statement,
        short=raw.short,
        code=raw.code,
        item_type=raw.item_type,
        language=raw.language,
        parent=place.parent,
        position=place.position,
        depth=place.depth,
        rest=_rest(raw, ends=ends),
    )


def _edges(
    associations: Iterable[Association],
    known: Mapping[UUID, RawItem],
    bases: Mapping[UUID, UUID],
    hanging: Hanging,
) -> tuple[tuple[Edge, ...], tuple[Note, ...]]:
    """Return the relations other than tree, translation and replacement, each once.

    An edge that starts outside of the package is nothing that can be kept, and is noted.
    """
    found = {
        (child, IS_CHILD_OF, known[parent].uri): Edge(child, IS_CHILD_OF, known[parent].uri, parent)
        for child, parent in hanging.others
    }
    strangers = 0
    for edge in associations:
        if edge.origin not in known:
            strangers += not (edge.kind == REPLACED_BY and edge.destination in known)
            continue
        inside = edge.destination if edge.destination in known else None
        if edge.kind in {IS_CHILD_OF, IS_TRANSLATION_OF} or (edge.kind == REPLACED_BY and inside):
            continue
        origin = bases.get(edge.origin, edge.origin)
        inside = bases.get(inside, inside) if inside else None
        if inside == origin:
            continue
        uri = known[inside].uri if inside else edge.destination_uri
        # Databases may compare addresses without case.
        found.setdefault((origin, edge.kind, uri.casefold()), Edge(origin, edge.kind, uri, inside))
    notes = (Note("edge_from_elsewhere", {"count": strangers}),) if strangers else ()
    return tuple(sorted(found.values(), key=_edge_rank)), notes


def _edge_rank(edge: Edge) -> tuple[str, str, str]:
    """Return what sorts edges whatever order a file has them in."""
    return str(edge.origin), edge.kind, edge.destination_uri


def _sayings(
    known: Mapping[UUID, RawItem], bases: Mapping[UUID, UUID]
) -> tuple[tuple[Saying, ...], tuple[Note, ...]]:
    """Return the translations, one a language; a second one in a language is noted."""
    found: dict[tuple[UUID, str], Saying] = {}
    doubles = 0
    for key in sorted(bases, key=str):
        raw = known[key]
        language = raw.language or UNSAID_LANGUAGE
        saying = Saying(bases[key], language, raw.statement, raw.short)
        if found.setdefault((bases[key], language.lower()), saying) is not saying:
            doubles += 1
    notes = (Note("translation_twice", {"count": doubles}),) if doubles else ()
    return tuple(found.values()), notes


def _replaced(
    associations: Iterable[Association],
    known: Mapping[UUID, RawItem],
    bases: Mapping[UUID, UUID],
) -> dict[UUID, UUID]:
    """Return the item that takes the place of each replaced one.

    The replaced one may have left the package: if an earlier import brought it, it is linked.
    """
    found: dict[UUID, UUID] = {}
    pairs = {(edge.origin, edge.destination) for edge in associations
             if edge.kind == REPLACED_BY and edge.destination and edge.destination in known
             }  # fmt: skip
    for origin, destination in sorted(pairs):
        old, new = bases.get(origin, origin), bases.get(destination, destination)
        if old != new:
            found.setdefault(old, new)
    return found


def _node(raw: Any, where: str) -> tuple[UUID | None, str]:
    """Return a node's identifier (``None`` when it is no UUID) and address."""
    if isinstance(raw, str):  # CASE 0.x and some exporters give the address bare
        raw = {"identifier": raw.rsplit("/", 1)[-1], "uri": raw}
    if not isinstance(raw, dict):
        raise FrameworkMalformed(where=where, reason="not_an_object")
    text = line(raw.get("identifier"), where, LONGEST_CODE)
    try:
        identifier = UUID(text)
    except ValueError:
        uri = line(raw.get("uri"), where, LONGEST_URI) or text
        if not uri:
            raise FrameworkMalformed(where=where, reason="no_destination") from None
        return None, uri
    return identifier, uri_at(raw.get("uri"), identifier, where)
