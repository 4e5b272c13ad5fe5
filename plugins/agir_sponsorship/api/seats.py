"""Seats: pools that pay certification fees, vouchers, claims.

Who may: none of these functions asks but ``find_voucher``, which counts tries. ``claim`` joins the
caller's transaction, so that a registration and its seat are made together; look for a voucher
before that transaction begins. ``release`` gives seat and money back in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_kernel.clock import Clock, SystemClock
from agir_platform import registrations
from agir_platform.learners import api as learners
from agir_platform.ports import RegistrationFacts, RegistrationState
from agir_sponsorship.domain.seat import (
    CPF,
    ClaimState,
    ClaimUnknown,
    FeeAlreadyPaid,
    NotForCpf,
    PoolExhausted,
    PoolNotForTheme,
    PoolUnknown,
    Scope,
    SeatAlreadyHeld,
    SeatFigureInvalid,
)
from agir_sponsorship.domain.voucher import VoucherBatchUnknown, VoucherTried, VoucherUnknown
from agir_sponsorship.models import SeatClaim
from agir_sponsorship.seats import claiming, pools, settling, trying, verifying, vouchers
from agir_sponsorship.seats.data import (
    BatchView,
    ClaimView,
    Found,
    Issued,
    Opening,
    PoolView,
    SeatAsked,
)
from agir_sponsorship.solidarity import fund, paying

__all__ = [
    "BatchView",
    "ClaimState",
    "ClaimUnknown",
    "ClaimView",
    "FeeAlreadyPaid",
    "Found",
    "Issued",
    "NotForCpf",
    "Opening",
    "PoolExhausted",
    "PoolNotForTheme",
    "PoolUnknown",
    "PoolView",
    "Reconciled",
    "Scope",
    "SeatAlreadyHeld",
    "SeatAsked",
    "SeatFigureInvalid",
    "VoucherBatchUnknown",
    "VoucherTried",
    "VoucherUnknown",
    "batches",
    "claim",
    "close_pool",
    "endings",
    "find_voucher",
    "hear",
    "issue_vouchers",
    "mine",
    "offered",
    "open_pool",
    "pool",
    "pools_of",
    "reconcile",
    "release",
    "reverse",
    "revoke_vouchers",
    "verify",
]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a night moved: claims by where they went, grants that lapsed, shares to the fund."""

    confirmed: int
    used: int
    released: int
    lapsed: int
    shares: int


def open_pool(asked: Opening, *, idempotency_key: str, clock: Clock | None = None) -> PoolView:
    """Open a pool with money that is there; one transaction, once a key.

    Raises ``SeatFigureInvalid``, and what the ledger raises where the money is not there.
    """
    return pools.open_pool(asked, idempotency_key=idempotency_key, now=_now(clock))


def close_pool(pool: UUID, *, clock: Clock | None = None) -> PoolView:
    """Let nobody take a seat any more, and give back what was not used; raise ``PoolUnknown``."""
    return pools.close(pool, now=_now(clock))


def pool(pool: UUID) -> PoolView:
    """Return a pool; raise ``PoolUnknown``."""
    return pools.one(pool)


def pools_of(organisation: UUID | None = None) -> list[PoolView]:
    """Return all pools, or an organisation's, newest first."""
    return pools.every(organisation)


def offered(
    certification: str,
    course_keys: Iterable[str] = (),
    themes: Iterable[str] = (),
    *,
    clock: Clock | None = None,
) -> list[PoolView]:
    """Return pools with a seat that anybody may take now for this, the soonest to end first."""
    return pools.offered(certification, course_keys, themes, _now(clock))


def find_voucher(
    typed: object, *, subject: UUID, address: str, clock: Clock | None = None
) -> Found:
    """Return the voucher of a code somebody typed; raise ``VoucherUnknown``, ``VoucherTried``.

    Before the transaction of the claim, and answered without an exception that undoes the
    request's: a wrong code is counted, 5 an hour by account and 50 by ``address``.
    """
    return vouchers.find(typed, subject=subject, address=address, now=_now(clock))


def claim(
    asked: SeatAsked,
    *,
    pool: UUID | None = None,
    voucher: UUID | None = None,
    aid: UUID | None = None,
    clock: Clock | None = None,
) -> ClaimView:
    """Have a registration's fee paid: by a ``pool`` (with its ``voucher``), or by a grant ``aid``.

    Joins the caller's transaction; who claims in two pools in one begins it again on a deadlock
    (``OperationalError``). Asking again returns the first claim (``is_replay``). It is
    reserved for 15 minutes, then follows its registration. Raises what ``seats.claiming.claim``
    and ``solidarity.paying.claim`` raise; nothing is done then.
    """
    now = _now(clock)
    if aid is not None:
        return paying.claim(asked, aid=aid, now=now)
    if pool is None:
        raise PoolUnknown
    return claiming.claim(asked, pool=pool, voucher=voucher, now=now)


