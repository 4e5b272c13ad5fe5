"""The text of a status list: what is written is read back, and a published one is read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_badges.openbadges import statuslists

INDICES = st.sets(st.integers(0, statuslists.MIN_BITS - 1), max_size=30)


@settings(deadline=None)
@given(INDICES, st.sampled_from([131_072, 131_080, 1_048_576]))
def test_what_is_set_is_read_and_nothing_else(indices: set[int], length: int) -> None:
    bits = statuslists.blank(length)
    for index in indices:
        statuslists.put(bits, index, True)
    read = statuslists.decode(statuslists.encode(bits))
    assert read == bytes(bits)
    # The whole as one number in base two: another way to the same bits.
    digits = f"{int.from_bytes(read, 'big'):0{length}b}"
    assert {found.start() for found in re.finditer("1", digits)} == indices


@given(INDICES, st.integers(0, statuslists.MIN_BITS - 1))
def test_one_bit_is_cleared_and_the_others_stay(indices: set[int], cleared: int) -> None:
    bits = statuslists.blank()
    for index in indices | {cleared}:
        statuslists.put(bits, index, True)
    statuslists.put(bits, cleared, False)
    assert all(statuslists.get(bits, index) for index in indices - {cleared})
    assert not statuslists.get(bits, cleared)


@given(st.binary(min_size=4, max_size=4), st.integers(1, 8), st.integers(0, 3))
def test_an_entry_of_several_bits_is_read_from_the_left(data: bytes, size: int, at: int) -> None:
    """The whole as a number, shifted: another way to the same bits."""
    whole = int.from_bytes(data, "big")
    expected = whole >> (32 - size * (at + 1)) & ((1 << size) - 1)
    assert statuslists.value(data, at, size) == expected


def test_the_first_bit_is_the_leftmost() -> None:
    """Bitstring Status List 1.0, 3.1: "index 0 … located at the left-most bit"."""
    bits = statuslists.blank()
    statuslists.put(bits, 0, True)
    statuslists.put(bits, 15, True)
    assert bits[:2] == bytes([0b1000_0000, 0b0000_0001])


def test_the_same_bits_give_the_same_text() -> None:
    assert statuslists.encode(statuslists.blank()) == statuslists.encode(statuslists.blank())


def test_the_list_of_the_standard_is_read() -> None:
    """The ``encodedList`` of the example credential of Bitstring Status List 1.0 (15 May 2025)."""
    text = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert statuslists.decode(text) == bytes(16_384)


@pytest.mark.parametrize("index", [-1, 131_072])
def test_an_index_outside(index: int) -> None:
    with pytest.raises(statuslists.StatusIndexOutOfRange):
        statuslists.get(statuslists.blank(), index)


@pytest.mark.parametrize("length", [0, 8, 131_064, 131_073, 128_000_008])
def test_a_length_that_no_list_has(length: int) -> None:
    with pytest.raises(statuslists.StatusListUnreadable):
        statuslists.blank(length)
