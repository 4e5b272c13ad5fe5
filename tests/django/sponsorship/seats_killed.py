"""Kill claims, a use and a release before each statement they make (``tests/killing.py``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from killing import walk

LEARNERS = [UUID(int=number) for number in (1, 2, 3)]


def prepare() -> None:
    """Make tables, an open pool of 3 seats, and one of a voucher."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from seat_world import pool

    from agir_sponsorship.api import seats

    pool(3, name="open")
    coded = pool(1, name="coded", is_open=False)
    seats.issue_vouchers(coded.id, 1, by=1)


def work() -> None:
    """Take a seat and use it; take one by voucher and use it; take one and give it back."""
    from seat_world import CLOCK, NOW, asked

    from agir_sponsorship.api import seats
    from agir_sponsorship.domain.seat import ClaimState
    from agir_sponsorship.models import SeatPool, Voucher
    from agir_sponsorship.seats import settling

    there = {row.name: row.pk for row in SeatPool.objects.all()}
    requests = [asked(one, registration=UUID(int=one.int + 100)) for one in LEARNERS]
    code = Voucher.objects.get().pk
    first = seats.claim(requests[0], pool=there["open"], clock=CLOCK)
    second = seats.claim(requests[1], pool=there["coded"], voucher=code, clock=CLOCK)
    third = seats.claim(requests[2], pool=there["open"], clock=CLOCK)
    settling.move(first.id, ClaimState.USED, NOW)
    settling.move(second.id, ClaimState.USED, NOW)
    seats.release(third.id, clock=CLOCK)


def aftermath() -> dict[str, Any]:
    """Look at the books, do the work again, and look again."""
    from agir_sponsorship.api import ledger, seats
    from agir_sponsorship.models import SeatClaim, SeatPool

    def wrong() -> list[str]:
        return [*seats.verify(), *map(str, ledger.verify())]

    before = wrong()
    work()
    used = sum(SeatPool.objects.values_list("used", flat=True))
    states = sorted(SeatClaim.objects.values_list("state", flat=True))
    return {"wrong": before + wrong(), "after": {"used": used, "states": states}}


if __name__ == "__main__":
    import django

    django.setup()
    stride = int(os.environ.get("AGIR_KILL_STRIDE", "1"))
    first = int(os.environ.get("AGIR_KILL_FIRST", "1"))
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=stride, first=first)
