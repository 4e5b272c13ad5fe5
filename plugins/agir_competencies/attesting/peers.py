"""How is work shown to peers, answered for, and concluded?

The transaction of an answer begins with the write that locks the work, then locks both people in
one order: of two who answer for one another at once, one is told that there is nothing to answer.
The last answer and what it concludes are one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from agir_competencies.attesting import attestations, files, peer_people, people
from agir_competencies.attesting.attestations import Outcome
from agir_competencies.attesting.peer_views import criteria_of
from agir_competencies.attesting.prior import Proof, kept_for
from agir_competencies.domain.attesting import address_of, comment_of, note_of, reason_of
from agir_competencies.domain.peers import (
    ANSWERING,
    ASKING,
    MOST_ANSWERED,
    MOST_ASKED,
    MOST_OPEN,
    AnsweredAlready,
    NothingSeen,
    PeersOff,
    Policy,
    Status,
    TooMuchAnswered,
    TooMuchAsked,
    WorkSettled,
    WorkUnknown,
    WorkWaits,
    share_of,
    verdict,
)
from agir_competencies.domain.prior import ProofMissing
from agir_competencies.models import Competency, PeerAnswer, PeerPolicy, PeerWork
from agir_platform import storage
from agir_platform.learners import api as learners

ACTIVITY = "peers"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer answers: whether the work shows the skill, which criteria it shows, and why.

    ``comment`` must be there where it does not.
    """

    says_yes: bool
    seen: frozenset[UUID] = frozenset()
    comment: str = ""


def policy_of(course_key: str) -> Policy:
    """Return what a course chose. One SELECT."""
    row = PeerPolicy.objects.filter(course_key=course_key).first()
    return Policy(row.is_open, row.reviewers, row.weight) if row else Policy()


def choose(course_key: str, policy: Policy, now: datetime) -> None:
    """Keep what a course chooses; work that was sent before keeps what held then."""
    facts = {"is_open": policy.is_open, "reviewers": policy.reviewers, "weight": policy.weight}
    PeerPolicy.objects.update_or_create(
        course_key=course_key, defaults={**facts, "changed_at": now}
    )


def show(user_id: int, course_key: str, skill: UUID, proof: Proof, now: datetime) -> UUID:
    """Show a piece of work to the peers of a course; return its id."""
    policy = policy_of(course_key)
    if not policy.is_open:
        raise PeersOff
    competency = people.competency_of(course_key, skill)
    note, url = note_of(proof.note), address_of(proof.url)
    if not url and proof.file is None:
        raise ProofMissing
    kept = files.keep(proof.file.name, proof.file.content) if proof.file else {}
    row = PeerWork(
        id=uuid4(), course_key=course_key, competency=competency, needed=policy.reviewers,
        weight=policy.weight, note=note, url=url, asked_at=now, **kept,
    )  # fmt: skip
    return kept_for(kept, lambda: _shown(user_id, row, now))  # type: ignore[no-any-return]


def _shown(user_id: int, row: PeerWork, now: datetime) -> UUID:
    row.subject = learners.locked(user_id).subject
    own = PeerWork.objects.filter(subject=row.subject, course_key=row.course_key)
    waiting = own.filter(status=Status.OPEN)
    if waiting.filter(competency=row.competency).exists():
        raise WorkWaits
    if waiting.count() >= MOST_OPEN:
        raise TooMuchAsked(limit=MOST_OPEN)
    if own.filter(asked_at__gt=now - ASKING).count() >= MOST_ASKED:
        raise TooMuchAsked(limit=MOST_ASKED)
    row.save(force_insert=True)
    return row.pk


def withdraw(user_id: int, key: UUID, now: datetime) -> None:
    """Take one's work back before it is settled; its file goes at once."""
    row = PeerWork.objects.filter(pk=key, subject=learners.known_subject(user_id)).first()
    if row is None:
        raise WorkUnknown
    _end(row, {"status": Status.WITHDRAWN}, now)


