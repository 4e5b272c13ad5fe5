"""What does a learner's word about themselves look like from outside? A frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from agir_competencies.domain.self_check import Calibration


@dataclass(frozen=True, slots=True)
class SelfView:
    """What a learner says of themselves on one competency, for that learner alone.

    ``before`` and ``after`` are steps 1 to 4, ``None`` where nothing was said. ``status``,
    ``estimate`` and ``certainty`` are the present state, '' and ``None`` when not measured;
    ``calibration`` lays the latest "after" beside it, and is unknown without one. ``sentence``
    says it in the language that was asked, '' for nothing.
    """

    competency: UUID
    before: int | None
    after: int | None
    status: str
    estimate: Decimal | None
    certainty: str
    calibration: Calibration
    sentence: str
