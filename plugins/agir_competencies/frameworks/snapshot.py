"""What do the tables hold of a framework? A constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from uuid import UUID

from agir_competencies.domain.framework import Document, Edge, Head, Item, Saying
from agir_competencies.domain.plan import Stored, StoredItem
from agir_competencies.domain.refusals import ItemTaken
from agir_competencies.models import Competency, CompetencyTranslation, Framework, Relation

BATCH = 1000
HEAD = tuple(field.name for field in fields(Head))


def head_of(framework: Framework) -> Head:
    """Return what the row says of the framework as a whole."""
    return Head(**{name: getattr(framework, name) for name in HEAD})


def snapshot(framework: Framework | None) -> Stored:
    """Return the framework as stored; three SELECTs, none for a new one."""
    if framework is None:
        return Stored()
    rows = list(framework.items.order_by("depth", "position", "id"))
    names = {row.pk: row.identifier for row in rows}
    items = {row.identifier: _item(row, names) for row in rows}
    return Stored(head_of(framework), items, _edges(framework), _sayings(framework, names))


def refuse_taken(document: Document, stored: Stored, framework: Framework | None) -> None:
    """Raise ``ItemTaken`` when another framework holds an item of the document."""
    new = [item.identifier for item in document.items if item.identifier not in stored.items]
    for start in range(0, len(new), BATCH):
        others = Competency.objects.filter(identifier__in=new[start : start + BATCH])
        if framework:
            others = others.exclude(framework=framework)
        taken = others.select_related("framework").first()
        if taken:
            raise ItemTaken(identifier=str(taken.identifier), framework=taken.framework.title)


def _item(row: Competency, names: dict[int, UUID]) -> StoredItem:
    """Return one competency."""
    item = Item(
        identifier=row.identifier,
        uri=row.uri,
        statement=row.statement,
        short=row.short,
        code=row.code,
        item_type=row.item_type,
        language=row.language,
        parent=names.get(row.parent_id or 0),
        position=row.position,
        depth=row.depth,
    )
    replaced_by = names.get(row.replaced_by_id or 0)
    return StoredItem(row.pk, item, row.label, row.retired_at is not None, replaced_by, row.tag_id)


def _edges(framework: Framework) -> frozenset[Edge]:
    """Return the relations that start in the framework."""
    rows = Relation.objects.filter(origin__framework=framework).values_list(
        "origin__identifier", "kind", "destination_uri", "destination__identifier"
    )
    return frozenset(Edge(*row) for row in rows)


def _sayings(framework: Framework, names: dict[int, UUID]) -> frozenset[Saying]:
    """Return the translations of the framework's items."""
    rows: Iterable[tuple[int, str, str, str]] = CompetencyTranslation.objects.filter(
        competency__framework=framework
    ).values_list("competency_id", "language", "statement", "short")
    return frozenset(Saying(names[key], *rest) for key, *rest in rows)
