"""Vouchers: kept as digests, found five times an hour, bound to who redeemed them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from seat_world import CLOCK, NOW, asked, pool

from agir_kernel.clock import FixedClock
from agir_sponsorship.api import seats
from agir_sponsorship.domain.voucher import (
    VoucherBatchInvalid,
    VoucherBatchUnknown,
    VoucherTried,
    VoucherUnknown,
)
from agir_sponsorship.models import Voucher, VoucherTry

pytestmark = pytest.mark.django_db
LATER = FixedClock(NOW + timedelta(minutes=61))


def issued(count: int = 2, bought: int = 3, **changes: Any) -> tuple[UUID, seats.Issued]:
    one = pool(bought, is_open=False)
    return one.id, seats.issue_vouchers(one.id, count, by=7, clock=CLOCK, **changes)


def redeemed(code: str, subject: UUID | None = None) -> seats.ClaimView:
    request = asked(subject)
    found = seats.find_voucher(code, subject=request.subject, address="192.0.2.1", clock=CLOCK)
    return seats.claim(request, pool=found.pool.id, voucher=found.voucher, clock=CLOCK)


def test_only_a_digest_is_kept() -> None:
    _, batch = issued()
    kept = [str(value) for row in Voucher.objects.values() for value in row.values()]
    for code in batch.codes:
        plain = code.replace("-", "")
        assert not [one for one in kept if plain in one or code in one]
    assert sorted(code[-4:] for code in batch.codes) == sorted(
        end for end, _ in seats.endings(batch.batch)
    )


def test_a_code_is_used_once_as_people_type_it() -> None:
    _, batch = issued()
    claim = redeemed(f" {batch.codes[0].lower().replace('-', ' ').replace('0', 'o')} ")
    with pytest.raises(VoucherUnknown):
        redeemed(batch.codes[0])
    assert seats.pool(claim.pool).used == 1
    assert seats.verify() == []


def test_a_voucher_that_came_back_stays_with_who_redeemed_it() -> None:
    _, batch = issued()
    claim = redeemed(batch.codes[0])
    seats.release(claim.id, clock=CLOCK)
    with pytest.raises(VoucherUnknown):
        redeemed(batch.codes[0])
    assert redeemed(batch.codes[0], claim.subject).state == "reserved"


def test_revoking_a_batch_leaves_what_was_redeemed() -> None:
    _, batch = issued()
    claim = redeemed(batch.codes[0])
    assert seats.revoke_vouchers(batch.batch, by=7, clock=CLOCK) == 1
    assert seats.revoke_vouchers(batch.batch, by=7, clock=CLOCK) == 0
    assert sorted(state for _, state in seats.endings(batch.batch)) == ["redeemed", "revoked"]
    assert seats.mine(0) == []
    assert seats.pool(claim.pool).used == 1
    with pytest.raises(VoucherUnknown):
        redeemed(batch.codes[1])
    seats.release(claim.id, clock=CLOCK)
    with pytest.raises(VoucherUnknown):
        redeemed(batch.codes[0], claim.subject)
    with pytest.raises(VoucherBatchUnknown):
        seats.revoke_vouchers(uuid4(), by=7)


def test_a_voucher_ends() -> None:
    _, batch = issued(expires_at=NOW + timedelta(minutes=60))
    with pytest.raises(VoucherUnknown):
        seats.find_voucher(batch.codes[0], subject=uuid4(), address="", clock=LATER)


def test_no_more_vouchers_than_seats_that_nobody_holds() -> None:
    """3 seats, 2 vouchers of which one is redeemed: one more may be issued, and no two."""
    one, batch = issued()
    redeemed(batch.codes[0])
    for count in (2, 0, -1, True):
        with pytest.raises(VoucherBatchInvalid):
            seats.issue_vouchers(one, count, by=7, clock=CLOCK)
    seats.issue_vouchers(one, 1, by=7, clock=CLOCK)
    with pytest.raises(VoucherBatchInvalid):
        seats.issue_vouchers(pool(3).id, 1, by=7, clock=CLOCK)  # open to everybody


def test_five_tries_an_hour_and_then_not_even_the_right_code() -> None:
    _, batch = issued()
    subject = uuid4()

    def find(code: str, clock: Any = CLOCK) -> Any:
        return seats.find_voucher(code, subject=subject, address="192.0.2.1", clock=clock)

    for _ in range(5):
        with pytest.raises(VoucherUnknown):
            find("0000-0000-0000-0000")
    with pytest.raises(VoucherTried):
        find(batch.codes[0])
    assert find(batch.codes[0], LATER).pool.left == 3


def test_right_codes_cost_no_try() -> None:
    _, batch = issued()
    subject = uuid4()
    for _ in range(9):
        seats.find_voucher(batch.codes[0], subject=subject, address="192.0.2.1", clock=CLOCK)
    assert not VoucherTry.objects.exists()


def test_fifty_tries_an_hour_from_one_address() -> None:
    for _ in range(50):
        with pytest.raises(VoucherUnknown):
            seats.find_voucher("no", subject=uuid4(), address="192.0.2.1", clock=CLOCK)
    with pytest.raises(VoucherTried):
        seats.find_voucher("no", subject=uuid4(), address="192.0.2.1", clock=CLOCK)
    with pytest.raises(VoucherUnknown):
        seats.find_voucher("no", subject=uuid4(), address="192.0.2.2", clock=CLOCK)
    assert "192.0.2.1" not in str(list(VoucherTry.objects.values()))
    seats.reconcile(clock=FixedClock(NOW + timedelta(days=2)))
    assert not VoucherTry.objects.exists()


def test_a_secret_that_was_replaced_still_reads(settings: Any) -> None:
    _, batch = issued()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    redeemed(batch.codes[0])
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(VoucherUnknown):
        redeemed(batch.codes[1])
