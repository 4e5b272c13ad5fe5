"""Many processes ask for seats at once. ``python seats_at_once.py TRIALS``, on the host.

``WHAT``: ``last`` (50 learners, 20 seats), ``clicks`` (one learner, 50 times: every other with the
same registration), ``voucher`` (50 learners, one code), ``killed`` (as ``last``, and one in five is
killed on its way). Prints JSON, by ``WHAT``: per trial what each process got, and what is left.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

MANY, SEATS = 50, 20
WHATS = ("last", "clicks", "voucher", "killed")


def once(what: str, turn: int) -> dict[str, Any]:
    """Let 50 processes ask together; return the outcomes by word, and the pool after."""
    from django.db import connection
    from seat_world import asked, pool

    from agir_sponsorship.api import seats

    one = pool(1 if what == "voucher" else SEATS, is_open=what != "voucher")
    code = seats.issue_vouchers(one.id, 1, by=1).codes[0] if what == "voucher" else ""
    learner, registration = uuid4(), uuid4()
    requests = [
        asked(learner, registration=registration if turn % 2 else uuid4())
        if what == "clicks"
        else asked()
        for turn in range(MANY)
    ]
    connection.close()
    gate, go = os.pipe()
    reading, writing = os.pipe()
    began = time.monotonic()
    children = []
    for number, request in enumerate(requests):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(gate, 1)
            if what == "killed" and number % 5 == 0:
                _die_after(random.Random(f"{turn}:{number}").randint(1, 40))
            told = _ask(one.id, request, code).encode()
            os.write(writing, told.ljust(32))
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(go)
    for child in children:
        os.waitpid(child, 0)
    os.close(writing)
    words = [word.strip() for word in _pieces(reading)]
    os.close(reading)
    took = time.monotonic() - began
    if what == "killed":  # whoever died asks again
        words += [_ask(one.id, request, "") for request in requests]
    return {
        "words": {word: words.count(word) for word in set(words)},
        "used": seats.pool(one.id).used,
        "wrong": seats.verify(),
        "seconds": round(took, 2),
    }


def _ask(pool: UUID, request: Any, code: str) -> str:
    from seat_world import CLOCK

    from agir_kernel.errors import DomainError
    from agir_sponsorship.api import seats

    try:
        voucher = None
        if code:
            found = seats.find_voucher(code, subject=request.subject, address="", clock=CLOCK)
            voucher = found.voucher
        view = seats.claim(request, pool=pool, voucher=voucher, clock=CLOCK)
    except DomainError as refusal:
        return refusal.code
    except Exception as fault:  # noqa: BLE001  the parent counts what was not foreseen
        return f"!{type(fault).__name__}"
    return "replay" if view.is_replay else "sold"


def _die_after(statements: int) -> None:
    from django.db import connection

    left = statements

    def wrapper(execute: Any, *told: Any) -> Any:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*told)

    connection.execute_wrappers.append(wrapper)


def _pieces(reading: int) -> list[str]:
    held = b""
    while piece := os.read(reading, 65_536):
        held += piece
    return [held[at : at + 32].decode() for at in range(0, len(held), 32)]


if __name__ == "__main__":
    tests = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(tests), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    trials = range(int(sys.argv[1]))
    print(json.dumps({what: [once(what, turn) for turn in trials] for what in WHATS}))
