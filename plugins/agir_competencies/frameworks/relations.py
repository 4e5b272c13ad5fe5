"""How are edges and translations written?"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from agir_competencies.domain.identity import relation_id, saying_id
from agir_competencies.domain.plan import Diff
from agir_competencies.models import CompetencyTranslation, Relation

BATCH = 500


def write_relations(change: Diff, keys: Mapping[UUID, int]) -> None:
    """Make the tables of relations and translations say what the document says."""
    for edge in change.old_edges:
        Relation.objects.filter(
            origin_id=keys[edge.origin], kind=edge.kind, destination_uri=edge.destination_uri
        ).delete()
    Relation.objects.bulk_create(
        [
            Relation(
                identifier=relation_id(edge.origin, edge.kind, edge.destination_uri),
                origin_id=keys[edge.origin],
                destination_id=keys[edge.destination] if edge.destination else None,
                destination_uri=edge.destination_uri,
                kind=edge.kind,
            )
            for edge in sorted(change.new_edges, key=lambda edge: str(edge.origin))
        ],
        batch_size=BATCH,
    )
    _write_sayings(change, keys)


def _write_sayings(change: Diff, keys: Mapping[UUID, int]) -> None:
    """Write the translations; a changed sentence is the old one gone and a new one come."""
    for saying in change.old_sayings:
        CompetencyTranslation.objects.filter(
            competency_id=keys[saying.item], language=saying.language
        ).delete()
    CompetencyTranslation.objects.bulk_create(
        [
            CompetencyTranslation(
                identifier=saying_id(saying.item, saying.language),
                competency_id=keys[saying.item],
                language=saying.language,
                statement=saying.statement,
                short=saying.short,
            )
            for saying in sorted(change.new_sayings, key=lambda saying: str(saying.item))
        ],
        batch_size=BATCH,
    )
