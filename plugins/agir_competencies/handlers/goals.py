"""What do goals hear? That a competency is demonstrated, or no longer."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from agir_competencies.api import goals
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN

log = logging.getLogger(__name__)


def listen() -> None:
    """Hear both. Idempotent."""
    for signal in (COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN):
        signal.connect(heard, dispatch_uid=f"agir_competencies.goals.{signal.event_type}")


def heard(*, standing: Any, **_: Any) -> None:
    """Settle the learner's goals; the sweep does it where this fails."""
    try:
        goals.settle(UUID(standing.subject), standing.competencies)
    except Exception:
        log.exception("Agir goals could not be settled")
