"""A school: a course that shows two competencies, its team, and learners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from agir_competencies import api
from agir_competencies.api.recording import Observation
from agir_competencies.ledger.rows import CURRENT_CHANGES, STATE_CHANGES
from agir_competencies.models import Competency, CurrentEvidence, Evidence, State
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import ScoreCause

EARLY = datetime(2026, 3, 1, 8, tzinfo=UTC)
AWA, BEN, ZOE, IDA = 7, 8, 9, 10
NAMES = {AWA: "awa", BEN: "ben", ZOE: "zoe", IDA: "ida"}


@dataclass
class School:
    """Awa and Ben learn, Zoé and Ida teach; the course links the first two of three skills."""

    memory: MemoryPlatform
    skills: list[Competency]
    problems: list[str]
    course: str = COURSE
    IDA: ClassVar[int] = IDA

    def subject(self, user_id: int) -> UUID:
        """Return somebody's pseudonym."""
        return learners.subject_of(user_id)

    def status(self, user_id: int, skill: int = 0) -> str:
        """Return where somebody stands, '' when nothing says anything."""
        identifier = self.skills[skill].identifier
        found = api.states(self.subject(user_id), [identifier]).get(identifier)
        return found.status if found else ""


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
