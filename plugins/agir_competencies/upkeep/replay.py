"""What would the tables say, had the ledger been read from the first row to the last?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from agir_competencies.domain import identity
from agir_competencies.domain.current import folded
from agir_competencies.domain.evidence import Fact
from agir_competencies.domain.mastery import Placed
from agir_competencies.domain.override import Override
from agir_competencies.ledger.rows import current_row
from agir_competencies.models import CurrentEvidence, Evidence, State
from agir_competencies.models import Override as OverrideRow
from agir_platform.ports import ScoreCause


@dataclass(slots=True)
class Replay:
    """One learner's evidence on one competency, replayed, beside what is stored."""

    subject: UUID
    competency: int
    identifier: UUID
    expected: dict[UUID, CurrentEvidence] = field(default_factory=dict)
    stored: dict[UUID, CurrentEvidence] = field(default_factory=dict)
    state: State | None = None
    placed: list[Placed] = field(default_factory=list)
    override: Override | None = None


def replayed(subjects: Sequence[UUID]) -> list[Replay]:
    """Return one ``Replay`` a learner and competency, in four SELECTs."""
    found: dict[tuple[UUID, int], Replay] = {}
    _read_stored(subjects, found)
    _read_overrides(subjects, found)
    for rows in _objects(subjects).values():
        first = rows[0]
        key = (first.subject, first.competency_id)
        if key not in found:
            found[key] = Replay(*key, first.competency.identifier)
        _expect(found[key], rows)
    return list(found.values())


def _read_stored(subjects: Sequence[UUID], found: dict[tuple[UUID, int], Replay]) -> None:
    states = State.objects.filter(subject__in=subjects).select_related("competency")
    currents = CurrentEvidence.objects.filter(subject__in=subjects).select_related("competency")
    for row in (*states, *currents):
        key = (row.subject, row.competency_id)
        replay = found.setdefault(key, Replay(*key, row.competency.identifier))
        if isinstance(row, State):
            replay.state = row
        else:
            replay.stored[row.pk] = row


def _read_overrides(subjects: Sequence[UUID], found: dict[tuple[UUID, int], Replay]) -> None:
    rows = OverrideRow.objects.filter(subject__in=subjects, ended_at__isnull=True)
    for row in rows.select_related("competency"):
        key = (row.subject, row.competency_id)
        replay = found.setdefault(key, Replay(*key, row.competency.identifier))
        replay.override = Override(row.status, row.at, row.until)


def _objects(subjects: Sequence[UUID]) -> dict[tuple[object, ...], list[Evidence]]:
    """Return the ledger rows of each learner, competency, object and kind."""
    objects: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
    for row in Evidence.objects.filter(subject__in=subjects).select_related("competency"):
        objects[row.subject, row.competency_id, row.object_key, row.kind].append(row)
    return objects


def _expect(replay: Replay, rows: list[Evidence]) -> None:
    current = folded(
        Fact(row.id, ScoreCause(row.cause), row.share, row.weight, row.occurred_at) for row in rows
    )
    if current is None:
        return
    first = rows[0]
    key = identity.current_id(
        subject=first.subject,
        competency=replay.identifier,
        object_key=first.object_key,
        kind=first.kind,
    )
    replay.expected[key] = current_row(first, key, current)
    replay.placed.append(Placed(key, first.object_key, current, first.kind))
