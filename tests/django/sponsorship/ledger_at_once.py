"""Many processes book at once. ``python ledger_at_once.py TRIALS``, on the host.

``WHAT``: ``keys`` (50 processes, one key), ``refunds`` (50 processes take back a tenth of one
payment of 1000), ``posts`` (50 processes, keys of their own, one in five killed on its way and then
asked again). Prints JSON, by ``WHAT``: per trial what each got, and what is left.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

MANY = 50
WHATS = ("keys", "refunds", "posts")
AT = datetime(2026, 3, 1, tzinfo=UTC)


def once(what: str, turn: int) -> dict[str, Any]:
    """Let 50 processes book together; return the outcomes by word, and the books after."""
    from django.db import connection

    from agir_sponsorship.api import ledger
    from agir_sponsorship.api.ledger import accounts

    owner = uuid4()
    paid = pay(owner, f"first:{owner}").uuid
    acts: list[Callable[[], Any]] = {
        "keys": [lambda: pay(owner, f"one:{owner}")] * MANY,
        "refunds": [
            lambda number=number: ledger.reverse(
                paid,
                idempotency_key=f"r:{owner}:{number}",
                occurred_at=AT,
                part=Fraction(1, 10),
            )
            for number in range(MANY)
        ],
        "posts": [lambda number=number: pay(owner, f"{owner}:{number}") for number in range(MANY)],
    }[what]
    connection.close()
    gate, go = os.pipe()
    reading, writing = os.pipe()
    began = time.monotonic()
    children = []
    for number, act in enumerate(acts):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(gate, 1)
            if what == "posts" and number % 5 == 0:
                die_after(random.Random(f"{turn}:{number}").randint(1, 25))
            os.write(writing, told(act).encode().ljust(32))
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(go)
    for child in children:
        os.waitpid(child, 0)
    os.close(writing)
    words = Counter(piece.strip() for piece in pieces(reading))
    os.close(reading)
    took = time.monotonic() - began
    again = Counter(told(act) for act in acts) if what == "posts" else Counter()
    return {
        "words": words,
        "again": again,
        "balance": ledger.balance(accounts.pledge(owner)),
        "wrong": [str(one) for one in ledger.verify()],
        "seconds": round(took, 2),
    }


def pay(owner: UUID, key: str) -> Any:
    """Book a payment of 1000."""
    from agir_sponsorship.api import ledger
    from agir_sponsorship.api.ledger import Posting, accounts

    return ledger.post(
        "pay",
        [Posting(accounts.bank(), 1000, "EUR"), Posting(accounts.pledge(owner), -1000, "EUR")],
        idempotency_key=key,
        occurred_at=AT,
    )


def told(act: Callable[[], Any]) -> str:
    """Return what became of an act: ``booked``, ``replay``, or the code of a refusal."""
    from agir_kernel.errors import DomainError

    try:
        return "replay" if act().replayed else "booked"
    except DomainError as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001  told as a word; the test expects none
        return type(error).__name__


def die_after(statements: int) -> None:
    """Let SIGKILL fall before a statement of this process."""
    from django.db import connection

    left = statements

    def count(execute: Any, *args: Any) -> Any:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)

    connection.execute_wrappers.append(count)


def pieces(reading: int) -> list[str]:
    """Return the words that the children wrote."""
    found = b""
    while piece := os.read(reading, 4096):
        found += piece
    return [found[at : at + 32].decode() for at in range(0, len(found), 32)]


if __name__ == "__main__":
    tests = Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(tests))
    os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    trials = range(int(sys.argv[1]))
    print(json.dumps({what: [once(what, turn) for turn in trials] for what in WHATS}))
