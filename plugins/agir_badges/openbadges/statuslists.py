"""How does one list tell of many badges whether they still stand? W3C Bitstring Status List 1.0.

(Recommendation of 15 May 2025, 3.) A list is a row of bits, the first being the leftmost of the
first byte, compressed with GZIP and written as multibase base64url without padding (``u…``).
It has at least 131,072 bits, so that asking for it does not tell whose badge is meant.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

MIN_BITS: Final = 131_072
MAX_BYTES: Final = 16_000_000  # of a list once inflated: 128 million badges
_MULTIBASE: Final = "u"
_GZIP: Final = 31  # wbits of zlib: a gzip header, and the widest window


class StatusListUnreadable(DomainError):
    """A text that is no such list, or one that is too short or too long; ``fault`` says."""

    code: ClassVar[str] = "status_list_invalid"


class StatusIndexOutOfRange(DomainError):
    """An index that the list does not have."""

    code: ClassVar[str] = "status_index_out_of_range"


def blank(bits: int = MIN_BITS) -> bytearray:
    """Return a list in which nothing is set; ``bits`` is a multiple of 8 and at least the least."""
    if bits < MIN_BITS or bits % 8 or bits > MAX_BYTES * 8:
        raise StatusListUnreadable("not a length for a list", fault="length")
    return bytearray(bits // 8)


def put(bits: bytearray, index: int, is_set: bool) -> None:
    """Set or clear the bit at ``index``; raise ``StatusIndexOutOfRange``."""
    place, mask = _place(bits, index)
    if is_set:
        bits[place] |= mask
    else:
        bits[place] &= 0xFF ^ mask


def get(bits: bytes | bytearray, index: int) -> bool:
    """Tell whether the bit at ``index`` is set; raise ``StatusIndexOutOfRange``."""
    place, mask = _place(bits, index)
    return bool(bits[place] & mask)


def value(bits: bytes | bytearray, index: int, size: int = 1) -> int:
    """Return what entry ``index`` says in a list of ``size`` bits an entry, 1 to 8."""
    read = [get(bits, index * size + at) for at in range(size)]
    return sum(bit << (size - 1 - at) for at, bit in enumerate(read))


def encode(bits: bytes | bytearray) -> str:
    """Return a list as ``encodedList``; the same bits give the same text."""
    # mtime=0: the header would otherwise change from second to second, and the signature with it.
    packed = gzip.compress(bytes(bits), compresslevel=9, mtime=0)
    return _MULTIBASE + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Return the bits of an ``encodedList``; raise ``StatusListUnreadable``."""
    if not text.startswith(_MULTIBASE):
        raise StatusListUnreadable("not multibase base64url", fault="multibase")
    bits = _inflated(_packed(text[1:]))
    if len(bits) * 8 < MIN_BITS:
        raise StatusListUnreadable("too short", fault="length")
    return bits


def _place(bits: bytes | bytearray, index: int) -> tuple[int, int]:
    if not 0 <= index < len(bits) * 8:
        raise StatusIndexOutOfRange(index=str(index)[:20])
    return index // 8, 0x80 >> index % 8


def _packed(text: str) -> bytes:
    if "=" in text:
        raise StatusListUnreadable("padded", fault="multibase")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise StatusListUnreadable("not base64url", fault="multibase") from error


def _inflated(packed: bytes) -> bytes:
    """Return what ``packed`` holds, never inflating more than ``MAX_BYTES`` of it."""
    machine = zlib.decompressobj(wbits=_GZIP)
    try:
        bits = machine.decompress(packed, MAX_BYTES + 1)
    except zlib.error as error:
        raise StatusListUnreadable("not GZIP", fault="gzip") from error
    if len(bits) > MAX_BYTES:
        raise StatusListUnreadable("too long", fault="length")
    if not machine.eof or machine.unused_data:
        raise StatusListUnreadable("cut short, or followed by something", fault="gzip")
    return bits
