"""How do relations find items of frameworks that came before, or come later?

A relation that leaves its file is kept by address. Once a framework that holds an item of this
address is here, its row leads there (``Relation.destination``), whichever of the two came first;
once either item is out of force, it is an address again. What would close a circle across
frameworks is left as an address, and the plan says so by name. In sets: a constant number of
statements a thousand items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from agir_competencies.domain.crossing import Crossing, Pair, refused
from agir_competencies.domain.framework import Document, Note
from agir_competencies.domain.relation import IS_CHILD_OF, ORDERED
from agir_competencies.models import Competency, Framework, Relation

BATCH: Final = 500
MOST_TOLD: Final = 20
URN: Final = "urn:uuid:"
Key = tuple[UUID, str, str]
"""Origin, kind and address of a relation."""


@dataclass(frozen=True, slots=True)
class Leads:
    """Where relations that cross lead: an item, or ``None`` for an address alone.

    ``circles`` are those that would come back.
    """

    to: dict[Key, UUID | None]
    circles: tuple[Key, ...]


def leads(document: Document, framework: Framework | None) -> Leads:
    """Return where relations from and to the document's items lead once it is here."""
    found = dict(_outward(document, framework))
    followed = set(_followed(framework))
    inward = list(_inward(document, framework))
    names = _names(document)
    for origin, kind, uri, is_followed in inward:
        found[origin, kind, uri] = names.get(uri)
        if is_followed:
            followed.add((origin, kind, uri))
    circles: list[Key] = []
    for kind in ORDERED:
        asked = {key: to for key, to in found.items() if key[1] == kind and to is not None}
        if asked:
            circles += _circles(kind, document, framework, asked, followed)
    return Leads(found | dict.fromkeys(circles), tuple(sorted(circles)))


def notes(found: Leads, document: Document) -> tuple[Note, ...]:
    """Return what a plan says of circles: each by name, then how many more there are."""
    told = found.circles[:MOST_TOLD]
    if not told:
        return ()
    uris = {uri for _, _, uri in told}
    ends = {key[0] for key in told} | {one for one in map(_urn, uris) if one is not None}
    names: dict[object, str] = {}
    for row in Competency.objects.filter(Q(uri__in=uris) | Q(identifier__in=ends)):
        names |= dict.fromkeys((row.identifier, row.uri, f"{URN}{row.identifier}"), str(row))
    for item in document.items:
        said = (item.short or item.statement)[:80]
        names |= dict.fromkeys((item.identifier, item.uri, f"{URN}{item.identifier}"), said)
    many = [
        Note(
            "relation_in_circle",
            {
                "kind": kind,
                "origin": names.get(origin, str(origin)),
                "destination": names.get(uri, uri),
            },
        )
        for origin, kind, uri in told
    ]
    more = len(found.circles) - len(told)
    return (*many, Note("relations_in_circles", {"count": more})) if more else tuple(many)


def write(found: Leads, framework: Framework) -> int:
    """Let the rows lead where they should; return how many changed."""
    ends = {to for to in found.to.values() if to is not None}
    keys = dict(_pairs(Competency.objects.all(), "identifier", ends, "identifier", "pk"))
    uris = {uri for _, _, uri in found.to}
    rows = {
        row[0]: row
        for column, values in (("destination_uri", uris),)
        for row in _pairs(
            Relation.objects.all(), column, values,
            "pk", "origin__identifier", "kind", "destination_uri", "destination_id",
            "origin__framework_id", "destination__framework_id",
        )
    }  # fmt: skip
    crossing = Relation.objects.filter(
        Q(origin__framework=framework) | Q(destination__framework=framework),
        destination__isnull=False,
    ).exclude(origin__framework=F("destination__framework"))
    for row in crossing.values_list(
        "pk", "origin__identifier", "kind", "destination_uri", "destination_id",
        "origin__framework_id", "destination__framework_id",
    ):  # fmt: skip
        rows[row[0]] = row
    moved = []
    for pk, origin, kind, uri, had, home, away in rows.values():
        if home == away:
            continue
        key = (origin, kind, uri)
        touches = framework.pk in (home, away)
        if key not in found.to and not touches:
            continue
        to = found.to.get(key)
        wanted = keys[to] if to is not None else None
        if wanted != had:
            moved.append(Relation(pk=pk, destination_id=wanted))
    if moved:
        Relation.objects.bulk_update(moved, ["destination_id"], batch_size=BATCH)
    return len(moved)


def _names(document: Document) -> dict[str, UUID]:
    """Return the items in force by the addresses that others know them by."""
    found: dict[str, UUID] = {}
    for item in document.in_force:
        found.setdefault(item.uri, item.identifier)
        found.setdefault(f"{URN}{item.identifier}", item.identifier)
    return found


