"""What has to happen so that documents say what awards say?

A pure function of the tables, so that doing it twice, late or out of order ends in the same rows:
a held award has a valid document, one that was withdrawn has a suspended one until its date and a
revoked one afterwards. What its owner deleted stays revoked whatever is earned again.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from agir_badges.data import IssueTally
from agir_badges.domain.identity import credential_id
from agir_badges.domain.reason import Ending
from agir_badges.issuing import numbers
from agir_badges.issuing.definitions import keep_versions
from agir_badges.issuing.signing_rows import Desk
from agir_badges.models import Award, Credential
from agir_platform import signing

GRACE_DAYS: Final = 14
SIGNED: Final = ("document", "key_id", "needs_signing", "issued_at", "language", "version")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one origin is worth now: ``held`` or not, at ``version``, since ``awarded_at``.

    ``begins``: a first document may be made; otherwise one that was forgotten meanwhile stays so.
    """

    origin: UUID
    subject: UUID
    kind: str
    name: UUID
    version: int
    awarded_at: datetime
    held: bool
    begins: bool = True


@dataclass(slots=True)
class Work:
    """What a batch of claims asks for."""

    new: list[Credential] = field(default_factory=list)
    again: list[Credential] = field(default_factory=list)
    suspended: list[Credential] = field(default_factory=list)
    restored: list[Credential] = field(default_factory=list)
    revoked: list[Credential] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked."""
        return not (self.new or self.again or self.suspended or self.restored or self.revoked)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch did: its tally, and the rows that others must hear of."""

    tally: IssueTally
    issued: tuple[Credential, ...] = ()
    revoked: tuple[Credential, ...] = ()


def grace() -> timedelta:
    """Return how long a suspension lasts before it is a revocation; none is at once."""
    days = getattr(settings, "AGIR_BADGES_GRACE_DAYS", GRACE_DAYS)
    return timedelta(days=max(0, int(days)))


def settle_awards(awards: Collection[UUID], *, desk: Desk | None, now: datetime) -> Outcome:
    """Bring the documents of these awards to what the awards say. One transaction.

    ``desk`` signs; without one (no key) nothing is issued, and endings are written all the same.
    The awards are locked first, so that two runs never issue one twice.
    """
    if desk is not None and awards:
        numbers.ready(len(awards), now=now)
    with transaction.atomic():
        _locked(awards)
        rows = list(Award.objects.filter(id__in=awards))
        if desk is not None:
            keep_versions(row for row in rows if row.withdrawn_at is None)
        return _settled([_claim(row) for row in rows], desk, now)


def settle_claims(claims: Collection[Claim], *, desk: Desk | None, now: datetime) -> Outcome:
    """Bring the documents of these claims (skills) to what they say. One transaction.

    The documents are locked first, for the reason that ``_locked`` tells.
    """
    if desk is not None and any(one.held for one in claims):
        numbers.ready(len(claims), now=now)
    with transaction.atomic():
        origins = [one.origin for one in claims]
        Credential.objects.filter(origin__in=origins).update(turn=F("turn"))
        return _settled(claims, desk, now)


def sign_again(rows: Collection[UUID], *, desk: Desk) -> int:
    """Sign these documents anew, keeping identifiers and numbers; return how many."""
    with transaction.atomic():
        Credential.objects.filter(id__in=rows).update(turn=F("turn"))
        found = Credential.objects.filter(id__in=rows, deleted_at=None, revoked_at=None)
        signed = desk.sign(list(found))
        _update(signed)
    return len(signed)


def revoke(rows: Collection[Credential], ending: Ending, now: datetime) -> None:
    """Revoke these rows for ever, in two statements; they are changed in place as well."""
    if not rows:
        return
    values: dict[str, Any] = {"revoked_at": now, "revoked_reason": ending}
    Credential.objects.filter(id__in=[row.id for row in rows]).update(**values)
    for row in rows:
        row.revoked_at, row.revoked_reason = now, ending
    numbers.changed({row.status_list_id for row in rows})


def _locked(awards: Collection[UUID]) -> None:
    """Lock the awards until the transaction ends: an UPDATE that changes nothing.

    SQLite locks no row, and a transaction there that reads before it writes may find that it
    cannot write any more; one that begins by writing waits its turn.
    """
    Award.objects.filter(id__in=awards).update(rule_version=F("rule_version"))


def _claim(award: Award) -> Claim:
    return Claim(
        award.id,
        award.subject,
        Credential.BADGE,
        award.rule_id,
        award.rule_version,
        award.awarded_at,
        award.withdrawn_at is None,
    )


