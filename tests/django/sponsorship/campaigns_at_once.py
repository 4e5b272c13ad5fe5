"""Many processes move one campaign at once. ``python campaigns_at_once.py TRIALS``.

``WHAT``: ``goal`` (50 payments, the goal is reached by the 25th), ``closers`` (10 close one that is
over), ``event`` (50 deliveries of one Stripe event), ``receipts`` (20 receipts of one campaign),
``clicks`` (50 pledges with one key), ``refunds`` (20 ask for all of one payment with keys of their
own), ``last_day`` (50 payments that pass the minimum together, while two close it),
``last_day_reached`` (the same, where the minimum was paid before). Prints
JSON, by ``WHAT``: per trial what each process got and heard, and what is left.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Work = Callable[[int], str]
WHATS = ("goal", "closers", "event", "receipts", "clicks", "refunds", "last_day",
         "last_day_reached")  # fmt: skip


def goal() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    from campaign_world import a_pledge, an_open_campaign, campaign_row, paid

    campaign = an_open_campaign(goal=1_000_00)
    pledges = [a_pledge(campaign, 40_00) for _ in range(50)]

    def pay(turn: int) -> str:
        return f"matched {paid(pledges[turn]).matched}"

    return 50, pay, lambda: {"raised": campaign_row(campaign).raised_minor, **left(campaign)}


def closers() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    from campaign_world import a_pledge, an_open_campaign, by_anne, paid

    from agir_sponsorship.campaigns import closing

    campaign = an_open_campaign()
    paid(a_pledge(campaign, 600_00))
    return 10, lambda _: closing.close(campaign, by_anne(31)), lambda: left(campaign)


def event() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    import campaign_world as world
    from django.conf import settings

    from agir_sponsorship.ledger import reading

    settings.AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS = [world.SECRET]
    campaign = world.an_open_campaign()
    payment = world.a_checkout(world.a_pledge(campaign, 500_00))
    thing = {
        "metadata": {"agir_payment": str(payment.id)},
        "payment_intent": f"pi_{payment.id}",
        "currency": "eur",
        "amount_captured": 500_00,
    }
    body = world.event(f"evt_{payment.id}", "charge.succeeded", thing)
    pledge = f"pledge:{payment.pledge_id}"
    return (
        50,
        lambda _: world.deliver(body),
        lambda: {"held": reading.balance(pledge), **left(campaign)},
    )


def receipts() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    import campaign_world as world
    from django.conf import settings

    from agir_sponsorship.documents import issuing
    from agir_sponsorship.domain.documents import DocumentKind
    from agir_sponsorship.models import Document, Organisation

    settings.AGIR_SPONSORSHIP_BENEFICIARY = world.ENTITY
    there = Organisation.objects.first()
    sponsor = there.uuid if there else world.a_sponsor()
    campaign = world.an_open_campaign()
    pledges = [world.a_pledge(campaign, 100_00, organisation=sponsor) for _ in range(20)]
    for pledge in pledges:
        world.paid(pledge)

    def issue(turn: int) -> str:
        kind, address = DocumentKind.RECEIPT, "12 quai des Eaux"
        issuing.issue(pledges[turn].id, kind, world.by_anne(), address=address)
        return "issued"

    def after() -> dict[str, Any]:
        rows = Document.objects.filter(kind="receipt").values_list("number", flat=True)
        return {"numbers": sorted(int(one.rpartition("-")[2]) for one in rows), **left(campaign)}

    return 20, issue, after


def clicks() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    from uuid import uuid4

    from campaign_world import an_open_campaign, by_anne

    from agir_sponsorship.campaigns import pledging
    from agir_sponsorship.models import Pledge

    campaign = an_open_campaign()
    asked = pledging.Offer(campaign, uuid4(), 100_00, key=uuid4().hex, accepts_terms=True)

    def press(_: int) -> str:
        return str(bool(pledging.offer(asked, by_anne())))

    return (
        50,
        press,
        lambda: {
            "pledges": Pledge.objects.filter(campaign=campaign).count(),
            **left(campaign),
        },
    )


def refunds() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    from campaign_world import a_pledge, an_open_campaign, by_anne, campaign_row, paid

    from agir_sponsorship.payments import refunding

    campaign = an_open_campaign()
    pledge = a_pledge(campaign, 500_00)
    paid(pledge)
    payment = pledge.payments.get().id

    def ask(turn: int) -> str:
        order = refunding.Order(payment, 500_00, f"{payment}:{turn}")
        return str(bool(refunding.open_refund(order, by_anne())))

    return 20, ask, lambda: {"raised": campaign_row(campaign).raised_minor, **left(campaign)}


def last_day_reached() -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    return last_day(first=500_00)


def last_day(first: int = 0) -> tuple[int, Work, Callable[[], dict[str, Any]]]:
    from campaign_world import a_pledge, an_open_campaign, by_anne, campaign_row, paid

    from agir_sponsorship.campaigns import booked, closing
    from agir_sponsorship.models import Transfer

    before = list(Transfer.objects.values_list("key", flat=True))
    campaign = an_open_campaign(goal=1_000_00)  # at least 500 euros; 50 × 11 are enough
    if first:
        paid(a_pledge(campaign, first))
    pledges = [a_pledge(campaign, 11_00) for _ in range(50)]

    def act(turn: int) -> str:
        if turn in (20, 40):
            return closing.close(campaign, by_anne(31))
        turn -= (turn > 20) + (turn > 40)
        return f"matched {paid(pledges[turn]).matched}"

    def after() -> dict[str, Any]:
        waiting = Transfer.objects.filter(state="queued", why="not_awaited")
        return {
            "raised": campaign_row(campaign).raised_minor,
            "waiting": waiting.exclude(key__in=before).count(),
            "booked": booked.violations(),
            **left(campaign),
        }

    return 52, act, after


def left(campaign: Any) -> dict[str, Any]:
    """Return the state, how often the campaign was funded, and what is wrong with the ledger."""
    from campaign_world import state_of

    from agir_sponsorship.ledger import verifying
    from agir_sponsorship.models import Act

    return {
        "state": state_of(campaign),
        "funded": Act.objects.filter(thing=campaign, act="fund").count(),
        "wrong": [str(one) for one in verifying.verify()],
    }


def once(what: str) -> dict[str, Any]:
    """Let processes work together; return their words, the events heard, and what is left."""
    from django.db import connection

    many, work, after = globals()[what]()
    connection.close()
    gate, go = os.pipe()
    reading, writing = os.pipe()
    began = time.monotonic()
    children = []
    for turn in range(many):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(gate, 1)
            os.write(writing, _told(work, turn).encode().ljust(48)[:48])
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(go)
    for child in children:
        os.waitpid(child, 0)
    os.close(writing)
    held = b""
    while piece := os.read(reading, 65_536):
        held += piece
    os.close(reading)
    words = [held[at : at + 48].decode().strip() for at in range(0, len(held), 48)]
    said = [word.partition("|") for word in words]
    return {
        "words": {one: [s for s, _, _ in said].count(one) for one, _, _ in said},
        "heard": sum(int(heard) for _, _, heard in said),
        "seconds": round(time.monotonic() - began, 2),
        **after(),
    }


def _told(work: Work, turn: int) -> str:
    """Return what the work answers, and how many ``CAMPAIGN_FUNDED`` this process sent."""
    from agir_events.signals import CAMPAIGN_FUNDED
    from agir_kernel.errors import DomainError

    heard: list[Any] = []

    def listen(**told: Any) -> None:
        heard.append(told)

    CAMPAIGN_FUNDED.connect(listen)
    try:
        word = work(turn)
    except DomainError as refusal:
        word = refusal.code
    except Exception as fault:  # noqa: BLE001  the parent counts what was not foreseen
        word = f"!{type(fault).__name__}"
    return f"{word}|{len(heard)}"


if __name__ == "__main__":
    tests = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(tests), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    trials = range(int(sys.argv[1]))
    print(json.dumps({what: [once(what) for _ in trials] for what in WHATS}))