def release(claim: UUID, *, clock: Clock | None = None) -> ClaimView:
    """Give a seat that was not used back, with its money; idempotent.

    Raises ``ClaimUnknown``, ``ClaimStateRefused`` for one that was used.
    """
    return _move(claim, ClaimState.RELEASED, _now(clock))


def reverse(claim: UUID, *, clock: Clock | None = None) -> ClaimView:
    """Give a seat back that was used by mistake: a person's decision; idempotent."""
    return _move(claim, ClaimState.REVERSED, _now(clock))


def hear(registration: UUID, state: str, *, clock: Clock | None = None) -> int:
    """Move what hangs on a registration that changed; return how many claims moved.

    What is heard is a hint: where certification answers, its answer counts, so that events out of
    order do no harm.
    """
    known = registrations.facts([str(registration)])
    told: RegistrationState | None = RegistrationState(state)
    if known is not None:
        told = _told(known.get(str(registration)))
    return len(_follow(registration, told, _now(clock)))


def reconcile(*, clock: Clock | None = None) -> Reconciled:
    """Bring every open claim where its registration asks, and tidy up; idempotent, nightly.

    While nobody answers for registrations, no claim moves: what is not known is neither confirmed
    nor released.
    """
    now = _now(clock)
    moved: list[ClaimView] = []
    for page in settling.open_claims():
        known = registrations.facts([str(row.registration) for row in page])
        if known is None:
            break
        for row in page:
            moved += _follow(row.registration, _told(known.get(str(row.registration))), now)
    trying.forget_old(now)
    states = [one.state for one in moved]
    return Reconciled(
        confirmed=states.count(ClaimState.CONFIRMED),
        used=states.count(ClaimState.USED),
        released=states.count(ClaimState.RELEASED),
        lapsed=paying.lapse(now),
        shares=fund.collect(now),
    )


def issue_vouchers(
    pool: UUID,
    count: int,
    *,
    by: int,
    expires_at: datetime | None = None,
    clock: Clock | None = None,
) -> Issued:
    """Issue vouchers on a pool that is not open to everybody; codes are told once.

    Raises ``PoolUnknown``, ``VoucherBatchInvalid``.
    """
    subject = learners.subject_of(by)
    return vouchers.issue(pool, count, by=subject, now=_now(clock), expires_at=expires_at)


def revoke_vouchers(batch: UUID, *, by: int, clock: Clock | None = None) -> int:
    """Void a batch's vouchers that nobody redeemed; return how many."""
    return vouchers.revoke(batch, by=learners.subject_of(by), now=_now(clock))


def batches(pool: UUID | None = None) -> list[BatchView]:
    """Return batches of vouchers, newest first."""
    return vouchers.batches(pool)


def endings(batch: UUID) -> Sequence[tuple[str, str]]:
    """Return the last four signs and the state of each voucher of a batch."""
    return vouchers.endings(batch)


def mine(user_id: int) -> list[ClaimView]:
    """Return a learner's claims, newest first."""
    subject = learners.known_subject(user_id)
    return [] if subject is None else settling.of_subject(subject)


def verify() -> list[str]:
    """Return what does not hold between pools, claims and ledger; empty where all is well."""
    return verifying.violations()


def _follow(registration: UUID, told: RegistrationState | None, now: datetime) -> list[ClaimView]:
    rows = SeatClaim.objects.filter(registration=registration, state__in=settling.OPEN)
    found = []
    for row in rows:
        wanted = settling.wanted(row, told, now)
        if wanted is not ClaimState(row.state):
            found.append(_move(row.pk, wanted, now))
    return found


def _move(claim: UUID, wanted: ClaimState, now: datetime) -> ClaimView:
    """Move a claim, and the grant that paid it; the fund is held first, the ledger last."""
    paid = SeatClaim.objects.filter(pk=claim).values_list("aid", "currency").first()
    with transaction.atomic():
        if paid is not None and paid[0] is not None:
            fund.held(paid[1])
        done = settling.move(claim, wanted, now)
        if done.aid is not None and wanted in settling.GIVEN_BACK and not done.is_replay:
            paying.take_back(done.aid, now)
    return done


def _told(known: RegistrationFacts | None) -> RegistrationState | None:
    """Return where a registration stands; one that turned to the CPF is paid by nobody here."""
    if known is None:
        return None
    return RegistrationState.LAPSED if known.funding == CPF else known.state


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
