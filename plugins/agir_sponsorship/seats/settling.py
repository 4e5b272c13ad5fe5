"""How does a claim follow its registration, and how do seat and money come back together?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F

from agir_events.data import SeatData
from agir_events.signals import SEAT_RELEASED
from agir_platform.ports import RegistrationState
from agir_sponsorship.domain.seat import ClaimState, ClaimUnknown, follows, moved
from agir_sponsorship.ledger import head, writing
from agir_sponsorship.models import SeatClaim, SeatPool
from agir_sponsorship.seats import pools, vouchers
from agir_sponsorship.seats.claiming import view
from agir_sponsorship.seats.data import ClaimView

GIVEN_BACK = (ClaimState.RELEASED, ClaimState.REVERSED)
OPEN = (ClaimState.RESERVED.value, ClaimState.CONFIRMED.value)
PAGE = 500


def move(claim: UUID, wanted: ClaimState, now: datetime) -> ClaimView:
    """Bring a claim to ``wanted``; joins the caller's transaction. Idempotent.

    Where it is given back, the seat returns to the pool and the money to where it came from, in
    the same transaction. Raises ``ClaimUnknown``, ``ClaimStateRefused``.
    """
    with transaction.atomic():
        row = _held(claim)
        if not moved(ClaimState(row.state), wanted):
            return view(row, is_replay=True)
        row.state, row.changed_at = wanted.value, now
        if wanted is ClaimState.USED:
            row.used_at = now
        if wanted in GIVEN_BACK:
            row.live = None
        row.save(update_fields=["state", "changed_at", "used_at", "live"])
        if wanted in GIVEN_BACK:
            _give_back(row, now)
            transaction.on_commit(partial(_announce, row, now), robust=True)
        return view(row)


def open_claims() -> Iterator[list[SeatClaim]]:
    """Yield claims that may still move, a page at a time."""
    last = UUID(int=0)
    while True:
        rows = SeatClaim.objects.filter(state__in=OPEN, pk__gt=last).order_by("pk")
        page = list(rows[:PAGE])
        if not page:
            return
        yield page
        last = page[-1].pk


def of_subject(subject: UUID) -> list[ClaimView]:
    """Return a learner's claims, newest first."""
    return [view(row) for row in SeatClaim.objects.filter(subject=subject)]


def one(claim: UUID) -> ClaimView:
    """Return a claim; raise ``ClaimUnknown``."""
    row = SeatClaim.objects.filter(pk=claim).first()
    if row is None:
        raise ClaimUnknown(claim=str(claim))
    return view(row)


def _held(claim: UUID) -> SeatClaim:
    """Return a claim, held until the transaction ends, and its pool's row before it.

    In the order of ``claiming.claim``. A change of the claim alone would share the pool's row (the
    foreign key is looked at again), and whoever then wants it for themselves is in a deadlock with
    whoever waits for it.
    """
    head.begin()  # a write before the first read, which SQLite asks for
    pool = SeatClaim.objects.filter(pk=claim).values_list("pool", flat=True).first()
    if pool is not None:
        pools.locked(pool)
    if not SeatClaim.objects.filter(pk=claim).update(state=F("state")):
        raise ClaimUnknown(claim=str(claim))
    return SeatClaim.objects.get(pk=claim)


def wanted(row: SeatClaim, state: RegistrationState | None, now: datetime) -> ClaimState:
    """Return where a claim stands once its registration is known, ``None`` for none."""
    return follows(ClaimState(row.state), state, overdue=row.reserved_until <= now)


def _give_back(row: SeatClaim, now: datetime) -> None:
    """Give the seat, then the voucher, then the money back: the ledger's head is held last."""
    if row.pool_id is not None:
        SeatPool.objects.filter(pk=row.pool_id, used__gt=0).update(used=F("used") - 1)
        if row.voucher is not None:
            vouchers.give_back(row.voucher)
    writing.reverse(row.transaction, idempotency_key=f"seat-back:{row.pk}", occurred_at=now)
    if row.pool_id is not None:
        pools.give_rest_back(SeatPool.objects.get(pk=row.pool_id), now)


def _announce(row: SeatClaim, now: datetime) -> None:
    SEAT_RELEASED.send_event(
        seat=SeatData(
            claim=str(row.pk), subject=str(row.subject), registration=str(row.registration),
            occurred_at=now,
        )
    )  # fmt: skip
