"""Ladders: which competencies are easier than which, as their frameworks say it.

Who may: whoever may read a framework, which is everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from agir_competencies.domain import ladder
from agir_competencies.domain.relation import PRECEDES
from agir_competencies.models import Competency, Relation

__all__ = ["easier_pairs"]


def easier_pairs(identifiers: Iterable[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Return each (easier, harder) among these competencies; unknown ones are in no pair.

    A path may go through competencies that were not asked for, within the frameworks of those
    that were. One SELECT.
    """
    wanted = set(identifiers)
    frameworks = Competency.objects.filter(identifier__in=wanted).values("framework_id")
    edges = Relation.objects.filter(
        kind=PRECEDES, destination__isnull=False, origin__framework_id__in=frameworks
    ).values_list("origin__identifier", "destination__identifier")
    return ladder.before(edges, wanted)
