"""Many processes ask the solidarity fund at once. ``python fund_at_once.py TRIALS``, on the host.

``WHAT``: ``decide`` (30 requests that wait, two people at each, money for 10), ``ask`` (50 learners
ask for 100 euros each, the fund has 2 050 to give), ``cap`` (one learner asks and uses what is
granted, 50 times at once, under a cap of three fees a year). Prints JSON, by ``WHAT``: per trial
what each process got, and what is left. Each trial begins with a fund that has no row yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from together import counted, stand_up, tell, together

MANY, WAITING, FEE = 50, 30, 100_00
AN_AGE = timedelta(days=1000)


def decide() -> dict[str, Any]:
    """Let sixty people decide on thirty requests, with money for ten."""
    from seat_world import NOW

    from agir_sponsorship.solidarity import asking, deciding

    begin(10 * FEE, small=0)
    asked = [asking.ask(a_request(), subject=uuid4(), now=NOW).id for _ in range(WAITING)]

    def act(turn: int) -> str:
        decider = deciding.Decider(uuid4(), is_sponsor=False)
        return deciding.decide(
            asked[turn // 2], grants=True, reason="", decider=decider, now=NOW
        ).state.value

    return end(*together(2 * WAITING, act))


def ask() -> dict[str, Any]:
    """Let fifty learners ask, with money for twenty and a half."""
    from seat_world import NOW

    from agir_sponsorship.solidarity import asking

    begin(20 * FEE + FEE // 2, small=FEE)

    def act(_: int) -> str:
        return asking.ask(a_request(), subject=uuid4(), now=NOW).state.value

    return end(*together(MANY, act))


def cap() -> dict[str, Any]:
    """Let one learner ask until the cap says no, and use each grant."""
    from seat_world import CLOCK, NOW, asked

    from agir_sponsorship.api import seats
    from agir_sponsorship.domain.aid import AidAsked
    from agir_sponsorship.solidarity import asking

    begin(20 * FEE + FEE // 2, small=FEE)
    learner = uuid4()

    def act(_: int) -> str:
        while True:
            try:
                granted = asking.ask(a_request(), subject=learner, now=NOW)
            except AidAsked:  # another process has a grant that it is about to use
                continue
            fee = asked(learner, fee_minor=FEE)
            return seats.claim(fee, aid=granted.id, clock=CLOCK).state.value

    return end(*together(MANY, act))


def begin(left_minor: int, *, small: int) -> None:
    """Let the fund have exactly an amount to give, and no row; grants up to ``small`` are made.

    The amounts of the trials of one database never fall: what is there is topped up.
    """
    from django.conf import settings
    from seat_world import NOW, money

    from agir_sponsorship.api import solidarity
    from agir_sponsorship.domain import accounts
    from agir_sponsorship.models import AidFund
    from agir_sponsorship.solidarity import paying

    settings.AGIR_SPONSORSHIP_AID_SMALL = small
    settings.AGIR_SPONSORSHIP_AID_YEAR = 3 * FEE
    paying.lapse(NOW + AN_AGE)
    there = solidarity.held("EUR")
    if there.promised:
        raise SystemExit("a grant of the trial before is still promised")
    if there.held != left_minor:
        money(accounts.solidarity(), left_minor - there.held)
    AidFund.objects.all().delete()


def end(words: list[str], seconds: float) -> dict[str, Any]:
    """Return the words, and what is left of the fund."""
    from django.db.models import Sum

    from agir_sponsorship.api import ledger, seats, solidarity
    from agir_sponsorship.domain.aid import AidState
    from agir_sponsorship.models import AidRequest

    left = solidarity.held("EUR")
    granted = AidRequest.objects.filter(state=AidState.GRANTED.value)
    return {
        "words": counted(words),
        "held": left.held,
        "promised": left.promised,
        "granted": granted.aggregate(sum=Sum("amount_minor"))["sum"] or 0,
        "wrong": [*seats.verify(), *map(str, ledger.verify())],
        "seconds": seconds,
    }


def a_request() -> Any:
    from agir_sponsorship.api.solidarity import AidAsking

    return AidAsking(certification="RS5875", need="student", amount_minor=FEE, currency="EUR")


WHATS: dict[str, Callable[[], dict[str, Any]]] = {"decide": decide, "ask": ask, "cap": cap}

if __name__ == "__main__":
    trials = range(stand_up())
    tell({name: [what() for _ in trials] for name, what in WHATS.items()})
