"""No figure that a sponsor is ever told, nor any difference of two, is of fewer than 11 people."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from agir_sponsorship.domain.impact import (
    Atom,
    CellTooSmall,
    K,
    apart,
    checked_k,
    next_atoms,
    total,
)
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.publication import Booked, published

POPULATIONS = 1_000
People = list[tuple[str, str, int]]
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


def test_months_are_put_together_and_who_is_over_waits() -> None:
    """4 + 6 + 3 is 13: March ends an atom of 11 and 2 wait; 2 + 9 of April is 11; 23 of May 22."""
    counted = {"2026-01": 4, "2026-02": 6, "2026-03": 3}
    found = next_atoms("p", counted, [], before="2026-06")
    assert found == [Atom("p", "2026-01", "2026-03", 11)]
    assert next_atoms("p", counted, found, before="2026-06") == []
    more = {**counted, "2026-04": 9, "2026-05": 23}
    later = next_atoms("p", more, found, before="2026-06")
    assert later == [Atom("p", "2026-04", "2026-04", 11), Atom("p", "2026-05", "2026-05", 22)]
    assert next_atoms("p", more, [*found, *later], before="2026-07") == []
    assert next_atoms("p", more, [], before="2026-06") == [*found, *later]


def test_a_month_that_is_not_over_is_not_told() -> None:
    assert next_atoms("p", {"2026-05": 50}, [], before="2026-05") == []


def test_nothing_is_not_zero() -> None:
    assert total([]) is None


@pytest.mark.parametrize(
    ("beside", "shown"), [(15, None), (25, None), (26, None), (31, 20), (9, 20), (20, None)]
)
def test_a_count_stands_beside_no_near_one(beside: int, shown: Any) -> None:
    """20 beside 31 tells of 11 others; beside 26, of 6."""
    assert apart(20, [None, beside]) == shown


@pytest.mark.parametrize("k", [1, 0, 10, -1, True, "11", None, 10.9])
def test_the_smallest_cell_only_rises(k: Any) -> None:
    with pytest.raises(CellTooSmall):
        checked_k(k)
    assert (checked_k(11), checked_k(50)) == (11, 50)


def _population(draw: random.Random) -> People:
    """Return who used a seat, in the order of time: pool, month, and a number of the person."""
    pools = [f"pool{number}" for number in range(draw.randint(1, 4))]
    months = sorted(draw.choice(MONTHS) for _ in range(draw.randint(0, 120)))
    return [(draw.choice(pools), month, person) for person, month in enumerate(months)]


def _everything_told(people: People, draw: random.Random) -> list[frozenset[int]]:
    """Return the groups behind every figure of a year: of pools, a sponsor, all, and the CSV."""
    pools = sorted({pool for pool, _, _ in people})
    frozen: dict[str, list[Atom]] = {pool: [] for pool in pools}
    told: list[frozenset[int]] = []
    for today in sorted(draw.sample([*MONTHS, "2027-01"], draw.randint(1, 6))):
        for pool in pools:
            months = Counter(month for where, month, _ in people if where == pool)
            frozen[pool] += next_atoms(pool, months, frozen[pool], before=today)
        sponsor = draw.sample(pools, draw.randint(1, len(pools))) if pools else []
        for several in ([pool] for pool in pools), [pools], [sponsor]:
            told += [_behind(people, group, frozen) for group in several]
        told += _public_file(people, today)
    return [group for group in told if group]


def _behind(people: People, pools: list[str], frozen: dict[str, list[Atom]]) -> frozenset[int]:
    """Return whom a figure of these pools counts: the first of each, as many as its atoms hold."""
    found: set[int] = set()
    for pool in pools:
        own = [person for where, _, person in people if where == pool]
        found.update(own[: total(frozen[pool]) or 0])
    return frozenset(found)


def _public_file(people: People, today: str) -> list[frozenset[int]]:
    """Return whom the public ledger has counted by each of its entries."""
    lines = (Posting("pool:" + "0" * 8 + "-0000-0000-0000-" + "0" * 12, 1, "EUR"),
             Posting("fee_income", -1, "EUR"))  # fmt: skip
    booked = [
        Booked(str(person), month, f"{month}-01", "seat_claim", str(person), lines, "")
        for _, month, person in people
    ]
    told, counted = [], 0
    for entry in published(booked, K, today):
        counted += entry.learners
        told.append(frozenset(person for _, _, person in people[:counted]))
        told.append(
            frozenset(person for _, _, person in people[counted - entry.learners : counted])
        )
    return told


def test_no_two_figures_give_a_smaller_cell() -> None:
    """Each figure is of 11 or more; where one group holds another, so is what lies between."""
    told_of = nested = 0
    for seed in range(POPULATIONS):
        draw = random.Random(seed)
        told = list(dict.fromkeys(_everything_told(_population(draw), draw)))
        told_of += len(told)
        assert all(len(group) % K == 0 for group in told)
        for one, other in combinations(told, 2):
            if one < other or other < one:
                nested += 1
                assert abs(len(one) - len(other)) >= K, seed
    assert told_of > POPULATIONS, "a year in which nothing is told proves nothing"
    assert nested > POPULATIONS, "nothing to subtract proves nothing"
