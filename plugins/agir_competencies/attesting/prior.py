"""How does a learner ask to have prior learning recognised, and how is it decided?

Each move is one guarded update from the states it may start from: of two reviewers who take a
request at once, one is told that the other has it. Acceptance is evidence of kind prior_learning,
recorded in the transaction that decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import IO, Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from agir_competencies.attesting import files, people
from agir_competencies.attesting.people import Signer
from agir_competencies.domain.attesting import (
    address_of,
    comment_of,
    note_of,
    share_of,
)
from agir_competencies.domain.link import PRIOR_LEARNING
from agir_competencies.domain.prior import (
    DECIDED,
    MOST_COMPETENCIES,
    MOST_OPEN,
    MOVES,
    OPEN,
    Action,
    NothingChosen,
    ProofMissing,
    RequestMoved,
    RequestTaken,
    RequestUnknown,
    Status,
    TooManyRequests,
)
from agir_competencies.ledger.recording import Observation, record
from agir_competencies.models import (
    Competency,
    PriorLearning,
    PriorLearningItem,
    PriorLearningStep,
)
from agir_platform import storage
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause

WEIGHT: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: its name, and its bytes to be read once."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a learner brings: a note, and a file or an https address or both."""

    note: str = ""
    url: str = ""
    file: Sent | None = None


def ask(
    user_id: int, course_key: str, competencies: Iterable[UUID], proof: Proof, now: datetime
) -> UUID:
    """Ask for a review; return the request's id. A course is asked of its own competencies."""
    wanted = set(competencies)
    chosen = list(Competency.objects.filter(identifier__in=wanted, retired_at=None).order_by("pk"))
    if not chosen or len(chosen) != len(wanted) or len(chosen) > MOST_COMPETENCIES:
        raise NothingChosen(limit=MOST_COMPETENCIES)
    if course_key:
        people.all_of_course(course_key, chosen)
    note, url = note_of(proof.note), address_of(proof.url)
    if not url and proof.file is None:
        raise ProofMissing
    kept = files.keep(proof.file.name, proof.file.content) if proof.file else {}
    return kept_for(
        kept, lambda: _asked(user_id, course_key, chosen, {"note": note, "url": url}, kept, now)
    )


def _asked(
    user_id: int,
    course_key: str,
    chosen: list[Competency],
    said: Mapping[str, str],
    kept: Mapping[str, object],
    now: datetime,
) -> UUID:
    subject = learners.locked(user_id).subject
    if PriorLearning.objects.filter(subject=subject, status__in=OPEN).count() >= MOST_OPEN:
        raise TooManyRequests(limit=MOST_OPEN)
    row = PriorLearning.objects.create(
        id=uuid4(), subject=subject, course_key=course_key, asked_at=now, **said, **kept
    )
    PriorLearningItem.objects.bulk_create(
        PriorLearningItem(request=row, competency=one) for one in chosen
    )
    _step(row.pk, Action.ASKED, now, comment=said["note"])
    return row.pk


def answer(user_id: int, key: UUID, proof: Proof, now: datetime) -> None:
    """Answer a reviewer who asked for more: a note, and another file or address if there is one.

    A file that is sent takes the place of the one before.
    """
    note, url = comment_of(proof.note), address_of(proof.url)
    kept = files.keep(proof.file.name, proof.file.content) if proof.file else {}

    def answered() -> None:
        row = _own(user_id, key)
        facts: dict[str, Any] = {"asked_more_at": None, **kept}
        if url:
            facts["url"] = url
        _move(row, Action.ANSWERED, {"asked_more_at__isnull": False}, facts)
        _step(row.pk, Action.ANSWERED, now, comment=note)
        if kept:
            files.drop(row.file_key)

    kept_for(kept, answered)


def withdraw(user_id: int, key: UUID, now: datetime) -> None:
    """Take a request back before it is decided; its file goes at once.

    Its words stay the learner's to read; reviewers see them no more.
    """
    with transaction.atomic():
        row = _own(user_id, key)
        gone = {"file_key": "", "file_deleted_at": now} if row.file_key else {}
        _move(row, Action.WITHDRAWN, {}, {"decided_at": now, **gone})
        _step(row.pk, Action.WITHDRAWN, now)
        files.drop(row.file_key)


def take(key: UUID, by: Signer, now: datetime) -> None:
    """Take a request in review: one reviewer can; raise ``RequestTaken`` for the others."""
    row = _others(key, by)  # read apart: the transaction begins with the write that decides
    with transaction.atomic():
        try:
            facts = {"reviewer": by.subject, "reviewer_name": by.name}
            _move(row, Action.TAKEN, {}, facts)
        except RequestMoved:
            if PriorLearning.objects.filter(pk=key, status=Status.IN_REVIEW).exists():
                raise RequestTaken from None
            raise
        _step(key, Action.TAKEN, now, by=by)


