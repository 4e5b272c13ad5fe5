"""Prior learning: a learner brings what they can show, a named reviewer says what it proves.

Who may: the first functions take the learner's own id and find theirs alone; those of reviewers
ask nobody, their callers have asked whether ``user_id`` reviews for ``course_of`` the request.
Nobody reviews what they asked for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from agir_competencies.attesting import files, peers, people, queue
from agir_competencies.attesting import prior as room
from agir_competencies.attesting.data import ProofFile, RequestPage, RequestView
from agir_competencies.attesting.prior import Proof, Sent
from agir_competencies.domain.goal import NotEnrolled
from agir_competencies.domain.prior import (
    MOST_COMPETENCIES,
    OPEN,
    NothingChosen,
    RequestMoved,
    RequestUnknown,
    Status,
)
from agir_competencies.domain.proof_file import ENDINGS, FileTooLarge
from agir_competencies.models import PriorLearning
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.select import platform

__all__ = [
    "ENDINGS",
    "MOST_COMPETENCIES",
    "OPEN",
    "FileTooLarge",
    "NothingChosen",
    "Proof",
    "ProofFile",
    "RequestMoved",
    "RequestPage",
    "RequestUnknown",
    "RequestView",
    "Sent",
    "Status",
    "accept",
    "answer",
    "ask",
    "ask_more",
    "course_of",
    "courses_of",
    "give_back",
    "learner_of",
    "mine",
    "most_bytes",
    "own",
    "own_proof",
    "proof",
    "purge",
    "queued",
    "reject",
    "request",
    "take",
    "withdraw",
]


def mine(user_id: int, *, language: str) -> list[RequestView]:
    """Return the person's requests, the latest first. Four SELECTs, and the courses' titles."""
    return queue.of_learner(user_id, language)


def own(user_id: int, key: UUID, *, language: str) -> RequestView:
    """Return one request of the person with its history; raise ``RequestUnknown``."""
    found = queue.of_learner(user_id, language, key)
    if not found:
        raise RequestUnknown
    return found[0]


def own_proof(user_id: int, key: UUID) -> ProofFile:
    """Return the file of one's own request; raise ``RequestUnknown`` or ``FileGone``."""
    subject = learners.known_subject(user_id)
    row = PriorLearning.objects.filter(pk=key, subject=subject).first() if subject else None
    return files.taken(_known(row))


def courses_of(user_id: int) -> dict[str, str]:
    """Return the courses whose teams may review for the person, with their titles."""
    return people.course_titles(one.course_key for one in platform().enrolments.of_learner(user_id))


def ask(
    user_id: int,
    course_key: str,
    competencies: Iterable[UUID],
    proof: Proof,
    *,
    clock: Clock | None = None,
) -> UUID:
    """Ask the team of a course one follows, or who runs the site (''), for a review.

    One transaction; a file that was kept goes when it fails. Raises an ``AttestingRefused`` or
    ``NotEnrolled``.
    """
    if course_key and not platform().enrolments.is_enrolled(user_id, course_key):
        raise NotEnrolled
    return room.ask(user_id, course_key, competencies, proof, _now(clock))


def answer(user_id: int, key: UUID, proof: Proof, *, clock: Clock | None = None) -> None:
    """Answer a reviewer who asked for more."""
    room.answer(user_id, key, proof, _now(clock))


def withdraw(user_id: int, key: UUID, *, clock: Clock | None = None) -> None:
    """Take one's request back before it is decided; its file is deleted."""
    room.withdraw(user_id, key, _now(clock))


def queued(
    user_id: int, course_key: str | None, *, status: str = "", after: str = "", language: str
) -> RequestPage:
    """Return a page of a course's queue, or of the whole site's (``None``), but one's own.

    ``status``: one of a request's, ``open`` for the undecided, '' for all.
    """
    viewer = learners.known_subject(user_id)
    return queue.page(course_key, status, after, language, viewer=viewer)


def request(user_id: int, key: UUID, *, language: str) -> RequestView:
    """Return a request as its reviewer sees it; raise ``RequestUnknown``, for one's own too."""
    viewer = learners.known_subject(user_id)
    found = queue.one(key, language, viewer=viewer)
    if found is None or found.subject == viewer:
        raise RequestUnknown
    return found


def proof(user_id: int, key: UUID) -> ProofFile:
    """Return the file of a request to its reviewer; raise ``RequestUnknown`` or ``FileGone``."""
    row = PriorLearning.objects.filter(pk=key).first()
    if row is not None and row.subject == learners.known_subject(user_id):
        raise RequestUnknown
    return files.taken(_known(row))


def course_of(user_id: int, key: UUID) -> str:
    """Return whose team reviews a request, '' for who runs the site. Two SELECTs.

    Raise ``RequestUnknown`` for nobody's, and for what the person asked for themselves.
    """
    row = _known(PriorLearning.objects.filter(pk=key).first())
    if row.subject == learners.known_subject(user_id):
        raise RequestUnknown
    return row.course_key


def learner_of(key: UUID) -> int | None:
    """Return the user who asked; ``None`` for a request that is gone, or theirs who left."""
    subject = PriorLearning.objects.filter(pk=key).values_list("subject", flat=True).first()
    return learners.user_of(subject) if subject else None


def take(user_id: int, key: UUID, *, clock: Clock | None = None) -> None:
    """Take a request in review. Of two at once one has it; the other meets ``RequestTaken``."""
    room.take(key, people.signer(user_id), _now(clock))


def give_back(user_id: int, key: UUID, *, clock: Clock | None = None) -> None:
    """Put a request back into the queue, one's own or a colleague's."""
    room.give_back(key, people.signer(user_id), _now(clock))


def ask_more(user_id: int, key: UUID, comment: str, *, clock: Clock | None = None) -> None:
    """Ask the learner for more; it waits for them."""
    room.ask_more(key, comment, people.signer(user_id), _now(clock))


def accept(
    user_id: int,
    key: UUID,
    levels: Mapping[UUID, str],
    comment: str = "",
    *,
    clock: Clock | None = None,
) -> None:
    """Accept a request that one took, at a level (full, mostly, partly) a competency.

    A competency at '' or left out is not accepted. Evidence is recorded in the same transaction.
    """
    room.accept(key, levels, comment, people.signer(user_id), _now(clock))


def reject(user_id: int, key: UUID, comment: str, *, clock: Clock | None = None) -> None:
    """Reject a request that one took, saying why."""
    room.reject(key, comment, people.signer(user_id), _now(clock))


def purge(*, clock: Clock | None = None) -> int:
    """Delete files of requests and of work settled long enough ago; return how many.

    Idempotent; for a job.
    """
    days = int(settings.AGIR_COMPETENCIES_PRIOR_KEEP_DAYS)
    now = _now(clock)
    return peers.purge(now, days) + room.purge(now, days)


def most_bytes() -> int:
    """Return the largest file that is taken."""
    return files.most_bytes()


def _known(row: PriorLearning | None) -> PriorLearning:
    if row is None:
        raise RequestUnknown
    return row


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
