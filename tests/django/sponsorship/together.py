"""Let many processes act at once on one database, and hear what each says."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LONGEST = 128


def stand_up() -> int:
    """Set Django up on the host, make its tables, and return how many trials were asked for."""
    tests = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(tests), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return int(sys.argv[1])


def tell(found: dict[str, Any]) -> None:
    """Print what was found, as ``crowds.outcomes`` reads it."""
    print(json.dumps(found))


def together(many: int, act: Callable[[int], str]) -> tuple[list[str], float]:
    """Let ``many`` processes do ``act(turn)`` from one signal on; return their words, and seconds.

    A word is what ``act`` returns (at most 128 bytes), the code of a refusal, or ``!``, the
    name and the number of a fault that nobody foresaw. A process that was killed says nothing.
    """
    from django.db import connection

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
            os.write(writing, word_of(lambda turn=turn: act(turn)).encode().ljust(LONGEST))
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(go)
    for child in children:
        os.waitpid(child, 0)
    os.close(writing)
    words = _pieces(reading)
    os.close(reading)
    return words, round(time.monotonic() - began, 2)


def word_of(act: Callable[[], str]) -> str:
    """Return what became of an act, in one word."""
    from agir_kernel.errors import DomainError

    try:
        return act()
    except DomainError as refusal:
        return refusal.code
    except Exception as fault:  # noqa: BLE001  the parent counts what was not foreseen
        return f"!{type(fault).__name__} {fault.args[:1]}"


def counted(words: list[str]) -> dict[str, int]:
    """Return how often each word was said."""
    return {word: words.count(word) for word in sorted(set(words))}


def _pieces(reading: int) -> list[str]:
    held = b""
    while piece := os.read(reading, 65_536):
        held += piece
    return [held[at : at + LONGEST].decode().strip() for at in range(0, len(held), LONGEST)]
