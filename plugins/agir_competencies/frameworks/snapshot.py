"""What do the tables hold of a framework? A constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from agir_competencies.domain.framework import Document, Edge, Head, Item, Saying
from agir_competencies.domain.plan import Stored, StoredItem
from agir_competencies.domain.refusals import ItemTaken
from agir_competencies.models import Competency, CompetencyTranslation, Framework, Relation

BATCH = 1000
HEAD = tuple(field.name for field in fields(Head))
WORDS = ("uri", "statement", "short", "code", "item_type", "language", "position", "depth",
         "rest")  # fmt: skip
COLUMNS = (
    "pk", "identifier", "parent_id", "replaced_by_id", "label", "retired_at", "tag_id", *WORDS
)  # fmt: skip


def head_of(framework: Framework) -> Head:
    """Return what the row says of the framework as a whole."""
    return Head(**{name: getattr(framework, name) for name in HEAD})


def snapshot(framework: Framework | None) -> Stored:
    """Return the framework as stored; three SELECTs, none for a new one."""
    if framework is None:
        return Stored()
    rows = list(framework.items.order_by("depth", "position", "id").values_list(*COLUMNS))
    names: dict[int, UUID] = {row[0]: row[1] for row in rows}
    items = {row[1]: _item(row, names) for row in rows}
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


def _item(row: Sequence[Any], names: dict[int, UUID]) -> StoredItem:
    """Return one competency, from its ``COLUMNS``."""
    key, identifier, parent, replaced_by, label, retired_at, tag, *words = row
    said = dict(zip(WORDS, words, strict=True))
    item = Item(identifier=identifier, parent=names.get(parent or 0), **said)
    return StoredItem(
        key, item, label, retired_at is not None, names.get(replaced_by or 0), tag, retired_at
    )


def _edges(framework: Framework) -> frozenset[Edge]:
    """Return the relations that start in the framework.

    One that leads to another framework is an address here, as it is in the file that said it.
    """
    rows = Relation.objects.filter(origin__framework=framework).values_list(
        "origin__identifier", "kind", "destination_uri", "destination__identifier",
        "destination__framework_id",
    )  # fmt: skip
    return frozenset(
        Edge(origin, kind, uri, to if home == framework.pk else None)
        for origin, kind, uri, to, home in rows
    )


def _sayings(framework: Framework, names: dict[int, UUID]) -> frozenset[Saying]:
    """Return the translations of the framework's items."""
    rows: Iterable[tuple[int, str, str, str]] = CompetencyTranslation.objects.filter(
        competency__framework=framework
    ).values_list("competency_id", "language", "statement", "short")
    return frozenset(Saying(names[key], *rest) for key, *rest in rows)
