"""How does the public file cost a visitor nothing? It is kept, in pieces, under the ledger's hash.

What is kept is a copy of what ``publishing`` computes, under a name that says of which ledger: the
next month and the next posting have another name, and nothing has to be taken away. A piece that
the cache lost is computed again; it is the same.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Final

from django.core.cache import cache

from agir_sponsorship.transparency import publishing
from agir_sponsorship.transparency.publishing import Closing

KEPT: Final = 86400
"""Seconds that a piece is kept at most; compressed, it is below the megabyte of a memcached."""
LAYOUT: Final = 1
"""Counts up when the same ledger shall give another file."""
_END: Final = b""


def version(now: datetime) -> str:
    """Return the name of the public file: another ledger, month or smallest cell, another name."""
    return _version(publishing.closing(now))


def pieces(now: datetime) -> Iterator[str]:
    """Yield the public file, from what is kept as far as that goes. One statement where it is."""
    until = publishing.closing(now)
    key = f"agir_sponsorship:ledger-csv:{_version(until)}"
    for place in count():
        held = cache.get(f"{key}:{place}")
        if held is None:
            yield from _computed(until, key, place)
            return
        if held == _END:
            return
        yield zlib.decompress(held).decode("ascii")


def _computed(until: Closing, key: str, start: int) -> Iterator[str]:
    """Yield the pieces from ``start`` on, and keep each; an end after the last."""
    place = -1
    for place, piece in enumerate(publishing.as_csv(until)):
        if place >= start:
            cache.set(f"{key}:{place}", zlib.compress(piece.encode("ascii")), KEPT)
            yield piece
    cache.set(f"{key}:{place + 1}", _END, KEPT)


def _version(until: Closing) -> str:
    told = (str(LAYOUT), until.month, str(publishing.smallest_cell()), until.hash)
    return hashlib.sha256("|".join(told).encode("ascii")).hexdigest()
