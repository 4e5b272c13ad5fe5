"""How does a badge begin to count, how is it looked at again, and how does it cease to count?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from agir_catalogue.domain import recognition as rules
from agir_catalogue.domain.peer import State
from agir_catalogue.domain.recognition import (
    LOOKED_AT,
    AddressUnconfirmed,
    AlreadyRecognised,
    BadgeNotValid,
    BadgeOfAnother,
    HolderUnproven,
    KeyNotVouched,
    NothingKnown,
    NotRecognised,
    RecognitionState,
    RecognitionUnknown,
)
from agir_catalogue.models import Peer, RecognisedCompetency, Recognition
from agir_catalogue.recognition import peers, words
from agir_competencies.api import external, matching
from agir_competencies.api.external import Brought
from agir_kernel.clock import FixedClock
from agir_kernel.errors import DomainError
from agir_platform import foreign_badges
from agir_platform.foreign_badges import HandedBadge
from agir_platform.learners import api as learners
from agir_platform.ports import ForeignBadge

LONGEST: Final = 500
LARGEST: Final = 500_000
"""Characters of a sealed badge that is kept to be asked about; a larger one is refused."""


@dataclass(frozen=True, slots=True)
class RecognisedView:
    """A badge that somebody brought. ``competencies`` are identifiers here."""

    id: UUID
    name: str
    operator: str
    state: RecognitionState
    reason: str
    weight: Decimal
    competencies: tuple[UUID, ...]
    added_at: datetime
    looked_at: datetime


def bring(handed: HandedBadge, user_id: int, now: datetime) -> RecognisedView:
    """Let a badge count as evidence of its holder; return it.

    Asks the network first, then writes, in one transaction. Raises what ``foreign_badges.read``
    does, and the refusals of ``domain.recognition``; then nothing is written.
    """
    found = foreign_badges.read(handed, user_id, _keys_of)
    peer = _ensure(found)
    weight = peers.weight(peer)
    if not weight:
        raise NotRecognised(operator=peer.name)
    known = matching.meant_by(found.targets)
    if not known:
        raise NothingKnown
    subject = learners.subject_of(user_id)
    fresh = Recognition(
        id=rules.recognition_id(subject, peer.base_url, found.achievement),
        subject=subject,
        peer=peer,
        weight=weight,
        added_at=now,
        **_facts(found, now),
    )
    with transaction.atomic():
        _count(fresh, tuple(dict.fromkeys(known.values())), now)
    return view(Recognition.objects.select_related("peer").get(pk=fresh.pk))


def remove(user_id: int, key: UUID, now: datetime) -> None:
    """Let the person take a badge away: it counts no more, and its document goes. Idempotent.

    Raises ``RecognitionUnknown``.
    """
    subject = learners.known_subject(user_id)
    with transaction.atomic():
        rows = Recognition.objects.filter(pk=key, subject=subject)
        changed = rows.update(
            state=RecognitionState.REMOVED, reason="", document="", changed_at=now
        )
        if subject is None or not changed:
            raise RecognitionUnknown
        external.withdraw(subject, key, words.reason("removed"), clock=FixedClock(now))


def of_learner(user_id: int) -> list[RecognisedView]:
    """Return what a person brought and did not take away, the latest first. Three SELECTs."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return []
    rows = Recognition.objects.filter(subject=subject).exclude(state=RecognitionState.REMOVED)
    return [view(row) for row in rows.select_related("peer").prefetch_related("items")]


def waiting(before: datetime) -> list[UUID]:
    """Return the badges that were not looked at since ``before``, the longest ago first."""
    rows = Recognition.objects.filter(state__in=LOOKED_AT, looked_at__lt=before)
    return list(rows.order_by("looked_at", "id").values_list("id", flat=True))


def look(key: UUID, now: datetime) -> RecognitionState | None:
    """Look at a badge again, and let it count or not; return where it stands.

    ``None`` where it is no longer there, or its learner left meanwhile. Idempotent.
    """
    row = Recognition.objects.select_related("peer").filter(pk=key, state__in=LOOKED_AT).first()
    user_id = learners.user_of(row.subject) if row else None
    if row is None or user_id is None:
        return None
    state, reason, failures = _found(row, user_id)
    with transaction.atomic():
        rows = Recognition.objects.filter(pk=key, state=row.state)
        facts = {"state": state, "reason": reason, "failures": failures, "looked_at": now}
        if not rows.update(**facts):
            return None
        if state != row.state:
            rows = Recognition.objects.filter(pk=key)
            rows.update(changed_at=now)
            _move(row, state, reason, now)
    return state