def give_back(key: UUID, by: Signer, now: datetime) -> None:
    """Put a request back into the queue; any reviewer may, for a colleague who is away."""
    row = _others(key, by)
    with transaction.atomic():
        facts = {"reviewer": None, "reviewer_name": "", "asked_more_at": None}
        _move(row, Action.GIVEN_BACK, {}, facts)
        _step(key, Action.GIVEN_BACK, now, by=by)


def ask_more(key: UUID, comment: str, by: Signer, now: datetime) -> None:
    """Ask the learner for more; it stays with its reviewer."""
    told = comment_of(comment)
    row = _others(key, by)
    with transaction.atomic():
        _reviewed(row, Action.ASKED_MORE, by, {"asked_more_at": now})
        _step(key, Action.ASKED_MORE, now, comment=told, by=by)


def reject(key: UUID, comment: str, by: Signer, now: datetime) -> None:
    """Reject a request, saying why."""
    told = comment_of(comment)
    row = _others(key, by)
    with transaction.atomic():
        facts = {"decided_at": now, "comment": told, "asked_more_at": None}
        _reviewed(row, Action.REJECTED, by, facts)
        _step(key, Action.REJECTED, now, comment=told, by=by)


def accept(key: UUID, levels: Mapping[UUID, str], comment: str, by: Signer, now: datetime) -> None:
    """Accept a request at a level for each competency it names; a competency left out is not.

    Raise ``NothingChosen`` when none is accepted.
    """
    told = note_of(comment)
    shares = {one: share_of(level) for one, level in levels.items() if level}
    with transaction.atomic():
        row = _others(key, by)
        people.lock(row.subject)
        facts = {"decided_at": now, "comment": told, "asked_more_at": None}
        _reviewed(row, Action.ACCEPTED, by, facts)
        items = list(row.items.select_related("competency"))
        accepted = [one for one in items if one.competency.identifier in shares]
        if not accepted or len(accepted) != len(shares):
            raise NothingChosen(limit=MOST_COMPETENCIES)
        for one in accepted:
            one.share = shares[one.competency.identifier]
        PriorLearningItem.objects.bulk_update(accepted, ["share"])
        _step(key, Action.ACCEPTED, now, comment=told, by=by)
        record([_observed(row, one, now) for one in accepted])


def purge(now: datetime, keep_days: int) -> int:
    """Delete files of requests decided longer ago than ``keep_days``; return how many."""
    due = PriorLearning.objects.filter(
        status__in=DECIDED, decided_at__lte=now - timedelta(days=keep_days)
    ).exclude(file_key="")
    gone = 0
    for key, name in list(due.values_list("pk", "file_key")):
        gone += due.filter(pk=key).update(file_key="", file_deleted_at=now)
        storage.delete([name])
    return gone + files.sweep(now)


def kept_for(kept: Mapping[str, object], act: Callable[[], Any]) -> Any:
    """Do it in a transaction; the file that was kept for it goes when it fails."""
    try:
        with transaction.atomic():
            return act()
    except BaseException:
        if kept:
            storage.delete([str(kept["file_key"])])
        raise


def _own(user_id: int, key: UUID) -> PriorLearning:
    """Return the person's request; raise ``RequestUnknown``."""
    subject = learners.known_subject(user_id)
    row = PriorLearning.objects.filter(pk=key, subject=subject).first() if subject else None
    if row is None:
        raise RequestUnknown
    return row


def _others(key: UUID, by: Signer) -> PriorLearning:
    """Return a request of somebody else; raise ``RequestUnknown`` or ``OneselfRefused``."""
    row = PriorLearning.objects.filter(pk=key).first()
    if row is None:
        raise RequestUnknown
    people.not_oneself(by, row.subject)
    return row


def _reviewed(row: PriorLearning, action: Action, by: Signer, facts: Mapping[str, Any]) -> None:
    """Move a request that ``by`` took; raise ``RequestTaken`` where another has it, or nobody."""
    if row.status in OPEN and row.reviewer != by.subject:
        raise RequestTaken
    _move(row, action, {"reviewer": by.subject}, facts)


def _move(
    row: PriorLearning, action: Action, guard: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    """Bring a request to its next state; raise ``RequestMoved`` when it is not where it was."""
    move = MOVES[action]
    rows = PriorLearning.objects.filter(pk=row.pk, status__in=move.origin, **guard)
    if not rows.update(status=move.to, **facts):
        raise RequestMoved


def _step(
    key: UUID, action: Action, now: datetime, *, comment: str = "", by: Signer | None = None
) -> None:
    PriorLearningStep.objects.create(
        request_id=key,
        action=action,
        comment=comment,
        by=by.subject if by else None,
        by_name=by.name if by else "",
        at=now,
    )


def _observed(row: PriorLearning, item: PriorLearningItem, now: datetime) -> Observation:
    return Observation(
        subject=row.subject,
        competency=item.competency.identifier,
        course_key=row.course_key,
        object_key=f"{PRIOR_LEARNING}:{row.pk}",
        kind=PRIOR_LEARNING,
        share=item.share,
        weight=WEIGHT,
        occurred_at=now,
        cause=ScoreCause.ATTEMPT,
    )
