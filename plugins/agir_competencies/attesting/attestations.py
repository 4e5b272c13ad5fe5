"""How is a competency attested, and taken back?

A row with who, whom, what and why, and the ledger's evidence of kind attestation, in one
transaction with the learner's row locked. Its object is the attestation itself, so that two
people are two, and one person attests a competency of a learner once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from agir_competencies import link_cache
from agir_competencies.attesting import people
from agir_competencies.attesting.data import AttestationView
from agir_competencies.attesting.people import Signer
from agir_competencies.domain import identity
from agir_competencies.domain.attesting import (
    AlreadyAttested,
    AttestationUnknown,
    address_of,
    level_of,
    note_of,
    reason_of,
    share_of,
)
from agir_competencies.domain.link import ATTESTATION, XBLOCK_ATTESTATION
from agir_competencies.ledger.recording import Observation, record
from agir_competencies.models import Attestation, Competency
from agir_platform.learners import api as learners
from agir_platform.ports import Score, ScoreCause

WEIGHT = Decimal(1)
TEAM, PEERS = "team", "peers"


@dataclass(frozen=True, slots=True)
class Said:
    """What is attested: ``level`` full, mostly or partly; ``note`` and ``url`` may be ''."""

    competency: UUID
    level: str = "full"
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What peers concluded of the work in ``activity``: ``share`` 0 to 1 inclusive.

    ``activity`` is a usage key, or ``peers:<uuid>`` of work that was shown without a block.
    ``weight`` is what it counts beside an answer's 1.
    """

    activity: str
    competency: UUID
    share: Decimal
    note: str = ""
    weight: Decimal = WEIGHT


def attest(course_key: str, subject: UUID, said: Said, by: Signer, now: datetime) -> UUID:
    """Attest a competency of the course; return the attestation's id."""
    competency = people.competency_of(course_key, said.competency)
    share, note, url = share_of(said.level), note_of(said.note), address_of(said.url)
    with transaction.atomic():
        people.lock(subject)
        own = Attestation.objects.filter(
            subject=subject, competency=competency, by=by.subject, withdrawn_at=None
        )
        if own.exists():
            raise AlreadyAttested
        key = uuid4()
        row = Attestation.objects.create(
            id=key, subject=subject, competency=competency, course_key=course_key,
            object_key=f"{ATTESTATION}:{key}", origin=TEAM, share=share, note=note, url=url,
            by=by.subject, by_name=by.name, at=now,
        )  # fmt: skip
        record([_observed(row, competency, ScoreCause.ATTEMPT, now)])
    return key


def attest_by_peers(course_key: str, subject: UUID, outcome: Outcome, now: datetime) -> UUID:
    """Attest what peers concluded; the same outcome again changes nothing, another replaces it."""
    competency = people.competency_of(course_key, outcome.competency)
    note = note_of(outcome.note)
    key = identity.identity("attestation", subject, outcome.competency, outcome.activity)
    with transaction.atomic():
        people.lock(subject)
        row = Attestation.objects.filter(pk=key).first()
        if row is not None and row.withdrawn_at is None and row.share == outcome.share:
            return key
        cause = ScoreCause.ATTEMPT if row is None else ScoreCause.REGRADE
        row = Attestation(
            id=key, subject=subject, competency=competency, course_key=course_key,
            object_key=outcome.activity, origin=PEERS, share=outcome.share, note=note, at=now,
        )  # fmt: skip
        record([_observed(row, competency, cause, now, outcome.weight)])
        row.save()
    return key


def heard(score: Score) -> int:
    """Attest what peers concluded of a response in a block of the course; return how many."""
    if score.user_id is None or score.earned is None or not score.possible:
        return 0
    several = link_cache.load(score.course_key).by_object.get(score.usage_key, ())
    links = [one for one in several if one.kind == XBLOCK_ATTESTATION and one.weight > 0]
    for link in links:
        outcome = Outcome(
            score.usage_key, link.identifier, score.earned / score.possible, weight=link.weight
        )
        subject = learners.subject_of(score.user_id)
        attest_by_peers(score.course_key, subject, outcome, score.occurred_at)
    return len(links)


def withdraw(course_key: str, key: UUID, reason: str, by: Signer, now: datetime) -> None:
    """Take an attestation of the course back."""
    told = reason_of(reason)
    rows = Attestation.objects.filter(pk=key, course_key=course_key, withdrawn_at=None)
    with transaction.atomic():
        row = rows.select_related("competency").first()
        if row is None:
            raise AttestationUnknown
        people.not_oneself(by, row.subject)
        people.lock(row.subject)
        taken = rows.update(
            withdrawn_at=now, withdrawn_by=by.subject, withdrawn_name=by.name,
            withdrawn_reason=told,
        )  # fmt: skip
        if not taken:
            raise AttestationUnknown
        record([_observed(row, row.competency, ScoreCause.DELETION, now)])


def listed(
    course_key: str,
    language: str,
    *,
    subject: UUID | None,
    after: tuple[datetime, UUID] | None = None,
    limit: int,
) -> list[AttestationView]:
    """Return a course's attestations, the latest first; those behind the row ``after`` names.

    Three statements and the platform's for the names of people, whatever their number.
    """
    rows = Attestation.objects.filter(course_key=course_key).select_related("competency")
    if subject is not None:
        rows = rows.filter(subject=subject)
    if after is not None:
        at, key = after
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__gt=key))
    found = list(rows.order_by("-at", "id")[:limit])
    persons = people.persons({row.subject for row in found})
    names = people.names((row.competency for row in found), language)
    views = []
    for row in found:
        person = persons.get(row.subject)
        views.append(
            AttestationView(
                id=row.pk,
                subject=row.subject,
                learner=person.name if person else "",
                username=person.username if person else "",
                competency=row.competency.identifier,
                label=names[row.competency_id],
                origin=row.origin,
                level=level_of(row.share),
                note=row.note,
                url=row.url,
                by=row.by_name,
                at=row.at,
                withdrawn_at=row.withdrawn_at,
                withdrawn_by=row.withdrawn_name,
                withdrawn_reason=row.withdrawn_reason,
            )
        )
    return views


def _observed(
    row: Attestation,
    competency: Competency,
    cause: ScoreCause,
    now: datetime,
    weight: Decimal = WEIGHT,
) -> Observation:
    taken = cause is ScoreCause.DELETION
    return Observation(
        subject=row.subject,
        competency=competency.identifier,
        course_key=row.course_key,
        object_key=row.object_key,
        kind=ATTESTATION,
        share=None if taken else row.share,
        weight=weight,
        occurred_at=now,
        cause=cause,
    )
