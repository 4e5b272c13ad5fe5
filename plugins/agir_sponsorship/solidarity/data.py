"""What do the fund and its requests look like from outside? No sponsor is in any of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_sponsorship.domain.aid import AidState, Need


@dataclass(frozen=True, slots=True, kw_only=True)
class AidAsking:
    """A request: help of ``amount_minor`` with the fee of a certification (``RS5875``)."""

    certification: str
    need: str
    amount_minor: int
    currency: str
    funding: str = ""


@dataclass(frozen=True, slots=True)
class AidStepView:
    """What became of a request; ``by`` is the pseudonym of who decided, or ``None``."""

    state: AidState
    reason: str
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AidView:
    """A request. ``subject`` is for the learner's own page; the queue does not show it."""

    id: UUID
    subject: UUID
    certification: str
    need: Need
    amount_minor: int
    currency: str
    state: AidState
    automatic: bool
    is_checked: bool
    appeal: str
    asked_at: datetime
    steps: tuple[AidStepView, ...] = ()


@dataclass(frozen=True, slots=True)
class FundView:
    """What the fund holds, what of it is promised, and what is left, in minor units."""

    currency: str
    held: int
    promised: int

    @property
    def left(self) -> int:
        """Return what can be granted."""
        return self.held - self.promised
