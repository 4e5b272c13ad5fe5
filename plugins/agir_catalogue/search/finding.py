"""What does somebody find in the public catalogue, and what could be asked next?

Every word asked and every value chosen narrows what is found. No order knows an operator: each
says its reason, and what it leaves equal goes by title and address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from agir_catalogue.domain import folding
from agir_catalogue.models import Listing, ListingFacet
from agir_catalogue.search.entry import Entry, from_json
from agir_catalogue.search.index import COMPETENCY
from agir_platform import sites

PAGE: Final = 20
WORDS: Final = 8
"""Words of a question that are looked for; the others are let go."""
NAMED: Final = 40
"""Competencies that are named among the values: the most frequent ones."""
BY_TITLE: Final = "title"
BY_CHANGE: Final = "changed"
BY_START: Final = "starts"
BY_LENGTH: Final = "length"
ORDERS: Final = (BY_TITLE, BY_CHANGE, BY_START, BY_LENGTH)
_TIES: Final = ("title_key", "identifier")
_ORDERS: Final = {
    BY_TITLE: (),
    BY_CHANGE: (F("modified_at").desc(nulls_last=True),),
    BY_START: (F("starts_at").desc(nulls_last=True),),
    BY_LENGTH: (F("minutes").asc(nulls_last=True),),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, and values by kind of facet."""

    words: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)
    order: str = BY_TITLE
    number: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value that narrows: how many of what was found have it. ``label`` may be ''."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. ``facets`` are by kind, the most frequent value first."""

    total: int
    entries: tuple[Entry, ...]
    facets: Mapping[str, tuple[Value, ...]]
    number: int
    has_more: bool


def find(question: Question) -> Found:
    """Return a page of what answers. At most four SELECTs, whatever is asked.

    With what the platform reads to know its sites, here and below.
    """
    rows = narrowed(question.words, question.chosen)
    total = rows.count()
    number = max(1, question.number)
    start = (number - 1) * PAGE
    order = _ORDERS.get(question.order, ())
    cards = rows.order_by(*order, *_TIES).values_list("card", flat=True)[start : start + PAGE]
    entries = tuple(from_json(card) for card in cards)
    return Found(total, entries, _facets(rows, question.chosen), number, total > start + PAGE)


def narrowed(words: str, chosen: Mapping[str, Collection[str]]) -> QuerySet:
    """Return the listings that say all the words and have all the values."""
    rows = _listed()
    for word in folding.words(words)[:WORDS]:
        rows = rows.filter(folded__contains=f" {word}")
    for kind, values in chosen.items():
        for value in values:
            having = ListingFacet.objects.filter(kind=kind, value=value)
            rows = rows.filter(pk__in=having.values("listing_id"))
    return rows


def _listed() -> QuerySet:
    """Return what the site that answers lists.

    A site of certain organisations shows theirs alone: courses elsewhere stand on the main site.
    """
    return Listing.objects.filter(sites.of_courses("key", sites.listed_here()))


def labels(chosen: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Return the names of chosen values that any listing has. One SELECT, none for no value."""
    asked = Q()
    for kind, values in chosen.items():
        asked |= Q(kind=kind, value__in=list(values))
    if not asked:
        return {}
    rows = ListingFacet.objects.filter(asked).values("kind", "value").annotate(name=Max("label"))
    return {(kind, value): name for kind, value, name in rows.values_list("kind", "value", "name")}


def one(identifier: UUID) -> Entry | None:
    """Return a listing by its identifier. One SELECT."""
    return _first(Listing.objects.filter(identifier=identifier))


def of_course(course_key: str) -> Entry | None:
    """Return the listing of a course of this site. One SELECT."""
    return _first(Listing.objects.filter(key=course_key, origin=""))


def teaching(identifiers: Collection[UUID], number: int = 1) -> tuple[list[Entry], int]:
    """Return a page of the courses that teach or assess one of these, by title, and how many.

    Two SELECTs.
    """
    having = ListingFacet.objects.filter(
        kind=COMPETENCY, value__in=[str(identifier) for identifier in identifiers]
    )
    rows = _listed().filter(pk__in=having.values("listing_id")).order_by(*_TIES)
    start = (max(1, number) - 1) * PAGE
    cards = rows.values_list("card", flat=True)[start : start + PAGE]
    return [from_json(card) for card in cards], rows.count()


def competencies(words: str = "", number: int = 1) -> tuple[list[Value], bool]:
    """Return a page of the competencies that any listing has, by label, and whether more follow.

    One SELECT; ``words`` are looked for as they are written, letters of either case alike.
    """
    rows = ListingFacet.objects.filter(kind=COMPETENCY)
    rows = rows.filter(sites.of_courses("listing__key", sites.listed_here()))
    for word in words.split()[:WORDS]:
        rows = rows.filter(label__icontains=word)
    start = (max(1, number) - 1) * 100
    counted = _counted(rows.values("value")).order_by("name", "value")[start : start + 101]
    found = [Value(value, name, count) for value, name, count in counted]
    return found[:100], len(found) > 100


def _counted(rows: QuerySet) -> QuerySet:
    return rows.annotate(name=Max("label"), many=Count("listing_id")).values_list(
        "value", "name", "many"
    )


def _facets(rows: QuerySet, chosen: Mapping[str, Collection[str]]) -> dict[str, tuple[Value, ...]]:
    """Count the values of what was found, and name those that a page may show. Two SELECTs.

    The names are asked apart: counted without them, values are read from an index alone.
    """
    having = ListingFacet.objects.filter(listing_id__in=rows.values("pk"))
    if not rows.query.where:
        having = ListingFacet.objects.all()
    found: dict[str, list[tuple[int, str]]] = {}
    counted = having.values("kind", "value").annotate(many=Count("listing_id"))
    for kind, value, many in counted.order_by().values_list("kind", "value", "many"):
        found.setdefault(kind, []).append((-many, value))
    most = {kind: sorted(several) for kind, several in found.items()}
    shown = [value for _, value in most.get(COMPETENCY, ())[:NAMED]]
    names = labels({COMPETENCY: [*shown, *chosen.get(COMPETENCY, ())]}) if shown else {}
    return {
        kind: tuple(Value(value, names.get((kind, value), ""), -many) for many, value in several)
        for kind, several in most.items()
    }


def _first(rows: QuerySet) -> Entry | None:
    card = rows.values_list("card", flat=True).first()
    return from_json(card) if card else None
