"""How does one learner get one seat, when fifty ask for the last twenty?

In the caller's transaction, so that a registration and its seat are made together or not at all.
The pool's row is held first, by an UPDATE; the key is looked at before the seats; then a guarded
UPDATE takes one seat or none, and the database itself refuses a second seat of one learner, a
second funder of one registration and a seat more than was bought. No lock lies in a cache.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from agir_events.data import SeatData
from agir_events.signals import SEAT_GRANTED
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.seat import (
    RESERVED_FOR,
    ClaimKeyReused,
    ClaimState,
    FeeAlreadyPaid,
    PoolExhausted,
    PoolNeedsCode,
    PoolNotForTheme,
    PoolNotForThis,
    PoolShut,
    SeatAlreadyHeld,
    SeatFigureInvalid,
    checked_fee,
)
from agir_sponsorship.ledger import writing
from agir_sponsorship.models import SeatClaim, SeatPool
from agir_sponsorship.seats import pools, vouchers
from agir_sponsorship.seats.data import ClaimView, SeatAsked

LONGEST_KEY = 128


def claim(asked: SeatAsked, *, pool: UUID, voucher: UUID | None = None, now: datetime) -> ClaimView:
    """Take a seat of a pool for a registration; joins the caller's transaction.

    The same key, or the same registration on the same pool, returns the first claim
    (``is_replay``). Raises ``NotForCpf``, ``FeeAboveSeat``, ``PoolUnknown``, ``PoolShut``,
    ``PoolNotForThis``, ``PoolNotForTheme``, ``PoolNeedsCode``, ``PoolExhausted``,
    ``SeatAlreadyHeld``, ``FeeAlreadyPaid``, ``VoucherUnknown``, ``ClaimKeyReused``.
    """
    try:
        with transaction.atomic():
            row = pools.locked(pool)
            found = before(asked, pool=pool, voucher=voucher)
            if found is not None:
                return found
            _ensure_fits(row, asked, now, has_voucher=voucher is not None)
            _take(row, now)
            if voucher is not None:
                vouchers.redeem(voucher, row, asked.subject, now)
            return record(asked, accounts.pool(row.pk), pool=row, voucher=voucher, now=now)
    except IntegrityError as error:  # another funder's row of the same moment
        found = before(asked, pool=pool, voucher=voucher)
        if found is None:
            raise FeeAlreadyPaid from error
        return found


def before(
    asked: SeatAsked, *, pool: UUID | None = None, voucher: UUID | None = None,
    aid: UUID | None = None,
) -> ClaimView | None:  # fmt: skip
    """Return the claim that this request made already.

    Raises ``ClaimKeyReused`` for another request with its key, ``SeatAlreadyHeld`` for another
    registration of the learner, ``FeeAlreadyPaid`` where another funder pays.
    """
    if not 1 <= len(asked.idempotency_key) <= LONGEST_KEY:
        raise SeatFigureInvalid(field="idempotency_key", limit=LONGEST_KEY)
    row = SeatClaim.objects.filter(idempotency_key=asked.idempotency_key).first()
    if row is not None:
        if row.request_hash != request_hash(asked, pool=pool, voucher=voucher, aid=aid):
            raise ClaimKeyReused
        return view(row, is_replay=True)
    row = SeatClaim.objects.filter(registration=asked.registration, live=True).first()
    if row is not None:
        if (row.pool_id, row.aid, row.subject) == (pool, aid, asked.subject):
            return view(row, is_replay=True)
        raise FeeAlreadyPaid
    if pool and SeatClaim.objects.filter(pool=pool, subject=asked.subject, live=True).exists():
        raise SeatAlreadyHeld
    return None


def record(
    asked: SeatAsked,
    account: str,
    *,
    pool: SeatPool | None = None,
    voucher: UUID | None = None,
    aid: UUID | None = None,
    now: datetime,
) -> ClaimView:
    """Write a claim and move its money from ``account`` to fees; to be called under a lock."""
    key = uuid4()
    facts = {
        "claim": str(key), "learner": str(asked.subject), "registration": str(asked.registration),
    }  # fmt: skip
    if pool is not None:
        facts["pool"] = str(pool.pk)
    if aid is not None:
        facts["aid_request"] = str(aid)
    booked = writing.post(
        "seat_claim" if pool is not None else "aid_claim",
        [
            Posting(account, asked.fee_minor, asked.currency),
            Posting(accounts.fee_income(), -asked.fee_minor, asked.currency),
        ],
        idempotency_key=f"seat:{asked.idempotency_key}",
        occurred_at=now,
        facts=facts,
    )
    row = SeatClaim.objects.create(
        id=key, pool=pool, aid=aid, voucher=voucher, subject=asked.subject,
        registration=asked.registration, fee_minor=asked.fee_minor, currency=asked.currency,
        state=ClaimState.RESERVED.value, idempotency_key=asked.idempotency_key,
        request_hash=request_hash(
            asked, pool=pool.pk if pool is not None else None, voucher=voucher, aid=aid
        ),
        transaction=booked.uuid, reserved_until=now + RESERVED_FOR, created_at=now, changed_at=now,
    )  # fmt: skip
    transaction.on_commit(partial(_announce, row, now), robust=True)
    return view(row)


def request_hash(
    asked: SeatAsked, *, pool: UUID | None, voucher: UUID | None, aid: UUID | None
) -> str:
    """Return SHA-256 of what a request asks for, its key apart."""
    told = (
        asked.subject, asked.registration, asked.fee_minor, asked.currency, pool, voucher, aid,
    )  # fmt: skip
    return sha256(json.dumps([str(one) for one in told]).encode()).hexdigest()


def view(row: SeatClaim, *, is_replay: bool = False) -> ClaimView:
    """Return a row as it is seen from outside."""
    return ClaimView(
        row.pk, row.pool_id, row.aid, row.subject, row.registration, row.fee_minor, row.currency,
        ClaimState(row.state), row.reserved_until, is_replay,
    )  # fmt: skip


def _ensure_fits(row: SeatPool, asked: SeatAsked, now: datetime, *, has_voucher: bool) -> None:
    checked_fee(asked.fee_minor, row.price_minor, asked.funding)
    if row.state != "open" or row.valid_from > now or (row.valid_until and row.valid_until <= now):
        raise PoolShut
    scope = pools.scope(row)
    if not scope.has_theme(asked.themes):
        raise PoolNotForTheme
    if asked.currency != row.currency or not scope.covers(
        asked.certification, asked.course_keys, asked.themes
    ):
        raise PoolNotForThis
    if not row.is_open and not has_voucher:
        raise PoolNeedsCode


def _take(row: SeatPool, now: datetime) -> None:
    """Take one seat or raise ``PoolExhausted``: the test and the taking are one statement."""
    still = SeatPool.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=now), pk=row.pk, state="open", used__lt=F("bought")
    )
    if not still.update(used=F("used") + 1):
        raise PoolExhausted


def _announce(row: SeatClaim, now: datetime) -> None:
    SEAT_GRANTED.send_event(
        seat=SeatData(
            claim=str(row.pk), subject=str(row.subject), registration=str(row.registration),
            occurred_at=now,
        )
    )  # fmt: skip
