"""No figure that a sponsor is ever told, nor any difference of two, is of fewer than 11 people."""

from __future__ import annotations

import random
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

People = list[tuple[str, str, int]]
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


def test_months_are_put_together_until_eleven() -> None:
    """4 + 6 is 10, 4 + 6 + 3 is 13: March ends the atom; the 9 of April wait."""
    counted = {"2026-01": 4, "2026-02": 6, "2026-03": 3, "2026-04": 9}
    found = next_atoms("p", counted, [], before="2026-06")
    assert found == [Atom("p", "2026-01", "2026-03", 13)]
    assert next_atoms("p", counted, found, before="2026-06") == []
    later = next_atoms("p", {**counted, "2026-05": 2, "2026-01": 5}, found, before="2026-06")
    assert later == [Atom("p", "2026-04", "2026-05", 11)]


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
    """Return who had a seat: pool, month, and a number that names the person."""
    pools = [f"pool{number}" for number in range(draw.randint(1, 4))]
    return [
        (draw.choice(pools), draw.choice(MONTHS), person) for person in range(draw.randint(0, 120))
    ]


def _everything_told(people: People, draw: random.Random) -> list[frozenset[int]]:
    """Return the groups behind every figure of a year of reports, of pools, of sponsors, of all."""
    pools = sorted({pool for pool, _, _ in people})
    frozen: dict[str, list[Atom]] = {pool: [] for pool in pools}
    told: list[frozenset[int]] = []
    for today in sorted(draw.sample([*MONTHS, "2027-01"], draw.randint(1, 6))):
        for pool in pools:
            months: dict[str, int] = {}
            for where, month, _ in people:
                if where == pool:
                    months[month] = months.get(month, 0) + 1
            frozen[pool] += next_atoms(pool, months, frozen[pool], before=today)
        groups = [(pool,) for pool in pools]
        groups += [tuple(pools)]
        groups += [
            tuple(draw.sample(pools, draw.randint(1, len(pools)))) for _ in range(2) if pools
        ]
        for several in groups:
            atoms = [one for pool in several for one in frozen[pool]]
            if total(atoms) is not None:
                told.append(_behind(people, atoms))
        told += [
            _behind(people, [one]) for pool in pools for one in frozen[pool]
        ]  # the CSV's lines
    return told


def _behind(people: People, atoms: list[Atom]) -> frozenset[int]:
    return frozenset(
        person
        for pool, month, person in people
        for one in atoms
        if one.pool == pool and one.first <= month <= one.last
    )


@pytest.mark.parametrize("populations", [150, pytest.param(1_000, marks=pytest.mark.nightly)])
def test_no_two_figures_give_a_smaller_cell(populations: int) -> None:
    """Each difference of nested groups, and each overlap of two, is nobody or 11 people or more."""
    told_of = 0
    for seed in range(populations):
        draw = random.Random(seed)
        people = _population(draw)
        told = list(dict.fromkeys(_everything_told(people, draw)))
        told_of += len(told)
        for group in told:
            assert len(group) >= K
        for one, other in combinations(told, 2):
            for left in (one - other, other - one, one & other):
                assert not 0 < len(left) < K, (seed, len(left))
    assert told_of > populations, "a year in which nothing is told proves nothing"
