"""Decisions on a status: a named person says otherwise than the evidence, with a reason.

Who may: none of these functions asks; a caller has asked whether ``user_id`` is of the course's
team. Nobody decides on themselves.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from agir_competencies.attesting import overrides as room
from agir_competencies.attesting import people
from agir_competencies.attesting.data import OverrideView
from agir_competencies.attesting.overrides import Decision
from agir_competencies.domain.attesting import ExpiryPast, OverrideUnknown
from agir_competencies.domain.override import STATUSES
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "STATUSES",
    "Decision",
    "ExpiryPast",
    "OverrideUnknown",
    "OverrideView",
    "decide",
    "overrides",
    "page",
    "revoke",
    "settle_overrides",
]


def decide(
    user_id: int, course_key: str, subject: UUID, what: Decision, *, clock: Clock | None = None
) -> UUID:
    """Decide on a learner's status in the name of ``user_id``; return the decision's id.

    An open decision on the same competency is replaced and stays in the history. One transaction;
    goals and badges follow the status. Raises an ``AttestingRefused``.
    """
    by = people.signer(user_id, about=subject)
    return room.decide(course_key, subject, what, by, _now(clock))


def revoke(
    user_id: int, course_key: str, key: UUID, reason: str, *, clock: Clock | None = None
) -> None:
    """End a decision of the course's team, with a reason; the evidence speaks again."""
    room.revoke(course_key, key, reason, people.signer(user_id), _now(clock))


def settle_overrides(*, clock: Clock | None = None) -> int:
    """End the decisions whose date has passed; return how many. Idempotent; for a job."""
    return room.settle_due(_now(clock))


def overrides(
    course_key: str,
    *,
    language: str,
    subject: UUID | None = None,
    limit: int = 200,
    clock: Clock | None = None,
) -> list[OverrideView]:
    """Return a course's decisions, or those on one learner in it, open ones first."""
    return room.listed(course_key, language, _now(clock), subject=subject, limit=limit)


def page(
    course_key: str,
    *,
    language: str,
    after: tuple[datetime, UUID] | None,
    limit: int,
    clock: Clock | None = None,
) -> list[OverrideView]:
    """Return a course's decisions behind the row that ``after`` names, the latest first."""
    return room.latest(course_key, language, _now(clock), after=after, limit=limit)


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
