"""What does a framework look like to somebody who reads through it?

Frozen records, and how rows become them: words of another language are one SELECT for all that is
shown, relations another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from agir_competencies.models import Competency, CompetencyTranslation, Relation


@dataclass(frozen=True, slots=True)
class Name:
    """Something with an address here: an item of a framework, in the reader's language.

    ``language`` is that of ``label``, '' when nobody said.
    """

    framework: UUID
    identifier: UUID
    label: str
    code: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of an item. ``to`` is ``None`` when it leaves for a framework not here."""

    kind: str
    uri: str
    to: Name | None


@dataclass(frozen=True, slots=True)
class Card:
    """A framework as a whole.

    ``items`` are in force, ``retired`` no more; ``links`` are live, from ``courses`` courses.
    ``replaced_by`` is the framework here that takes its place, ``None`` when it is elsewhere.
    """

    identifier: UUID
    uri: str
    source: str
    title: str
    publisher: str
    version: str
    language: str
    licence: str
    status: str
    is_active: bool
    valid_from: date | None
    valid_until: date | None
    replaced_by_uri: str
    replaced_by: UUID | None
    imported_at: datetime
    items: int
    retired: int
    links: int
    courses: int


@dataclass(frozen=True, slots=True)
class Item:
    """A competency in its place.

    ``statement`` is in the language of ``name``; ``own`` is the one in ``own_language``, the
    item's own, where the other is a translation, else ''.
    ``children`` counts what is directly below; ``below`` holds it when it was asked for.
    """

    name: Name
    statement: str
    own: str
    own_language: str
    kind: str
    uri: str
    retired: bool
    replaced_by: Name | None
    ties: tuple[Tie, ...]
    links: int
    courses: int
    children: int
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a framework: ``item`` (``None`` at the top), its way from the top, its children.

    ``is_whole``: every level is there, nested. Else one level, ``number`` its page from 1, and
    ``has_more`` tells whether another page follows.
    """

    card: Card
    item: Item | None
    path: tuple[Name, ...]
    items: tuple[Item, ...]
    is_whole: bool
    number: int
    has_more: bool


def card_of(row: Any) -> Card:
    """Return a framework's row, counted, as a card."""
    return Card(
        identifier=row.identifier,
        uri=row.uri,
        source=row.source,
        title=row.title,
        publisher=row.publisher,
        version=row.version_label,
        language=row.language,
        licence=row.licence,
        status=row.status,
        is_active=row.is_active,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        replaced_by_uri=row.replaced_by_uri,
        replaced_by=row.heir,
        imported_at=row.imported_at,
        items=row.in_force,
        retired=row.out_of_force,
        links=row.live_links,
        courses=row.live_courses,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of some rows: translations by row, relations by row."""

    said: Mapping[int, CompetencyTranslation]
    relations: Mapping[int, Sequence[Relation]]

    @classmethod
    def of(cls, rows: Sequence[Any], others: Iterable[Any], language: str) -> Told:
        """Read what is said of ``rows`` and of those that they name. Two SELECTs."""
        relations: dict[int, list[Relation]] = {}
        keys = [row.pk for row in rows]
        for relation in (
            Relation.objects.filter(origin__in=keys)
            .select_related("destination__framework")
            .order_by("kind", "destination_uri")
        ):
            relations.setdefault(relation.origin_id, []).append(relation)
        named = {*keys, *(row.pk for row in others)}
        named |= {row.replaced_by_id for row in rows if row.replaced_by_id}
        named |= {
            one.destination_id for found in relations.values() for one in found
            if one.destination_id
        }  # fmt: skip
        return cls(_said(named, language), relations)

    def item(self, row: Any, below: tuple[Item, ...] = ()) -> Item:
        """Return a row as an item."""
        said = self.said.get(row.pk)
        return Item(
            name=self.name(row),
            statement=said.statement if said else row.statement,
            own=row.statement if said else "",
            own_language=row.language or row.framework.language,
            kind=row.item_type,
            uri=row.uri,
            retired=row.retired_at is not None,
            replaced_by=self.name(row.replaced_by) if row.replaced_by_id else None,
            ties=tuple(self._tie(one) for one in self.relations.get(row.pk, ())),
            links=row.live_links,
            courses=row.live_courses,
            children=len(below) or row.below,
            below=below,
        )

    def name(self, row: Competency) -> Name:
        """Return what a row is called, and where it stands."""
        said = self.said.get(row.pk)
        label = (said.short or said.statement) if said else str(row)
        language = said.language if said else row.language or row.framework.language
        return Name(row.framework.identifier, row.identifier, label, row.code, language)

    def _tie(self, relation: Relation) -> Tie:
        to = relation.destination
        return Tie(relation.kind, relation.destination_uri, self.name(to) if to else None)


def _said(keys: Collection[int], language: str) -> dict[int, CompetencyTranslation]:
    """Return the translations that suit a language (``fr`` suits ``fr-CA``), by row."""
    if not keys or not language:
        return {}
    rows = CompetencyTranslation.objects.filter(
        competency_id__in=keys, language__istartswith=language[:2].lower()
    )
    return {row.competency_id: row for row in rows.order_by("-language")}
