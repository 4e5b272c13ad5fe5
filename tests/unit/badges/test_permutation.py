"""The order in which numbers of a status list are handed out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_badges.domain.permutation import SIZE, place

KEYS = st.binary(min_size=16, max_size=16)


def test_every_number_comes_once() -> None:
    assert {place(bytes(16), counter) for counter in range(SIZE)} == set(range(SIZE))


@settings(max_examples=50, deadline=None)
@given(KEYS, st.sets(st.integers(0, SIZE - 1), min_size=2, max_size=200))
def test_no_two_takers_share_a_number(key: bytes, counters: set[int]) -> None:
    numbers = {place(key, counter) for counter in counters}
    assert len(numbers) == len(counters)
    assert all(0 <= number < SIZE for number in numbers)


@settings(max_examples=20, deadline=None)
@given(KEYS)
def test_a_number_says_nothing_of_its_turn(key: bytes) -> None:
    """Neighbours in time are no neighbours in the list: of 999 steps, some 15 are below 1,000.

    Two random numbers below n lie within d of each other with probability about 2d/n:
    2 · 1,000 / 131,072 · 999 = 15.2; 60 would be eleven standard deviations above.
    """
    numbers = [place(key, counter) for counter in range(1_000)]
    near = sum(abs(one - two) < 1_000 for one, two in pairwise(numbers))
    assert near < 60


@pytest.mark.parametrize("counter", [-1, SIZE])
def test_no_number_beyond_the_list(counter: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        place(bytes(16), counter)