def stop(course_key: str, key: UUID, reason: str, now: datetime) -> None:
    """Stop a piece of work that should not be looked at, saying why; its file goes at once."""
    told = reason_of(reason)
    row = PeerWork.objects.filter(pk=key, course_key=course_key).first()
    if row is None:
        raise WorkUnknown
    _end(row, {"status": Status.STOPPED, "reason": told}, now)


def answer(user_id: int, key: UUID, said: Answer, now: datetime) -> Status:
    """Answer for a peer's work; return where it stands then."""
    peer = learners.known_subject(user_id)
    row = _may_answer(user_id, peer, key, now)
    comment = note_of(said.comment) if said.says_yes else comment_of(said.comment)
    _only_criteria(row.competency, said)
    asker = learners.user_of(row.subject)
    if asker is None:
        raise WorkUnknown
    with transaction.atomic():
        if not PeerWork.objects.filter(pk=key, status=Status.OPEN).update(status=Status.OPEN):
            raise WorkSettled
        held = learners.locked_all((user_id, asker))
        if (held[user_id].subject, held[asker].subject) != (peer, row.subject):
            raise WorkUnknown  # one of them left meanwhile
        row = _may_answer(user_id, peer, key, now)  # again, now that nobody else moves
        PeerAnswer.objects.create(
            work=row, peer=peer, says_yes=said.says_yes, comment=comment, at=now,
            seen=json.dumps(sorted(map(str, said.seen))),
        )  # fmt: skip
        return _concluded(row, now)


def _may_answer(user_id: int, peer: UUID | None, key: UUID, now: datetime) -> PeerWork:
    """Return the work; raise ``WorkUnknown`` where it is not theirs to answer for."""
    if peer is None:
        raise WorkUnknown
    given = PeerAnswer.objects.filter(peer=peer)
    if given.filter(work=key).exists():
        raise AnsweredAlready
    rows = peer_people.queue_of(peer, peer_people.courses_of(user_id), now)
    row = rows.filter(pk=key).select_related("competency").first()
    if row is None:
        raise WorkUnknown
    if given.filter(at__gt=now - ANSWERING).count() >= MOST_ANSWERED:
        raise TooMuchAnswered(limit=MOST_ANSWERED)
    return row


def _only_criteria(competency: Competency, said: Answer) -> None:
    known = {one.identifier for one in criteria_of([competency.pk])[competency.pk]}
    if not said.seen <= known or (said.says_yes and not said.seen):
        raise NothingSeen


def _concluded(row: PeerWork, now: datetime) -> Status:
    """Settle the work once enough peers have answered; what they accept is evidence."""
    said: Collection[bool] = list(row.answers.values_list("says_yes", flat=True))
    yes = sum(said)
    status = verdict(yes, len(said), row.needed)
    if status is Status.OPEN:
        return status
    PeerWork.objects.filter(pk=row.pk).update(status=status, decided_at=now)
    if status is Status.ACCEPTED:
        outcome = Outcome(
            activity=f"{ACTIVITY}:{row.pk}",
            competency=row.competency.identifier,
            share=share_of(yes, len(said)),
            weight=row.weight,
        )
        attestations.attest_by_peers(row.course_key, row.subject, outcome, now)
    return status


def purge(now: datetime, keep_days: int) -> int:
    """Delete files of work settled longer ago than ``keep_days``; return how many."""
    due = PeerWork.objects.exclude(status=Status.OPEN).filter(
        decided_at__lte=now - timedelta(days=keep_days)
    )
    gone = 0
    for key, name in list(due.exclude(file_key="").values_list("pk", "file_key")):
        gone += due.filter(pk=key).update(file_key="", file_deleted_at=now)
        storage.delete([name])
    return gone


def _end(row: PeerWork, facts: dict[str, Any], now: datetime) -> None:
    gone = {"file_key": "", "file_deleted_at": now} if row.file_key else {}
    with transaction.atomic():
        rows = PeerWork.objects.filter(pk=row.pk, status=Status.OPEN)
        if not rows.update(decided_at=now, **facts, **gone):
            raise WorkSettled
        files.drop(row.file_key)
