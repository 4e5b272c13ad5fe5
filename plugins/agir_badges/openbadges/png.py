"""How does a PNG carry a credential? Open Badges 3.0, 5.3.3 "Baked Badge", PNG.

One ``iTXt`` chunk (PNG, third edition, 11.3.3.4) with the keyword ``openbadgecredential``, not
compressed. Pixels are never decoded: a file is a row of chunks, walked once, each held to its
CRC. A compressed chunk, which the standard forbids and a reader may meet, is inflated up to the
limit of an image and no further.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agir_badges.openbadges.carrier import (
    LIMIT,
    BadgeTooOld,
    BakedTwice,
    ImageTooLarge,
    ImageUnreadable,
    NotBaked,
    bounded,
    checked,
)

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
KEYWORD: Final = b"openbadgecredential"
OLD: Final = b"openbadges"  # iTXt in Open Badges 1.1 and 2, tEXt in 1.0
_HEADER: Final = b"IHDR"
_END: Final = b"IEND"
_TEXT: Final = b"iTXt"
_TEXTS: Final = (_TEXT, b"tEXt", b"zTXt")
_FRAME: Final = 12  # bytes around what a chunk holds: length, kind, CRC


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk that stands at ``start`` to ``end`` of the file."""

    kind: bytes
    held: bytes
    start: int
    end: int

    def is_text(self, keyword: bytes) -> bool:
        """Tell whether the chunk is a text under ``keyword``."""
        return self.kind in _TEXTS and self.held.startswith(keyword + b"\0")


def bake(png: bytes, credential: str) -> bytes:
    """Return ``png`` with ``credential`` in it, in place of any that it carried.

    No other chunk changes. Raise ``CredentialUnbakeable``, ``ImageUnreadable``,
    ``ImageTooLarge``.
    """
    text = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + checked(credential).encode()
    kept = [SIGNATURE]
    for chunk in _chunks(png):
        if not (chunk.is_text(KEYWORD) or chunk.is_text(OLD)):
            kept.append(png[chunk.start : chunk.end])
        if chunk.kind == _HEADER:
            kept.append(_written(_TEXT, text))
    return bounded(b"".join(kept))


def read(data: bytes) -> str:
    """Return the credential that a PNG carries.

    Raise ``NotBaked``, ``BadgeTooOld``, ``BakedTwice``, ``ImageUnreadable``, ``ImageTooLarge``.
    """
    chunks = list(_chunks(data))
    baked = [one for one in chunks if one.kind == _TEXT and one.is_text(KEYWORD)]
    if len(baked) > 1:
        raise BakedTwice(count=len(baked))
    if baked and (text := _text(baked[0].held).strip(" \t\r\n")):
        return text
    if any(one.is_text(OLD) for one in chunks):
        raise BadgeTooOld
    raise NotBaked


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """Yield the chunks of a PNG to its end; what follows the end is not looked at."""
    if not bounded(data).startswith(SIGNATURE):
        raise ImageUnreadable("no PNG")
    at = len(SIGNATURE)
    kind = b""
    while kind != _END:
        if len(data) < at + _FRAME:
            raise ImageUnreadable("cut short", at=at)
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + _FRAME + length
        if len(data) < end:
            raise ImageUnreadable("cut short", at=at)
        if (at == len(SIGNATURE)) != (kind == _HEADER):
            raise ImageUnreadable("the header is not where it belongs", at=at)
        held = data[at + 8 : end - 4]
        if zlib.crc32(held, zlib.crc32(kind)) != int.from_bytes(data[end - 4 : end], "big"):
            raise ImageUnreadable("a chunk is damaged", at=at)
        yield _Chunk(kind, held, at, end)
        at = end


def _text(held: bytes) -> str:
    """Return the text of an ``iTXt`` chunk: keyword, flags, language, translated keyword, text."""
    rest = held[len(KEYWORD) + 1 :]
    if len(rest) < 2 or rest[0] > 1 or rest[1] != 0:
        raise ImageUnreadable("a text compressed in an unknown way")
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise ImageUnreadable("a text without its fields")
    try:
        return (_inflated(parts[2]) if rest[0] else parts[2]).decode()
    except UnicodeDecodeError as error:
        raise ImageUnreadable("a text that is not UTF-8") from error


def _inflated(data: bytes) -> bytes:
    """Return inflated ``data``, never more than ``LIMIT`` bytes of it."""
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(data, LIMIT + 1)
    except zlib.error as error:
        raise ImageUnreadable("a text that does not inflate") from error
    if len(text) > LIMIT:
        raise ImageTooLarge(limit=LIMIT)
    if not machine.eof:
        raise ImageUnreadable("a text cut short")
    return text


def _written(kind: bytes, held: bytes) -> bytes:
    crc = zlib.crc32(held, zlib.crc32(kind))
    return struct.pack(">I4s", len(held), kind) + held + struct.pack(">I", crc)
