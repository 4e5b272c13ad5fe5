"""What do the tables hold of many learners at once? For the fold of a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from agir_competencies.domain import identity
from agir_competencies.domain.evidence import Fact
from agir_competencies.domain.mastery import Placed
from agir_competencies.ledger.rows import CURRENT_COLUMNS, placed_of
from agir_competencies.models import CurrentEvidence, Evidence
from agir_platform.ports import ScoreCause

Pair = tuple[UUID, int]  # subject, competency's row

# A statement asks for learners times competencies. MySQL plans so many ranges on the index well;
# far above, it gives the index up and reads the whole table.
MOST_RANGES: Final = 4_000


def placed(wanted: Mapping[UUID, Collection[int]]) -> dict[Pair, dict[UUID, Placed]]:
    """Return the current evidence of each learner on their competencies, by pair, then by id."""
    found: dict[Pair, dict[UUID, Placed]] = defaultdict(dict)
    for subjects, competencies in _groups(wanted):
        rows = CurrentEvidence.objects.filter(
            subject__in=subjects, competency_id__in=competencies
        ).values_list(*CURRENT_COLUMNS, "subject")
        for *row, subject in rows:
            found[subject, row[1]][row[0]] = placed_of(row)
    return found


def facts(wanted: Mapping[UUID, Collection[int]], objects: Collection[str]) -> Iterator[Evidence]:
    """Yield the ledger of these learners, competencies and objects, others' objects among them."""
    for subjects, competencies in _groups(wanted):
        yield from Evidence.objects.filter(
            subject__in=subjects, competency_id__in=competencies, object_key__in=objects
        ).select_related("competency")


def by_object(rows: Iterable[Evidence]) -> dict[UUID, dict[UUID, Fact]]:
    """Return facts by the id of the current evidence that they make, then by their own."""
    found: dict[UUID, dict[UUID, Fact]] = defaultdict(dict)
    for row in rows:
        key = identity.current_id(
            subject=row.subject,
            competency=row.competency.identifier,
            object_key=row.object_key,
            kind=row.kind,
        )
        found[key][row.id] = Fact(
            row.id, ScoreCause(row.cause), row.share, row.weight, row.occurred_at
        )
    return found


def _groups(wanted: Mapping[UUID, Collection[int]]) -> Iterator[tuple[list[UUID], set[int]]]:
    """Yield learners and the competencies of any of them, so that no product is too large."""
    subjects: list[UUID] = []
    competencies: set[int] = set()
    for subject, own in sorted(wanted.items(), key=lambda item: (sorted(item[1]), item[0])):
        both = competencies.union(own)
        if subjects and (len(subjects) + 1) * len(both) > MOST_RANGES:
            yield subjects, competencies
            subjects, both = [], set(own)
        subjects.append(subject)
        competencies = both
    if subjects:
        yield subjects, competencies
