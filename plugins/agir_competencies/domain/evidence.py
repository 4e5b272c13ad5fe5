"""What happened, and what does one object say now?

``Fact`` is one row of the ledger, ``Current`` what the facts of one learner on one object say of
one competency. Both know no table. Shares are 0 to 1 inclusive with six decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from agir_platform.ports import ScoreCause

TAKEN_AWAY = (ScoreCause.RESET, ScoreCause.DELETION)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened. ``share`` is ``None`` exactly when a score was taken away."""

    id: UUID
    cause: ScoreCause
    share: Decimal | None
    weight: Decimal
    occurred_at: datetime

    @property
    def order(self) -> tuple[datetime, UUID]:
        """Return the place of the fact among the facts of its object."""
        return (self.occurred_at, self.id)


@dataclass(frozen=True, slots=True)
class Current:
    """What counts now. ``share`` and ``first_at`` are ``None`` once withdrawn.

    ``first_at``: the first attempt since the last reset, the object's place in the state's fold.
    ``scored_at``: when the share that counts was obtained, by the fact ``evidence_id``.
    ``based_at``: the last fact that was no attempt. ``last_at``: the latest fact of all.
    ``weight`` is the one recorded with the first attempt, the one of ``first_at``.
    """

    share: Decimal | None
    weight: Decimal
    first_at: datetime | None
    scored_at: datetime | None
    based_at: datetime | None
    last_at: datetime
    evidence_id: UUID
