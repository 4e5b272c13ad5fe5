"""A learner of whom things are observed, without any link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from agir_competencies.api.recording import Observation
from agir_competencies.ledger.rows import CURRENT_CHANGES, STATE_CHANGES
from agir_competencies.models import Competency, CurrentEvidence, Evidence, State
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import ScoreCause

EARLY = datetime(2026, 3, 1, 8, tzinfo=UTC)
AWA, BEN, ZOE = 7, 8, 9


@dataclass
class School:
    """A course with a team of one (Zoé), two learners and two competencies."""

    memory: MemoryPlatform
    skills: list[Competency]
    course: str = COURSE


def observed(subject: UUID, competency: Competency, **more: Any) -> Observation:
    """Return a full attestation of one competency."""
    facts: dict[str, Any] = {
        "course_key": COURSE, "object_key": "attestation:1", "kind": "attestation",
        "share": Decimal(1), "weight": Decimal(1), "occurred_at": EARLY,
        "cause": ScoreCause.ATTEMPT,
    }  # fmt: skip
    return Observation(subject, competency.identifier, **{**facts, **more})


def at(second: int) -> datetime:
    """Return an instant of the morning."""
    return EARLY + timedelta(seconds=second)


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Return all that evidence wrote, without the instants at which it was written."""
    state = [name for name in STATE_CHANGES if name != "updated_at"]
    return {
        "ledger": list(
            Evidence.objects.order_by("id").values_list("id", "kind", "cause", "share", "weight")
        ),
        "current": list(CurrentEvidence.objects.order_by("id").values_list("id", *CURRENT_CHANGES)),
        "state": list(State.objects.order_by("id").values_list("id", *state)),
    }
