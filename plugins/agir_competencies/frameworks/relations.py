"""How are edges and translations written?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from agir_competencies.domain.identity import relation_id, saying_id
from agir_competencies.domain.plan import Diff
from agir_competencies.frameworks.rows import insert
from agir_competencies.models import CompetencyTranslation, Relation

BATCH = 500


def write_relations(change: Diff, keys: Mapping[UUID, int]) -> None:
    """Make the tables of relations and translations say what the document says."""
    _delete(
        Relation.objects.all(),
        ("origin_id", "kind", "destination_uri"),
        {(keys[edge.origin], edge.kind, edge.destination_uri) for edge in change.old_edges},
    )
    insert(
        Relation,
        (
            {
                "identifier": relation_id(edge.origin, edge.kind, edge.destination_uri),
                "origin_id": keys[edge.origin],
                "destination_id": keys[edge.destination] if edge.destination else None,
                "destination_uri": edge.destination_uri,
                "kind": edge.kind,
            }
            for edge in sorted(change.new_edges, key=lambda edge: str(edge.origin))
        ),
    )
    _write_sayings(change, keys)


def _write_sayings(change: Diff, keys: Mapping[UUID, int]) -> None:
    """Write the translations; a changed sentence is the old one gone and a new one come."""
    _delete(
        CompetencyTranslation.objects.all(),
        ("competency_id", "language"),
        {(keys[saying.item], saying.language) for saying in change.old_sayings},
    )
    insert(
        CompetencyTranslation,
        (
            {
                "identifier": saying_id(saying.item, saying.language),
                "competency_id": keys[saying.item],
                "language": saying.language,
                "statement": saying.statement,
                "short": saying.short,
            }
            for saying in sorted(change.new_sayings, key=lambda saying: str(saying.item))
        ),
    )


def _delete(rows: QuerySet, columns: Sequence[str], gone: set[tuple[Any, ...]]) -> None:
    """Delete the rows whose ``columns``, an item's row first, say one of ``gone``; in sets."""
    owners = sorted({row[0] for row in gone})
    for start in range(0, len(owners), BATCH):
        found = rows.filter(**{f"{columns[0]}__in": owners[start : start + BATCH]})
        dead = [key for key, *said in found.values_list("pk", *columns) if tuple(said) in gone]
        for at in range(0, len(dead), BATCH):
            rows.filter(pk__in=dead[at : at + BATCH]).delete()