def _settled(claims: Collection[Claim], desk: Desk | None, now: datetime) -> Outcome:
    work = _work(claims, desk is not None, now)
    if work.is_empty:
        return Outcome(IssueTally(total=len(claims)))
    _suspend(work.suspended, now)
    _restore(work.restored)
    revoke(work.revoked, Ending.COMPETENCY_WITHDRAWN, now)
    signed: list[Credential] = []
    if desk is not None:
        signed = _issue(work, desk, now)
    tally = IssueTally(
        total=len(claims),
        signed=len(signed),
        suspended=len(work.suspended),
        restored=len(work.restored),
        revoked=len(work.revoked),
    )
    fresh = {row.id for row in work.new}
    issued = tuple(row for row in signed if row.id in fresh)
    return Outcome(tally, issued, tuple(work.revoked))


def _work(claims: Collection[Claim], can_sign: bool, now: datetime) -> Work:
    """Compare claims with the newest document of each. One statement; writes nothing.

    The documents stay locked until they are written: what their owner deletes, or what is
    forgotten with its learner, is never written back.
    """
    newest: dict[UUID, Credential] = {}
    deleted: set[UUID] = set()
    rows = Credential.objects.select_for_update().filter(origin__in=[one.origin for one in claims])
    for row in rows.order_by("turn"):
        newest[row.origin] = row
        if row.deleted_at is not None:
            deleted.add(row.origin)
    work = Work()
    for one in claims:
        if one.origin not in deleted:
            _weigh(work, one, newest.get(one.origin), can_sign, now)
    return work


def _weigh(work: Work, one: Claim, row: Credential | None, can_sign: bool, now: datetime) -> None:
    if not one.held:
        if row is not None and row.revoked_at is None:
            _weigh_loss(work, row, now)
        return
    if row is None or row.revoked_at is not None:
        if can_sign and (one.begins or row is not None):
            work.new.append(_fresh(one, 1 if row is None else row.turn + 1, now))
        return
    if row.suspended_at is not None:
        work.restored.append(row)
    if row.version != one.version or row.awarded_at != one.awarded_at:
        row.version, row.awarded_at, row.needs_signing = one.version, one.awarded_at, True
    if row.needs_signing and can_sign:
        work.again.append(row)


def _weigh_loss(work: Work, row: Credential, now: datetime) -> None:
    lasts = grace()
    if row.suspended_at is None and lasts:
        row.suspended_at, row.suspended_until = now, now + lasts
        work.suspended.append(row)
    elif row.suspended_until is None or row.suspended_until <= now:
        work.revoked.append(row)


def _fresh(one: Claim, turn: int, now: datetime) -> Credential:
    is_badge = one.kind == Credential.BADGE
    return Credential(
        id=credential_id(one.origin, turn),
        origin=one.origin,
        turn=turn,
        subject=one.subject,
        kind=one.kind,
        rule_id=one.name if is_badge else None,
        competency=None if is_badge else one.name,
        version=one.version,
        awarded_at=one.awarded_at,
        issued_at=now,
        salt=secrets.token_hex(16),
    )


def _suspend(rows: Iterable[Credential], now: datetime) -> None:
    found = list(rows)
    if found:
        Credential.objects.filter(id__in=[row.id for row in found]).update(
            suspended_at=now, suspended_until=now + grace()
        )
        numbers.changed({row.status_list_id for row in found})


def _restore(rows: Iterable[Credential]) -> None:
    found = list(rows)
    if found:
        Credential.objects.filter(id__in=[row.id for row in found]).update(
            suspended_at=None, suspended_until=None
        )
        numbers.changed({row.status_list_id for row in found})


def _issue(work: Work, desk: Desk, now: datetime) -> list[Credential]:
    """Give numbers to what is new, sign it and what changed, and write both."""
    if work.new:
        taken = numbers.take(len(work.new), now=now)
        for row, (name, number) in zip(work.new, taken, strict=True):
            row.status_list_id, row.status_index = name, number
    signed = desk.sign([*work.new, *work.again])
    done = {row.id for row in signed}
    Credential.objects.bulk_create(row for row in work.new if row.id in done)
    _update([row for row in work.again if row.id in done])
    return signed


def _update(rows: Collection[Credential]) -> None:
    """Write what a signature changes, in one statement whatever the number of rows."""
    if not rows:
        return
    options: dict[str, Any] = {
        "update_conflicts": True,
        "update_fields": [*SIGNED, "awarded_at", "evidence", "recipient"],
    }
    if connection.features.supports_update_conflicts_with_target:
        options["unique_fields"] = ["id"]
    Credential.objects.bulk_create(rows, **options)


def current_desk(now: datetime) -> Desk | None:
    """Return a desk with the site's key, ``None`` without one."""
    signer = signing.current()
    return None if signer is None else Desk(signer, now)
