"""Many processes move seats between pools at once. ``python pools_at_once.py TRIALS``, on the host.

``WHAT``: ``crossed`` (two processes take a seat of each of two pools in one transaction, one from
the left and one from the right, 25 times a trial; where the engine lets both hold their first pool
before either asks for its second, each time is a deadlock, and the loser tries again), ``raced``
(10 processes take seats, give them back and let them expire: 50 acts a trial, at random). Prints
JSON, by ``WHAT``: per trial what was said, and what is left.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from together import LONGEST, counted, stand_up, tell, together, word_of

ROUNDS, TRIES = 25, 5
WORKERS, ACTS, SEATS = 10, 5, 6
LEARNERS = [UUID(int=number) for number in range(1, 9)]


class Meeting:
    """Two processes wait here for one another, as often as they like."""

    def __init__(self) -> None:
        self.ways = (os.pipe(), os.pipe())

    def wait(self, side: int) -> None:
        """Return once the other side has called this as often as this side has."""
        os.write(self.ways[side][1], b".")
        if not os.read(self.ways[1 - side][0], 1):
            raise BrokenPipeError


def crossed(turn: int) -> dict[str, Any]:
    """Take seats of two pools, from the left and from the right."""
    from django.db import OperationalError, connection, transaction
    from seat_world import CLOCK, asked, pool

    from agir_sponsorship.api import seats

    pools = [pool(2 * ROUNDS).id, pool(2 * ROUNDS).id]
    rows_are_locked = connection.features.has_select_for_update
    start, middle = Meeting(), Meeting()

    def act(side: int) -> str:
        most = again = 0
        ways = [pools[side], pools[1 - side]]
        for _ in range(ROUNDS):
            start.wait(side)
            requests = [asked(), asked()]
            for tries in range(1, TRIES + 1):
                meet = _once_a_pool_is_held(lambda: middle.wait(side))
                try:
                    with transaction.atomic():
                        first = rows_are_locked and tries == 1
                        with connection.execute_wrapper(meet if first else _as_it_is):
                            for way, request in zip(ways, requests, strict=True):
                                seats.claim(request, pool=way, clock=CLOCK)
                    break
                except OperationalError:
                    again += 1
            else:
                return "gave up"
            most = max(most, tries)
        return f"{ROUNDS} {most} {again}"

    words, seconds = together(2, act)
    told = [[int(one) for one in word.split()] for word in words if word[:1].isdigit()]
    return {
        "words": [word for word in words if not word[:1].isdigit()],
        "rounds": sum(one[0] for one in told),
        "tries": max((one[1] for one in told), default=0),
        "again": sum(one[2] for one in told),
        "used": [seats.pool(one).used for one in pools],
        "rows_are_locked": rows_are_locked,
        **left(seconds),
    }


def raced(turn: int) -> dict[str, Any]:
    """Take, give back and let expire, at random."""
    from seat_world import CLOCK, NOW, asked, pool

    from agir_kernel.clock import FixedClock
    from agir_sponsorship.api import seats
    from agir_sponsorship.domain.seat import RESERVED_FOR
    from agir_sponsorship.models import SeatClaim

    one = pool(SEATS).id
    later = FixedClock(NOW + RESERVED_FOR + timedelta(minutes=1))

    def do(chance: random.Random) -> str:
        what = chance.choice(("claim", "claim", "claim", "release", "release", "expire"))
        if what == "claim":
            asking = asked(chance.choice(LEARNERS))
            return "replay" if seats.claim(asking, pool=one, clock=CLOCK).is_replay else "sold"
        if what == "expire":
            seats.reconcile(clock=later)
            return "expired"
        held = list(SeatClaim.objects.filter(pool=one, live=True).values_list("pk", flat=True))
        if not held:
            return "nothing"
        return seats.release(chance.choice(held), clock=CLOCK).state.value

    def act(number: int) -> str:
        chance = random.Random(f"{turn}:{number}")
        said = [word_of(lambda: do(chance)) for _ in range(ACTS)]
        return ",".join(said)[:LONGEST]

    words, seconds = together(WORKERS, act)
    live = SeatClaim.objects.filter(pool=one, live=True)
    return {
        "words": counted([word for said in words for word in said.split(",")]),
        "used": seats.pool(one).used,
        "live": live.count(),
        "learners": live.values("subject").distinct().count(),
        **left(seconds),
    }


def left(seconds: float) -> dict[str, Any]:
    """Return what does not hold any more, and how long it took."""
    from agir_sponsorship.api import ledger, seats

    return {"wrong": [*seats.verify(), *map(str, ledger.verify())], "seconds": seconds}


def _as_it_is(execute: Any, *told: Any) -> Any:
    return execute(*told)


def _once_a_pool_is_held(meet: Callable[[], None]) -> Any:
    """Return a wrapper that calls ``meet`` after the first statement that holds a pool."""
    met = False

    def wrapper(execute: Any, sql: str, *told: Any) -> Any:
        nonlocal met
        done = execute(sql, *told)
        if not met and sql.startswith("UPDATE") and "agir_sponsorship_seat_pool" in sql:
            met = True
            meet()
        return done

    return wrapper


WHATS: dict[str, Callable[[int], dict[str, Any]]] = {"crossed": crossed, "raced": raced}

if __name__ == "__main__":
    trials = range(stand_up())
    tell({name: [what(turn) for turn in trials] for name, what in WHATS.items()})
