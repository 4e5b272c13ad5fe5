"""Attestations: a named person, or peers, say that a learner of a course can do something.

Who may: none of these functions asks; a caller has asked whether ``user_id`` is of the course's
team. That nobody attests themselves, and that a course speaks of its own learners and
competencies alone, is refused here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_competencies.attesting import attestations as room
from agir_competencies.attesting import people
from agir_competencies.attesting.attestations import Outcome, Said
from agir_competencies.attesting.data import AttestationView
from agir_competencies.domain.attesting import (
    SHARES,
    AttestationUnknown,
    AttestingRefused,
    NotOfCourse,
    level_of,
)
from agir_competencies.domain.link import PEER_OUTCOME
from agir_kernel.clock import Clock, SystemClock
from agir_platform.ports import Score

log = logging.getLogger(__name__)

__all__ = [
    "LEVELS",
    "PEER_OUTCOME",
    "AttestationUnknown",
    "AttestationView",
    "AttestingRefused",
    "Choice",
    "NotOfCourse",
    "Outcome",
    "Said",
    "attest",
    "attest_by_peers",
    "attestations",
    "choices",
    "find_learner",
    "level_of",
    "receive_outcome",
    "withdraw",
]

LEVELS = tuple(SHARES)


@dataclass(frozen=True, slots=True)
class Choice:
    """One competency that a course shows or promises."""

    competency: UUID
    label: str
    framework: str


def find_learner(course_key: str, name: str) -> UUID:
    """Return the subject of who has exactly this username or e-mail and follows the course.

    Raise ``LearnerUnknown`` for anybody else, whether they exist or not.
    """
    return people.learner_named(name, course_key)


def choices(*course_keys: str, language: str) -> list[Choice]:
    """Return the competencies of courses, by framework and place. Two SELECTs."""
    rows = people.competencies_of(*course_keys)
    names = people.names(rows, language)
    return [Choice(row.identifier, names[row.pk], row.framework.title) for row in rows]


def attest(
    user_id: int, course_key: str, subject: UUID, said: Said, *, clock: Clock | None = None
) -> UUID:
    """Attest a competency of a learner in the name of ``user_id``; return the attestation's id.

    One transaction. Raises an ``AttestingRefused``.
    """
    by = people.signer(user_id, about=subject)
    return room.attest(course_key, subject, said, by, _now(clock))


def attest_by_peers(
    course_key: str, subject: UUID, outcome: Outcome, *, clock: Clock | None = None
) -> UUID:
    """Attest what a peer review concluded; heard again it changes nothing, otherwise it replaces.

    Its caller is an activity that knows who reviewed whom. Raises an ``AttestingRefused``, or
    ``ObservationUnusable`` for a share outside of 0 to 1.
    """
    return room.attest_by_peers(course_key, subject, outcome, _now(clock))


def receive_outcome(score: Score) -> int:
    """Hear what peers concluded of a response; return the competencies that it attests.

    Those that the author linked to the block with kind ``xblock_attestation`` and a weight above
    0. Never raises: a fault is logged without who it is about, and what was lost is told again
    with the next assessment of the response.
    """
    try:
        with transaction.atomic():
            return room.heard(score)
    except Exception:
        log.exception("An outcome of peers was not taken in")
        return 0


def withdraw(
    user_id: int, course_key: str, key: UUID, reason: str, *, clock: Clock | None = None
) -> None:
    """Take an attestation of the course back, with a reason that the learner reads."""
    room.withdraw(course_key, key, reason, people.signer(user_id), _now(clock))


def attestations(
    course_key: str,
    *,
    language: str,
    subject: UUID | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 200,
) -> list[AttestationView]:
    """Return a course's attestations, or those of one learner in it, the latest first."""
    return room.listed(course_key, language, subject=subject, after=after, limit=limit)


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
