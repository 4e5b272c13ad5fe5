"""How does a pool of seats open, and how does what is left of its money go back?

Opening moves money that is there: what was paid on a pledge, or a transfer that nobody placed. The
ledger refuses what would overdraw either, so no pool promises a euro that was not received.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from agir_sponsorship.domain import accounts, amounts
from agir_sponsorship.domain.naming import named
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.seat import (
    ClaimKeyReused,
    PoolUnknown,
    Scope,
    SeatFigureInvalid,
    checked_pool,
)
from agir_sponsorship.ledger import reading, writing
from agir_sponsorship.models import SeatClaim, SeatPool, Voucher
from agir_sponsorship.seats.data import PLEDGE, SOURCES, Opening, PoolView

LONGEST_NAME = 120


def open_pool(asked: Opening, *, idempotency_key: str, now: datetime) -> PoolView:
    """Open a pool and set its money apart, in one transaction; a key opens one pool.

    Raises ``SeatFigureInvalid``, ``NameUnfit``, and what the ledger raises where the money is not
    there.
    """
    checked_pool(asked.bought, asked.price_minor, asked.valid_from, asked.valid_until)
    amounts.decimals(asked.currency)
    name = named(asked.name, "name", longest=LONGEST_NAME)
    if asked.source not in SOURCES or (asked.source == PLEDGE) != (asked.source_id is not None):
        raise SeatFigureInvalid(field="source", limit="")
    with transaction.atomic():
        row, made = SeatPool.objects.get_or_create(
            idempotency_key=idempotency_key[:128],
            defaults={
                "id": uuid4(), "name": name, "organisation": asked.organisation,
                "source": asked.source, "source_id": asked.source_id,
                "certifications": list(asked.scope.certifications),
                "course_keys": list(asked.scope.course_keys), "themes": list(asked.scope.themes),
                "bought": asked.bought, "price_minor": asked.price_minor,
                "currency": asked.currency, "is_open": asked.is_open,
                "valid_from": asked.valid_from, "valid_until": asked.valid_until,
                "opened_at": now,
            },
        )  # fmt: skip
        if not made and not _is_same(row, asked, name):
            raise ClaimKeyReused
        if made:
            whole = asked.bought * asked.price_minor
            writing.post(
                "pool_open",
                [
                    Posting(_origin(row), whole, row.currency),
                    Posting(accounts.pool(row.pk), -whole, row.currency),
                ],
                idempotency_key=f"pool-open:{row.pk}",
                occurred_at=now,
                facts={"pool": str(row.pk), "organisation": str(row.organisation)},
            )
    return view(row)


def close(pool: UUID, *, now: datetime) -> PoolView:
    """Let nobody take a seat of a pool any more; who holds one keeps it. Idempotent.

    Raises ``PoolUnknown``. The money of seats that nobody took goes back where it came from.
    """
    with transaction.atomic():
        row = locked(pool)
        SeatPool.objects.filter(pk=pool).update(state="closed")
        row.state = "closed"
        give_rest_back(row, now)
    return view(row)


def give_rest_back(row: SeatPool, now: datetime) -> int:
    """Move what no claim of a closed pool may need any more; return it in minor units.

    To be called with the pool's row locked. Idempotent: what was moved is not there any more.
    """
    rest = -reading.balance(accounts.pool(row.pk), row.currency)
    if row.state != "closed" or rest <= 0:
        return 0
    given = SeatClaim.objects.filter(pool=row).count() - row.used
    writing.post(
        "pool_rest",
        [
            Posting(accounts.pool(row.pk), rest, row.currency),
            Posting(_origin(row), -rest, row.currency),
        ],
        idempotency_key=f"pool-rest:{row.pk}:{given}:{rest}",
        occurred_at=now,
        facts={"pool": str(row.pk), "organisation": str(row.organisation)},
    )
    return rest


def locked(pool: UUID) -> SeatPool:
    """Return a pool's row, held until the transaction ends; raise ``PoolUnknown``.

    By an UPDATE and no SELECT: SQLite then begins with the lock that decides, and everybody sees
    what the one before committed.
    """
    if not SeatPool.objects.filter(pk=pool).update(used=F("used")):
        raise PoolUnknown(pool=str(pool))
    return SeatPool.objects.get(pk=pool)


def one(pool: UUID) -> PoolView:
    """Return a pool; raise ``PoolUnknown``."""
    row = SeatPool.objects.filter(pk=pool).first()
    if row is None:
        raise PoolUnknown(pool=str(pool))
    return view(row)


def every(organisation: UUID | None = None) -> list[PoolView]:
    """Return all pools, or an organisation's, newest first. Two SELECTs."""
    rows = SeatPool.objects.all()
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    waiting = _vouchers()
    return [view(row, waiting.get(row.pk, 0)) for row in rows]


def offered(
    certification: str, course_keys: Iterable[str], themes: Iterable[str], now: datetime
) -> list[PoolView]:
    """Return open pools with a seat that would pay for this, the soonest to end first."""
    rows = SeatPool.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=now),
        state="open", is_open=True, valid_from__lte=now, used__lt=F("bought"),
    )  # fmt: skip
    courses, said = set(course_keys), set(themes)
    found = [one for one in map(view, rows) if one.scope.covers(certification, courses, said)]
    return sorted(found, key=lambda one: (one.valid_until is None, one.valid_until or now, one.id))


def free(row: SeatPool) -> int:
    """Return how many seats neither a claim nor a voucher that may still be used holds."""
    return max(0, row.bought - row.used - _vouchers(row.pk).get(row.pk, 0))


def view(row: SeatPool, vouchers: int = 0) -> PoolView:
    """Return a row as it is seen from outside."""
    return PoolView(
        id=row.pk, name=row.name, organisation=row.organisation, scope=scope(row),
        bought=row.bought, used=row.used, vouchers=vouchers, price_minor=row.price_minor,
        currency=row.currency, is_open=row.is_open, state=row.state, valid_from=row.valid_from,
        valid_until=row.valid_until,
    )  # fmt: skip


def scope(row: SeatPool) -> Scope:
    """Return what a pool pays for."""
    return Scope(tuple(row.certifications), tuple(row.course_keys), tuple(row.themes))


def _vouchers(pool: UUID | None = None) -> dict[UUID, int]:
    """Return how many vouchers may still be redeemed, by pool."""
    rows = Voucher.objects.filter(state="issued", batch__revoked_at=None)
    if pool is not None:
        rows = rows.filter(batch__pool=pool)
    found: dict[UUID, int] = {}
    for one in rows.values_list("batch__pool", flat=True):
        found[one] = found.get(one, 0) + 1
    return found


def _origin(row: SeatPool) -> str:
    return accounts.pledge(row.source_id) if row.source_id else accounts.unmatched()


def _is_same(row: SeatPool, asked: Opening, name: str) -> bool:
    return (
        row.name, row.organisation, row.source, row.source_id, row.bought, row.price_minor,
        row.currency, row.is_open, scope(row),
    ) == (
        name, asked.organisation, asked.source, asked.source_id, asked.bought, asked.price_minor,
        asked.currency, asked.is_open, asked.scope,
    )  # fmt: skip
