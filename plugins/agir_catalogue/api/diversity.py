"""Diversity of themes, and calls for what is missing.

Who may: none of these functions asks. What is read is public; ``decide`` is an operator's, and
``refresh`` a job's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from agir_catalogue.diversity import calls as board
from agir_catalogue.diversity import counting, gathering
from agir_catalogue.diversity.calls import CallView, Step
from agir_catalogue.diversity.figures import Counted, Line
from agir_catalogue.domain.call import (
    CALLED_SCHEMES,
    CallNotOpen,
    CallState,
    CallThere,
    CallUnknown,
    checked_reason,
)
from agir_catalogue.domain.diversity import COMPARABLE_FROM, Diversity
from agir_catalogue.domain.themes.registry import SCHEMES, scheme
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners

__all__ = [
    "COMPARABLE_FROM",
    "CallNotOpen",
    "CallState",
    "CallThere",
    "CallUnknown",
    "CallView",
    "Counted",
    "Diversity",
    "Line",
    "Refreshed",
    "Step",
    "call",
    "calls",
    "counted",
    "decide",
    "refresh",
    "stop_support",
    "support",
    "supports",
]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh counted and which calls it moved."""

    counted: Sequence[Counted]
    calls: Sequence[CallView]


def refresh(*, clock: Clock | None = None) -> Refreshed:
    """Count the themes of all courses in every scheme, and open or answer calls. Idempotent.

    A walk over the catalogue: a job calls this, never a request.
    """
    now = (clock or SystemClock()).now()
    seen = list(gathering.courses(now))
    found = [counting.count(one, seen, now) for one in SCHEMES if not one.is_cut]
    moved: list[CallView] = []
    for one in found:
        counting.keep(one)
        if one.scheme in CALLED_SCHEMES:
            moved += board.refresh(one, now)
    return Refreshed(found, moved)


def counted(slug: str) -> Counted | None:
    """Return what was counted last of a scheme, ``None`` for never; raise ``SchemeUnknown``.

    One SELECT.
    """
    return counting.last(scheme(slug).slug)


def calls() -> list[CallView]:
    """Return all calls, open ones first. One SELECT."""
    return board.every()


def call(call_id: UUID) -> CallView:
    """Return a call and what became of it; raise ``CallUnknown``. Two SELECTs."""
    return board.one(call_id)


def support(call_id: UUID, *, by: int, clock: Clock | None = None) -> None:
    """Say that a person wants a course on the theme; raise ``CallUnknown``, ``CallNotOpen``.

    One support a person. Only how many there are is ever shown.
    """
    board.support(call_id, learners.subject_of(by), (clock or SystemClock()).now())


def stop_support(call_id: UUID, *, by: int) -> None:
    """Take a person's support back. Idempotent."""
    board.stop_support(call_id, learners.subject_of(by))


def supports(call_id: UUID, user_id: int) -> bool:
    """Tell whether a person supports a call. Two SELECTs."""
    subject = learners.known_subject(user_id)
    return subject is not None and board.is_supported(call_id, subject)


def decide(
    call_id: UUID, state: CallState, reason: str, *, by: int, clock: Clock | None = None
) -> CallView:
    """Close a call, or open it again, for a reason that everybody reads.

    ``state`` is ``CLOSED`` or ``OPEN``. Raises ``CallUnknown``, ``CallThere``, ``ReasonMissing``.
    """
    said = checked_reason(reason)
    now = (clock or SystemClock()).now()
    return board.decide(call_id, state, said, by=learners.subject_of(by), now=now)
