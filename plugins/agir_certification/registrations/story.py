"""What became of a registration, step by step?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_certification.models import RegistrationStep
from agir_platform.ports import RegistrationState


@dataclass(frozen=True, slots=True)
class RegistrationStepView:
    """A registration came to ``state``. ``is_own``: by the learner or a clock, nobody by name."""

    state: RegistrationState
    reason: str
    is_own: bool
    at: datetime


def steps(registration: UUID) -> tuple[RegistrationStepView, ...]:
    """Return the steps of a registration, oldest first. One statement."""
    rows = RegistrationStep.objects.filter(registration_id=registration).order_by("at", "id")
    return tuple(
        RegistrationStepView(RegistrationState(row.state), row.reason, row.by is None, row.at)
        for row in rows
    )
