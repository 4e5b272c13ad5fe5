"""Evidence from elsewhere: a badge of another operator, verified by whoever calls.

Who may: none of these functions asks. The caller has verified the badge, that it is the learner's,
and that its issuer is trusted; it says so again when any of this ends.
"""

from __future__ import annotations

from uuid import UUID

from agir_competencies.attesting import external
from agir_competencies.attesting.external import Brought
from agir_competencies.domain.attesting import LearnerUnknown
from agir_competencies.ledger.recording import ObservationUnusable
from agir_kernel.clock import Clock, SystemClock

__all__ = ["Brought", "LearnerUnknown", "ObservationUnusable", "bring", "withdraw"]


def bring(subject: UUID, brought: Brought, *, clock: Clock | None = None) -> None:
    """Let a badge count as external evidence of the competencies that it speaks of.

    The same badge again is the same object: it never counts twice. It replaces what it said
    before. One transaction. Raises ``LearnerUnknown``, and ``ObservationUnusable`` for a competency
    that is not here or a weight that is none.
    """
    external.bring(subject, brought, (clock or SystemClock()).now())


def withdraw(subject: UUID, key: UUID, reason: str, *, clock: Clock | None = None) -> None:
    """Let a badge count no more, for a reason that the learner reads beside it. Idempotent.

    One transaction. Raises ``LearnerUnknown``.
    """
    external.withdraw(subject, key, reason, (clock or SystemClock()).now())
