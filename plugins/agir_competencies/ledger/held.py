"""What do the tables hold of many learners at once? For the fold of a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from agir_competencies.domain import identity
from agir_competencies.domain.evidence import Fact
from agir_competencies.domain.mastery import Placed
from agir_competencies.domain.override import Override
from agir_competencies.ledger.rows import (
    CURRENT_COLUMNS,
    is_override,
    open_overrides,
    override_of,
    placed_of,
)
from agir_competencies.models import CurrentEvidence, Evidence
from agir_competencies.models import Override as OverrideRow
from agir_platform.ports import ScoreCause

Pair = tuple[UUID, int]  # subject, competency's row

# A statement asks for learners times competencies. MySQL plans so many ranges on the index well;
# far above, it gives the index up and reads the whole table.
MOST_RANGES: Final = 4_000


@dataclass(slots=True)
class Holdings:
    """Current evidence by pair, then by its id, and the open overrides by pair."""

    placed: dict[Pair, dict[UUID, Placed]] = field(default_factory=lambda: defaultdict(dict))
    overrides: dict[Pair, Override] = field(default_factory=dict)


def holdings(wanted: Mapping[UUID, Collection[int]]) -> Holdings:
    """Return what counts of each learner on their competencies, and what somebody decided."""
    found = Holdings()
    for subjects, competencies in _groups(wanted):
        asked = {"subject__in": subjects, "competency_id__in": competencies}
        current = CurrentEvidence.objects.filter(**asked).values_list(*CURRENT_COLUMNS, "subject")
        decided = open_overrides(OverrideRow.objects.filter(**asked), with_actor=True)
        for *row, subject in current.union(decided, all=True):
            if is_override(row):
                found.overrides[row[-1], row[1]] = override_of(row)
            else:
                found.placed[subject, row[1]][row[0]] = placed_of(row)
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
