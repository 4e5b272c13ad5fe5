"""Does what is stored equal what the ledger says? Reads everything, writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from agir_competencies import rules
from agir_competencies.domain import identity
from agir_competencies.domain.mastery import standing
from agir_competencies.domain.methods import Rule
from agir_competencies.domain.override import overruled
from agir_competencies.ledger.rows import (
    CURRENT_CHANGES,
    OVERRIDE_CHANGES,
    STATE_CHANGES,
    overridden,
    state_row,
)
from agir_competencies.models import State
from agir_competencies.upkeep import walk
from agir_competencies.upkeep.replay import Replay, replayed

JUDGED = (*(name for name in STATE_CHANGES if name != "updated_at"), *OVERRIDE_CHANGES)


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not what the ledger says: ``table`` is current or state."""

    subject: UUID
    competency: UUID
    table: str
    column: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a replay found. ``stale`` states are true to a rule that is no longer in force."""

    learners: int
    states: int
    stale: int
    differences: tuple[Difference, ...]


def verify(most: int = 100) -> Verification:
    """Replay every learner's ledger; return at most ``most`` differences."""
    learners = states = stale = 0
    differences: list[Difference] = []
    for subjects in walk.learners():
        learners += len(subjects)
        found = replayed(subjects)
        judged = rules.present(replay.competency for replay in found)
        for replay in found:
            states += replay.state is not None
            present = judged.of(replay.competency)
            used = _used(replay.state, present, judged)
            stale += replay.state is not None and used.version != present.version
            differences += list(differing(replay, used))[: most - len(differences)]
    return Verification(learners, states, stale, tuple(differences))


def _used(state: State | None, present: Rule, judged: rules.Rules) -> Rule:
    return present if state is None else judged.at(state.competency_id, state.rule_version)


def expected_state(replay: Replay, rule: Rule, now: datetime) -> State:
    """Return the state row that the replay gives under ``rule``."""
    key = identity.state_id(subject=replay.subject, competency=replay.identifier)
    mastery = overruled(standing(replay.placed, rule), replay.override)
    row = state_row(key, replay.subject, replay.competency, mastery, rule, now)
    return overridden(row, replay.override)


def differing(replay: Replay, rule: Rule) -> Iterator[Difference]:
    """Yield what differs between the replay under ``rule`` and what is stored."""
    for key in sorted(replay.expected.keys() | replay.stored.keys()):
        pair = (replay.stored.get(key), replay.expected.get(key))
        yield from _columns(replay, "current", CURRENT_CHANGES, pair)
    pair = (replay.state, expected_state(replay, rule, datetime.now(UTC)))
    yield from _columns(replay, "state", JUDGED, pair)


def _columns(
    replay: Replay, table: str, columns: tuple[str, ...], pair: tuple[Any, Any]
) -> Iterator[Difference]:
    found, expected = pair
    about = (replay.subject, replay.identifier, table)
    if found is None or expected is None:
        yield Difference(*about, "row", _present(found), _present(expected))
        return
    for column in columns:
        has, wants = getattr(found, column), getattr(expected, column)
        if has != wants:
            yield Difference(*about, column, str(has), str(wants))


def _present(row: object) -> str:
    return "absent" if row is None else "present"
