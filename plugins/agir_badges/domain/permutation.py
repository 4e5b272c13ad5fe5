"""In which order are the numbers of a status list handed out?

In one that only the list's key tells, so that a number says nothing of when a badge was given nor
of who got the one before. A permutation, so that no number comes twice and nothing has to be
searched: a Feistel network of four rounds over 18 bits, walked again until it falls inside
(cycle walking; Black and Rogaway 2002).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

SIZE: Final = 131_072  # 2**17: the smallest list that hides one in a crowd (W3C Bitstring v1.0)
HALF: Final = 9
MASK: Final = (1 << HALF) - 1
ROUNDS: Final = 4


def place(key: bytes, counter: int) -> int:
    """Return the number, 0 to ``SIZE`` - 1, of the ``counter``-th taker (from 0)."""
    if not 0 <= counter < SIZE:
        raise ValueError(f"{counter} is outside 0..{SIZE - 1}")
    number = _mixed(key, counter)
    while number >= SIZE:
        number = _mixed(key, number)
    return number


def _mixed(key: bytes, number: int) -> int:
    left, right = number >> HALF, number & MASK
    for table in _tables(key):
        left, right = right, left ^ table[right]
    return (left << HALF) | right


@lru_cache(maxsize=8)
def _tables(key: bytes) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(_drawn(key, turn, half) for half in range(MASK + 1)) for turn in range(ROUNDS)
    )


def _drawn(key: bytes, turn: int, half: int) -> int:
    said = bytes([turn]) + half.to_bytes(2, "big")
    return int.from_bytes(hashlib.blake2b(said, key=key, digest_size=2).digest(), "big") & MASK