def _outward(document: Document, framework: Framework | None) -> Iterator[tuple[Key, UUID | None]]:
    """Yield where the document's own relations lead that leave it."""
    in_force = {item.identifier for item in document.in_force}
    away = [one for one in document.edges if one.destination is None]
    others = Competency.objects.filter(retired_at=None)
    if framework is not None:
        others = others.exclude(framework=framework)
    uris = {one.destination_uri for one in away}
    known: dict[str, UUID] = {}
    for uri, identifier in _pairs(others.order_by("pk"), "uri", uris, "uri", "identifier"):
        known.setdefault(uri, identifier)
    urns = {uri: _urn(uri) for uri in uris}
    asked = {one for one in urns.values() if one is not None}
    here = {row[0] for row in _pairs(others, "identifier", asked, "identifier")}
    known |= {uri: one for uri, one in urns.items() if one is not None and one in here}
    for one in away:
        to = known.get(one.destination_uri) if one.origin in in_force else None
        yield (one.origin, one.kind, one.destination_uri), to


def _inward(
    document: Document, framework: Framework | None
) -> Iterator[tuple[UUID, str, str, bool]]:
    """Yield the relations of other frameworks that name items of the document."""
    rows = Relation.objects.filter(origin__retired_at=None)
    if framework is not None:
        rows = rows.exclude(origin__framework=framework)
    foreign = rows.filter(Q(destination=None) | ~Q(destination__framework=F("origin__framework")))
    yield from (
        (origin, kind, uri, to is not None)
        for origin, kind, uri, to in _pairs(
            foreign, "destination_uri", set(_names(document)),
            "origin__identifier", "kind", "destination_uri", "destination_id",
        )
    )  # fmt: skip


def _followed(framework: Framework | None) -> Iterator[Key]:
    """Yield the relations of the framework that lead to another today."""
    if framework is None:
        return
    rows = Relation.objects.filter(origin__framework=framework, destination__isnull=False)
    yield from (
        rows.exclude(destination__framework=framework)
        .values_list("origin__identifier", "kind", "destination_uri")
    )  # fmt: skip


def _circles(
    kind: str,
    document: Document,
    framework: Framework | None,
    asked: dict[Key, UUID],
    followed: Collection[Key],
) -> list[Key]:
    """Return which of the relations of a kind come back."""
    rows = Relation.objects.filter(kind=kind, destination__isnull=False)
    if framework is not None:
        rows = rows.exclude(origin__framework=framework)
    fixed: set[Pair] = {
        (one.origin, one.destination)
        for one in document.edges
        if one.kind == kind and one.destination is not None
    }
    by_pair: dict[Pair, list[Key]] = {}
    for origin, to, uri, home, away in rows.values_list(
        "origin__identifier",
        "destination__identifier",
        "destination_uri",
        "origin__framework_id",
        "destination__framework_id",
    ):
        if home == away:
            fixed.add((origin, to))
        elif framework is None or away != framework.pk:
            by_pair.setdefault((origin, to), []).append((origin, kind, uri))
    if kind == IS_CHILD_OF:
        fixed |= _trees(document, framework)
    old = set(by_pair)
    for key, to in asked.items():
        by_pair.setdefault((key[0], to), []).append(key)
        if key in followed:
            old.add((key[0], to))
    crossings = [Crossing(pair not in old, *pair) for pair in by_pair]
    return [key for one in refused(fixed, crossings) for key in by_pair[one.pair]]


def _trees(document: Document, framework: Framework | None) -> set[Pair]:
    rows = Competency.objects.filter(parent__isnull=False, retired_at=None)
    if framework is not None:
        rows = rows.exclude(framework=framework)
    own = {(item.identifier, item.parent) for item in document.items if item.parent is not None}
    return own | set(rows.values_list("identifier", "parent__identifier"))


def _pairs(
    rows: QuerySet[Any], column: str, values: Collection[Any], *columns: str
) -> Iterator[tuple[Any, ...]]:
    """Yield ``columns`` of the rows whose ``column`` is exactly one of ``values``, in sets.

    A database may compare without case: what is not the same is left out here.
    """
    ordered: Sequence[Any] = sorted(values, key=str)
    at = columns.index(column) if column in columns else None
    for start in range(0, len(ordered), BATCH):
        part = set(ordered[start : start + BATCH])
        for row in rows.filter(**{f"{column}__in": list(part)}).values_list(*columns):
            if at is None or row[at] in part:
                yield row


def _urn(uri: str) -> UUID | None:
    if not uri.startswith(URN):
        return None
    try:
        return UUID(uri.removeprefix(URN))
    except ValueError:
        return None
