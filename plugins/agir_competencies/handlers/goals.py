"""What do goals hear? That a competency is demonstrated, or no longer."""

from __future__ import annotations

from typing import Any

from agir_competencies.tasks import settle_goals
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN
from agir_platform import queueing


def listen() -> None:
    """Hear both. Idempotent."""
    for signal in (COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN):
        signal.connect(heard, dispatch_uid=f"agir_competencies.goals.{signal.event_type}")


def heard(*, standing: Any, **_: Any) -> None:
    """Have the learner's goals settled; no score waits for it."""
    told = (standing.subject, list(standing.competencies))
    queueing.later(settle_goals, *told, twin="agir_settle_goals")
