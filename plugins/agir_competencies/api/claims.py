"""What somebody showed before they signed up: a receipt for it, and its claim, once.

Who may: ``give`` asks nobody, its caller has judged the answers itself; ``preview`` and ``claim``
take the learner's own id and write for them alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from agir_competencies.claiming import counting, receipts
from agir_competencies.claiming.counting import MOST_AT_ONCE
from agir_competencies.claiming.data import ClaimLine, ClaimOutcome, ClaimView
from agir_competencies.domain.receipt import ClaimsTooMany, NothingToClaim
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "MOST_AT_ONCE",
    "ClaimLine",
    "ClaimOutcome",
    "ClaimView",
    "ClaimsTooMany",
    "NothingToClaim",
    "claim",
    "give",
    "is_open",
    "preview",
]


def is_open() -> bool:
    """Tell whether this site counts what was shown before sign-up."""
    return receipts.weight() > 0


def give(object_key: str, course_key: str, findings: Mapping[UUID, Decimal], at: datetime) -> str:
    """Return a receipt of shares (0 to 1) by competency, at most twelve; '' where none is given.

    It names no person. One statement, for the key.
    """
    return receipts.give(object_key, course_key, findings, at)


def preview(user_id: int, tokens: Sequence[Any], *, clock: Clock | None = None) -> list[ClaimView]:
    """Return what each of these receipts is, and what a claim would record; writes nothing.

    Raises ``NothingToClaim`` for none, or for more than ``MOST_AT_ONCE``.
    """
    return counting.preview(user_id, tokens, (clock or SystemClock()).now())


def claim(user_id: int, tokens: Sequence[Any], *, clock: Clock | None = None) -> ClaimOutcome:
    """Count these receipts as the learner's unsupervised evidence, each once for ever.

    Evidence of the kind ``unsupervised`` with the site's weight for it: it enters the estimate and
    demonstrates nothing alone. What the learner showed of the same object while signed in stays as
    it is. Raises ``NothingToClaim`` and ``ClaimsTooMany``, and then nothing is counted.
    """
    return counting.claim(user_id, tokens, (clock or SystemClock()).now())