def view(row: Recognition) -> RecognisedView:
    """Return a row as others see it."""
    return RecognisedView(
        id=row.pk,
        name=row.name,
        operator=row.peer.name,
        state=RecognitionState(row.state),
        reason=row.reason,
        weight=row.weight,
        competencies=tuple(one.competency for one in row.items.all()),
        added_at=row.added_at,
        looked_at=row.looked_at,
    )


def _keys_of(issuer: str) -> dict[str, bytes] | None:
    """Return the keys of an issuer that is a trusted peer, read now; ``None`` for anybody else."""
    peer = peers.of_issuer(issuer)
    if peer is None or peer.state != State.ACTIVE:
        return None
    return dict(peers.keys_now(peer))


def _ensure(found: ForeignBadge) -> Peer:
    """Return whose badge it is; raise why it does not count."""
    peer = peers.of_issuer(found.issuer)
    if peer is None:
        raise foreign_badges.IssuerUntrusted
    if found.code != rules.VALID:
        facts: dict[str, Any] = {**found.facts, "because": found.code}
        raise BadgeNotValid(**facts)
    if not peers.vouched(peer, found.key):
        raise KeyNotVouched
    if found.holder != "own":
        raise _NOT_THEIRS.get(found.holder, HolderUnproven)
    if len(found.document) > LARGEST or not found.achievement:
        raise BadgeNotValid(because="too_large", limit=LARGEST)
    return peer


_NOT_THEIRS: Final = {"other": BadgeOfAnother, "unconfirmed": AddressUnconfirmed}


def _facts(found: ForeignBadge, now: datetime) -> dict[str, Any]:
    return {
        "credential": found.credential[:LONGEST],
        "achievement": found.achievement[:LONGEST],
        "name": found.name[:LONGEST],
        "issuer": found.issuer[:LONGEST],
        "document": found.document,
        "state": RecognitionState.STANDING,
        "reason": "",
        "failures": 0,
        "looked_at": now,
        "changed_at": now,
    }


def _count(fresh: Recognition, competencies: tuple[UUID, ...], now: datetime) -> None:
    """Write the badge, or what it says now, and its evidence; raise ``AlreadyRecognised``."""
    before = Recognition.objects.filter(pk=fresh.pk)
    if not before.update(changed_at=now):  # the write comes first: nobody counts it beside this
        fresh.save(force_insert=True)
    elif before.filter(state=RecognitionState.STANDING, credential=fresh.credential).exists():
        raise AlreadyRecognised(badge=fresh.name)
    fresh.save(force_update=True)
    fresh.items.all().delete()
    RecognisedCompetency.objects.bulk_create(
        RecognisedCompetency(recognition=fresh, competency=one) for one in competencies
    )
    external.bring(fresh.subject, _brought(fresh, competencies), clock=FixedClock(now))


def _brought(row: Recognition, competencies: tuple[UUID, ...]) -> Brought:
    url = row.credential if row.credential.startswith("https://") else ""
    return Brought(row.pk, competencies, row.name, row.peer.name, row.weight, url)


def _found(row: Recognition, user_id: int) -> tuple[RecognitionState, str, int]:
    """Return where a badge stands by what is found of it now, why, and the nights in the dark."""
    state = RecognitionState(row.state)
    if row.peer.state == State.REMOVED or not row.peer.is_signed:
        return RecognitionState.DISTRUSTED, "distrusted", 0
    if row.peer.state != State.ACTIVE:  # a person decides what becomes of the peer: nothing moves
        return state, row.reason, row.failures
    try:
        handed = HandedBadge(text=row.document, again=True)
        found = foreign_badges.read(handed, user_id, _keys_of)
    except DomainError as refusal:
        told, failures = rules.after_look(
            state, refusal.code, cannot_tell=True, failures=row.failures
        )
        return told, "" if told is RecognitionState.STANDING else refusal.code, failures
    if found.code == rules.VALID and not peers.vouched(row.peer, found.key):
        return RecognitionState.DISTRUSTED, "recognition_key_unknown", 0
    told, failures = rules.after_look(
        state, found.code, cannot_tell=found.cannot_tell, failures=row.failures
    )
    return told, "" if told is RecognitionState.STANDING else found.code, failures


def _move(row: Recognition, state: RecognitionState, reason: str, now: datetime) -> None:
    clock = FixedClock(now)
    if state is not RecognitionState.STANDING:
        external.withdraw(row.subject, row.pk, words.reason(reason), clock=clock)
        return
    competencies = tuple(row.items.values_list("competency", flat=True))
    external.bring(row.subject, _brought(row, competencies), clock=clock)
