"""Kill what takes places and their fees before each statement it makes (``tests/killing.py``)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from killing import walk

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "certification"), str(ROOT / "sponsorship")]
SEAT, VOUCHER = UUID(int=1), UUID(int=2)
POOR = 77


def prepare() -> None:
    """Make tables, a session of 5 places at 150 euros, two pools, a fund and its learner."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    import certified_world as certified
    import seat_world

    from agir_platform import covenants
    from agir_platform.learners import api as learners
    from agir_sponsorship.api import seats
    from agir_sponsorship.domain import accounts

    held = list(covenants._answering)
    certified.keep_covenant()
    certified.session(certified.certification(), capacity=5)
    covenants._answering[:] = held
    seat_world.pool(2, price_minor=15_000, name="open")
    coded = seat_world.pool(1, price_minor=15_000, name="coded", is_open=False)
    seats.issue_vouchers(coded.id, 1, by=1)
    seat_world.money(accounts.solidarity(), 50_000)
    learners.subject_of(POOR)


def work() -> None:
    """Take a place with a seat, one with a voucher, one that the fund pays at once."""
    from certified_world import CLOCK
    from django.conf import settings

    from agir_certification.models import Session
    from agir_dashboard.paying import Payer, ask, take
    from agir_sponsorship.models import SeatPool, Voucher

    settings.AGIR_SPONSORSHIP_AID_SMALL = 15_000
    session = Session.objects.get().pk
    there = {row.name: row.pk for row in SeatPool.objects.all()}
    take(session, SEAT, Payer(pool=there["open"]), key="seat", clock=CLOCK)
    code = Payer(pool=there["coded"], voucher=Voucher.objects.get().pk)
    take(session, VOUCHER, code, key="voucher", clock=CLOCK)
    ask(session, POOR, "student", key="aid", clock=CLOCK)


def aftermath() -> dict[str, Any]:
    """Look for a place without its fee or a fee without its place; do the work again; look."""
    from agir_certification.models import Registration, Session
    from agir_sponsorship.api import ledger, seats, solidarity
    from agir_sponsorship.models import SeatClaim

    def wrong() -> list[str]:
        confirmed = Registration.objects.filter(state="confirmed").values_list("pk", flat=True)
        paid = SeatClaim.objects.filter(live=True).values_list("registration", flat=True)
        found = [f"no fee: {one}" for one in set(confirmed) - set(paid)]
        found += [f"no place: {one}" for one in set(paid) - set(confirmed)]
        if Session.objects.get().taken != Registration.objects.exclude(state="lapsed").count():
            found.append("the count of places")
        return [*found, *seats.verify(), *map(str, ledger.verify())]

    before = wrong()
    work()
    states = sorted(Registration.objects.values_list("state", flat=True))
    after = {"states": states, "held": solidarity.held().held, "asked": len(solidarity.mine(POOR))}
    return {"wrong": before + wrong(), "after": after}


if __name__ == "__main__":
    import django

    django.setup()
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=17)
