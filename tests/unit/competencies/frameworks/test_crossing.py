"""Relations across frameworks: what comes back is left, the newest first, and nothing else."""

from __future__ import annotations

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.crossing import Crossing, refused
from agir_competencies.domain.tree import circle_in

NODES = [UUID(int=number) for number in range(8)]
PAIRS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1])
FIXED = st.sets(PAIRS.filter(lambda p: p[0].int % 2 == p[1].int % 2 and p[0] < p[1]))
CROSSINGS = st.dictionaries(PAIRS.filter(lambda p: p[0].int % 2 != p[1].int % 2), st.booleans())


def onward(pairs: set[tuple[UUID, UUID]]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for origin, destination in pairs:
        found.setdefault(origin, []).append(destination)
    return found


def test_two_sound_frameworks_that_close_a_circle_leave_the_newer_relation() -> None:
    """0 → 2 inside one, 1 → 3 inside the other; 2 → 1 was followed, 3 → 0 comes now."""
    fixed = {(NODES[0], NODES[2]), (NODES[1], NODES[3])}
    old = Crossing(False, NODES[2], NODES[1])
    new = Crossing(True, NODES[3], NODES[0])
    assert refused(fixed, [old, new]) == {new}
    assert refused(fixed, [old]) == frozenset()


def test_a_circle_stored_inside_one_framework_takes_no_crossing_with_it() -> None:
    fixed = {(NODES[0], NODES[2]), (NODES[2], NODES[0])}
    crossing = Crossing(True, NODES[2], NODES[1])
    assert refused(fixed, [crossing]) == frozenset()


@given(FIXED, CROSSINGS, st.randoms())
def test_what_is_kept_comes_back_nowhere_and_order_changes_nothing(
    fixed: set, said: dict, random: Random
) -> None:
    crossings = [Crossing(is_new, *pair) for pair, is_new in said.items()]
    left = refused(fixed, crossings)
    kept = {one.pair for one in crossings if one not in left}
    assert not circle_in(onward(fixed | kept))
    assert left <= set(crossings)
    if not circle_in(onward(fixed | said.keys())):
        assert left == frozenset()
    random.shuffle(crossings)
    assert refused(sorted(fixed, reverse=True), crossings) == left
