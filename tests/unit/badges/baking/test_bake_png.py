"""A credential in a PNG: read back by us, Pillow and pypng, pixels untouched, strangers refused."""

import io
import json
import struct
import zlib

import png as pypng
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from agir_badges.openbadges import baking
from agir_badges.openbadges.baking import bake_png, read_png
from unit.badges.baking.test_bake_svg import CREDENTIAL, JSON, TOKEN

KEYWORD = b"openbadgecredential"  # Open Badges 3.0, 5.3.3.1
SIGNATURE = bytes.fromhex("89504e470d0a1a0a")  # PNG, third edition, 5.2


def picture(mode: str = "RGBA", **options: object) -> bytes:
    image = Image.linear_gradient("L").resize((17, 9)).convert(mode)
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


PICTURE = picture()


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def text(held: bytes, keyword: bytes = KEYWORD, flags: bytes = b"\0\0") -> bytes:
    """Write an iTXt chunk: keyword, flag and method, language, translated keyword, text."""
    return chunk(b"iTXt", keyword + b"\0" + flags + b"\0\0" + held)


def with_chunks(*chunks: bytes) -> bytes:
    """Put chunks into the picture, after its header, which is 25 bytes after the signature."""
    return PICTURE[:33] + b"".join(chunks) + PICTURE[33:]


def test_the_corpus_is_made_well() -> None:
    assert PICTURE.startswith(SIGNATURE)
    assert PICTURE[12:16] == b"IHDR"
    assert read_png(with_chunks(text(TOKEN.encode()))) == TOKEN


@given(st.dictionaries(st.text(), JSON, max_size=4), st.booleans())
@settings(max_examples=100)
def test_any_json_is_read_back_by_three_readers(held: dict, ascii_only: bool) -> None:
    credential = json.dumps(held, ensure_ascii=ascii_only)
    baked = bake_png(PICTURE, credential)
    assert read_png(baked) == credential
    assert Image.open(io.BytesIO(baked)).text == {"openbadgecredential": credential}
    kinds = list(pypng.Reader(bytes=baked).chunks())  # checks each CRC
    (found,) = [held for kind, held in kinds if kind == b"iTXt"]
    assert found == KEYWORD + bytes(5) + credential.encode()


def test_half_a_pair_is_escaped() -> None:
    baked = bake_png(PICTURE, '{"a":"\ud800"}')
    assert json.loads(read_png(baked)) == {"a": "\ud800"}


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1", "I;16"])
def test_pixels_stay_the_same(mode: str) -> None:
    bare = picture(mode)
    baked = bake_png(bare, CREDENTIAL)
    before, after = Image.open(io.BytesIO(bare)), Image.open(io.BytesIO(baked))
    assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
    assert len(baked) == len(bare) + 12 + len(KEYWORD) + 5 + len(CREDENTIAL.encode())


@pytest.mark.parametrize(
    "earlier",
    [
        (text(b"{}"),),
        (text(b"{}"), text(b"{}")),
        (text(b"{}", b"openbadges"),),
        (chunk(b"tEXt", b"openbadges\0https://a.test/1"),),
        (chunk(b"zTXt", KEYWORD + b"\0\0" + zlib.compress(b"{}")),),
    ],
)
def test_a_new_bake_replaces_the_earlier_one(earlier: tuple[bytes, ...]) -> None:
    assert bake_png(with_chunks(*earlier), TOKEN) == bake_png(PICTURE, TOKEN)


def test_other_texts_are_kept() -> None:
    other = chunk(b"tEXt", b"openbadgecredentials\0x")
    assert other in bake_png(with_chunks(other), TOKEN)


def test_a_compressed_text_is_read_within_bounds() -> None:
    packed = text(zlib.compress(CREDENTIAL.encode()), flags=b"\1\0")
    assert read_png(with_chunks(packed)) == CREDENTIAL


def test_a_bomb_is_refused() -> None:
    """100 MB of blanks in 100 kB, well within the limit of a file."""
    machine = zlib.compressobj(9)
    packed = b"".join(machine.compress(b" " * 1_000_000) for _ in range(100)) + machine.flush()
    assert len(packed) < baking.LIMIT
    with pytest.raises(baking.ImageTooLarge):
        read_png(with_chunks(text(packed, flags=b"\1\0")))


@pytest.mark.parametrize(
    "held",
    [
        text(b"\xff\xfe"),
        text(b"x", flags=b"\2\0"),
        text(b"x", flags=b"\1\1"),
        text(b"not deflated", flags=b"\1\0"),
        text(zlib.compress(b"{}")[:-6], flags=b"\1\0"),
        chunk(b"iTXt", KEYWORD + b"\0"),
        chunk(b"iTXt", KEYWORD + b"\0\0\0fr"),
        chunk(b"IHDR", PICTURE[16:29]),
    ],
)
def test_a_malformed_text_is_refused(held: bytes) -> None:
    with pytest.raises(baking.ImageUnreadable):
        read_png(with_chunks(held))


def test_no_badge_two_badges_and_an_old_badge_are_told_apart() -> None:
    for bare in (PICTURE, with_chunks(text(b"")), with_chunks(chunk(b"tEXt", KEYWORD + b"\0{}"))):
        with pytest.raises(baking.NotBaked):
            read_png(bare)
    with pytest.raises(baking.BakedTwice):
        read_png(with_chunks(text(b"{}"), text(b"{}")))
    for old in (text(b"{}", b"openbadges"), chunk(b"tEXt", b"openbadges\0https://a.test/1")):
        with pytest.raises(baking.BadgeTooOld):
            read_png(with_chunks(old))
    assert read_png(with_chunks(text(b"{}", b"openbadges"), text(TOKEN.encode()))) == TOKEN


@pytest.mark.parametrize("at", range(len(PICTURE) - 1))
def test_every_way_to_cut_a_file_short_is_refused(at: int) -> None:
    with pytest.raises(baking.ImageUnreadable):
        read_png(PICTURE[:at])
    with pytest.raises(baking.ImageUnreadable):
        bake_png(PICTURE[:at], TOKEN)


BAKED = bake_png(PICTURE, CREDENTIAL)


@given(st.integers(0, len(BAKED) - 1), st.integers(1, 255))
@settings(max_examples=300)
def test_no_damaged_byte_goes_unnoticed(at: int, change: int) -> None:
    """CRC-32 finds any change within one byte; a length that grew runs out of the file."""
    damaged = BAKED[:at] + bytes([BAKED[at] ^ change]) + BAKED[at + 1 :]
    with pytest.raises(baking.ImageUnreadable):
        read_png(damaged)


def test_a_chunk_longer_than_the_file_is_refused() -> None:
    for length in (2**31 - 1, 2**32 - 1):
        with pytest.raises(baking.ImageUnreadable):
            read_png(PICTURE[:33] + struct.pack(">I4s", length, b"iTXt") + b"x" * 40)


def test_size_is_bounded_before_anything_is_read() -> None:
    with pytest.raises(baking.ImageTooLarge):
        read_png(SIGNATURE + b"\0" * baking.LIMIT)
    with pytest.raises(baking.ImageTooLarge):
        bake_png(PICTURE, json.dumps({"a": "x" * baking.LIMIT}))


def test_bytes_tell_the_format() -> None:
    assert baking.read(BAKED) == CREDENTIAL
    with pytest.raises(baking.ImageUnreadable):
        baking.read(b"\xff\xd8\xff\xe0 a JPEG")
