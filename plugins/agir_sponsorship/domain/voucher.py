"""What is a voucher code, and how is it read as people type it?

16 signs of Crockford's base 32 (80 bits, drawn at random), in groups of four. Small letters,
spaces and dashes do not count; O is read as 0, I and L as 1 (crockford.com/base32, 2019). Only
an HMAC of a code is kept, so that a stolen table redeems nothing.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 16
GROUP: Final = 4
MOST_IN_BATCH: Final = 5_000
LONGEST_TYPED: Final = 100
WINDOW: Final = timedelta(hours=1)
_READ_AS: Final = str.maketrans(
    {"O": "0", "I": "1", "L": "1", " ": None, "-": None, "\u00a0": None}
)


class VoucherUnknown(DomainError):
    """No voucher that can be used has this code; it is not told why."""

    code: ClassVar[str] = "voucher_unknown"


class VoucherTried(DomainError):
    """Too many codes were tried from here within an hour."""

    code: ClassVar[str] = "voucher_tried_too_often"


class VoucherBatchInvalid(DomainError):
    """A batch of no vouchers, of too many, or more than seats are left; ``limit`` says how many."""

    code: ClassVar[str] = "voucher_batch_invalid"


class VoucherBatchUnknown(DomainError):
    """There is no such batch."""

    code: ClassVar[str] = "voucher_batch_unknown"


def draw() -> str:
    """Return a new code in its plain form: ``LENGTH`` signs, 80 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """Return a plain code in groups, as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def plain(typed: object) -> str:
    """Return the plain form of what somebody typed, '' for what is no code."""
    if not isinstance(typed, str) or len(typed) > LONGEST_TYPED:
        return ""
    text = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    text = "".join(text.split())
    if len(text) != LENGTH or any(sign not in ALPHABET for sign in text):
        return ""
    return text


def digest(code: str, key: bytes) -> str:
    """Return what is kept of a plain code: HMAC-SHA256 in hexadecimal (64 signs)."""
    return hmac.new(key, b"agir.voucher.1:" + code.encode(), sha256).hexdigest()


def same(kept: str, computed: Iterable[str]) -> bool:
    """Tell whether a digest is one of these, in constant time."""
    found = False
    for one in computed:
        found |= hmac.compare_digest(kept, one)
    return found


def checked_count(count: object, free: int) -> int:
    """Return how many vouchers may be issued; raise ``VoucherBatchInvalid``.

    ``free`` is how many seats nobody holds, by claim or by voucher.
    """
    most = min(free, MOST_IN_BATCH)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= most:
        raise VoucherBatchInvalid(limit=most)
    return count
