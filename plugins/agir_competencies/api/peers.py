"""Work shown to peers: a learner of a course shows it, peers who have the skill say what it shows.

Who may: functions that take ``user_id`` find what is that person's, or what they may answer for,
and nothing else; those of the team (``choose``, ``stop``, ``of_course``) ask nobody, their callers
have asked whether the person is of ``course_key``'s team. Neither side is ever told a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from agir_competencies.attesting import files, peer_people, peer_views, people
from agir_competencies.attesting import peers as room
from agir_competencies.attesting.data import ProofFile
from agir_competencies.attesting.peer_data import CriterionView, WorkView
from agir_competencies.attesting.peers import Answer
from agir_competencies.attesting.prior import Proof
from agir_competencies.domain.goal import NotEnrolled
from agir_competencies.domain.peers import (
    FEWEST,
    HEAVIEST,
    LIGHTEST,
    MOST,
    NothingSeen,
    Policy,
    PolicyOutOfBounds,
    Status,
    WorkUnknown,
)
from agir_competencies.models import PeerAnswer, PeerWork
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.select import platform

__all__ = [
    "FEWEST",
    "HEAVIEST",
    "LIGHTEST",
    "MOST",
    "Answer",
    "CriterionView",
    "NothingSeen",
    "Policy",
    "PolicyOutOfBounds",
    "Status",
    "WorkUnknown",
    "WorkView",
    "answer",
    "answered",
    "choose",
    "courses_of",
    "mine",
    "of_course",
    "own",
    "own_file",
    "policy_of",
    "queued",
    "show",
    "shown_file",
    "stop",
    "team_file",
    "to_answer",
    "withdraw",
]

PAGE = 50


def policy_of(course_key: str) -> Policy:
    """Return what a course chose about reviews by peers; closed where it chose nothing."""
    return room.policy_of(course_key)


def choose(course_key: str, policy: Policy, *, clock: Clock | None = None) -> None:
    """Open or close reviews by peers in a course; work sent before keeps what held then."""
    room.choose(course_key, policy, _now(clock))


def courses_of(user_id: int) -> dict[str, str]:
    """Return the courses in which the person may show work to peers, with their titles."""
    keys = peer_people.open_courses(peer_people.courses_of(user_id))
    return people.course_titles(keys)


def show(
    user_id: int, course_key: str, competency: UUID, proof: Proof, *, clock: Clock | None = None
) -> UUID:
    """Show a piece of work on a competency of a course one follows; return its id.

    One transaction; a file that was kept goes when it fails. Raises an ``AttestingRefused`` or
    ``NotEnrolled``.
    """
    if not platform().enrolments.is_enrolled(user_id, course_key):
        raise NotEnrolled
    return room.show(user_id, course_key, competency, proof, _now(clock))


def withdraw(user_id: int, key: UUID, *, clock: Clock | None = None) -> None:
    """Take one's work back before it is settled; raise ``WorkUnknown`` or ``WorkSettled``."""
    room.withdraw(user_id, key, _now(clock))


def mine(
    user_id: int, *, language: str, limit: int = PAGE, clock: Clock | None = None
) -> list[WorkView]:
    """Return the person's work, the latest first. Some eight statements."""
    rows = _of(user_id).order_by("-asked_at", "id")[:limit]
    return peer_views.views(list(rows), language, _now(clock))


def own(user_id: int, key: UUID, *, language: str, clock: Clock | None = None) -> WorkView:
    """Return one piece of the person's work; raise ``WorkUnknown``."""
    return _one(_of(user_id).filter(pk=key), language, _now(clock), hint=True)


def own_file(user_id: int, key: UUID) -> ProofFile:
    """Return the file that the person sent; raise ``WorkUnknown`` or ``FileGone``."""
    return files.taken(_row(_of(user_id).filter(pk=key)))


def queued(
    user_id: int, *, language: str, limit: int = PAGE, clock: Clock | None = None
) -> list[WorkView]:
    """Return the work that the person may answer for, who waits longest first; no name in it."""
    now = _now(clock)
    return peer_views.views(list(_to_answer(user_id, now)[:limit]), language, now)


def to_answer(user_id: int, key: UUID, *, language: str, clock: Clock | None = None) -> WorkView:
    """Return one piece of work that the person may answer for; raise ``WorkUnknown``."""
    now = _now(clock)
    return _one(_to_answer(user_id, now).filter(pk=key), language, now)


def shown_file(user_id: int, key: UUID, *, clock: Clock | None = None) -> ProofFile:
    """Return the file of work that the person may answer for.

    Raise ``WorkUnknown`` or ``FileGone``.
    """
    return files.taken(_row(_to_answer(user_id, _now(clock)).filter(pk=key)))


def answer(user_id: int, key: UUID, said: Answer, *, clock: Clock | None = None) -> Status:
    """Answer for a peer's work, once; return where it stands then.

    The last answer settles it, and what peers accept is evidence, in one transaction. Raises an
    ``AttestingRefused``: ``WorkUnknown`` for what is not theirs to answer for.
    """
    return room.answer(user_id, key, said, _now(clock))


def of_course(
    course_key: str, *, language: str, limit: int = PAGE, clock: Clock | None = None
) -> list[WorkView]:
    """Return the work shown in a course, the latest first, as its team sees it."""
    rows = PeerWork.objects.filter(course_key=course_key).exclude(status=Status.WITHDRAWN)
    found = rows.select_related("competency").order_by("-asked_at", "id")[:limit]
    return peer_views.views(list(found), language, _now(clock))


def team_file(course_key: str, key: UUID) -> ProofFile:
    """Return a file to the course's team; raise ``WorkUnknown`` or ``FileGone``."""
    return files.taken(_row(PeerWork.objects.filter(pk=key, course_key=course_key)))


def stop(course_key: str, key: UUID, reason: str, *, clock: Clock | None = None) -> None:
    """Stop a piece of work of the course, saying why to its author."""
    room.stop(course_key, key, reason, _now(clock))


def answered(user_id: int) -> int:
    """Return how many pieces of work the person has answered for."""
    subject = learners.known_subject(user_id)
    return PeerAnswer.objects.filter(peer=subject).count() if subject else 0


def _of(user_id: int) -> QuerySet[PeerWork]:
    subject = learners.known_subject(user_id)
    rows = PeerWork.objects.filter(subject=subject) if subject else PeerWork.objects.none()
    return rows.select_related("competency")


def _to_answer(user_id: int, now: datetime) -> QuerySet[PeerWork]:
    subject = learners.known_subject(user_id)
    if subject is None:
        return PeerWork.objects.none()
    rows = peer_people.queue_of(subject, peer_people.courses_of(user_id), now)
    return rows.select_related("competency")


def _row(rows: Iterable[PeerWork]) -> PeerWork:
    row = next(iter(rows), None)
    if row is None:
        raise WorkUnknown
    return row


def _one(rows: Iterable[PeerWork], language: str, now: datetime, *, hint: bool = False) -> WorkView:
    return peer_views.views([_row(rows)], language, now, hint=hint)[0]


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
