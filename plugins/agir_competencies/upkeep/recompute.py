"""What do the rules of today make of the evidence of always?

A preview tells how many would gain or lose each competency. Applying writes the learners that
differ, one transaction a learner under their lock. A competency gained is announced; one lost to
a changed rule is not: a change of rule never takes a badge away (decision 0003).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from agir_competencies import rules
from agir_competencies.domain.mastery import DEMONSTRATED
from agir_competencies.ledger import rows
from agir_competencies.models import CurrentEvidence, State
from agir_competencies.upkeep import walk
from agir_competencies.upkeep.replay import Replay, replayed
from agir_competencies.upkeep.verify import differing, expected_state
from agir_events.data import CompetencyStandingData
from agir_events.signals import COMPETENCY_DEMONSTRATED
from agir_platform.learners import api as learners


@dataclass(slots=True)
class Recomputation:
    """What a recomputation changes: rows, and learners that gain or lose, by competency."""

    learners: int = 0
    changed: int = 0
    gained: Counter[UUID] = field(default_factory=Counter)
    lost: Counter[UUID] = field(default_factory=Counter)


def recompute(*, dry_run: bool, only: Collection[UUID] | None = None) -> Recomputation:
    """Replay every learner under the rules of today; write nothing when ``dry_run``."""
    outcome = Recomputation()
    for subjects in walk.learners():
        outcome.learners += len(subjects)
        differing_subjects = {one.subject for one in _differing(subjects, only)}
        if dry_run:
            _count(outcome, _differing(list(differing_subjects), only))
            continue
        for subject in sorted(differing_subjects):
            _count(outcome, _rewritten(subject, only))
    return outcome


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A replay that differs from what is stored, and the state it gives."""

    replay: Replay
    state: State

    @property
    def was(self) -> bool:
        """Tell whether the stored state says demonstrated."""
        return self.replay.state is not None and self.replay.state.status == DEMONSTRATED

    @property
    def subject(self) -> UUID:
        """Return whose it is."""
        return self.replay.subject


def _differing(subjects: list[UUID], only: Collection[UUID] | None) -> list[Rewrite]:
    found = [one for one in replayed(subjects) if only is None or one.identifier in only]
    judged = rules.present(one.competency for one in found)
    now = datetime.now(UTC)
    return [
        Rewrite(one, expected_state(one, rule, now))
        for one in found
        if any(differing(one, rule := judged.of(one.competency)))
    ]


def _count(outcome: Recomputation, rewrites: list[Rewrite]) -> None:
    for one in rewrites:
        outcome.changed += 1
        is_demonstrated = one.state.status == DEMONSTRATED
        outcome.gained[one.replay.identifier] += is_demonstrated and not one.was
        outcome.lost[one.replay.identifier] += one.was and not is_demonstrated


def _rewritten(subject: UUID, only: Collection[UUID] | None) -> list[Rewrite]:
    """Write one learner's differences, read again under their lock."""
    with transaction.atomic():
        user_id = learners.user_of(subject)
        if user_id is not None:
            learners.locked(user_id)
        rewrites = _differing([subject], only)
        currents = [row for one in rewrites for row in one.replay.expected.values()]
        surplus = [
            key for one in rewrites for key in one.replay.stored if key not in one.replay.expected
        ]
        if surplus:
            CurrentEvidence.objects.filter(pk__in=surplus).delete()
        rows.upsert(CurrentEvidence.objects, currents, rows.CURRENT_CHANGES)
        rows.upsert(State.objects, [one.state for one in rewrites], rows.WHOLE_STATE)
        gained = [one for one in rewrites if one.state.status == DEMONSTRATED and not one.was]
        if gained:
            transaction.on_commit(lambda: _announce(subject, gained))
    return rewrites


def _announce(subject: UUID, gained: list[Rewrite]) -> None:
    COMPETENCY_DEMONSTRATED.send_event(
        standing=CompetencyStandingData(
            subject=str(subject),
            competencies=[str(one.replay.identifier) for one in gained],
            occurred_at=datetime.now(UTC),
        )
    )
