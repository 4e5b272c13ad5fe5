"""Items stand in one order, and circles are found."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.refusals import CyclicItems, FrameworkTooLarge
from agir_competencies.domain.tree import DEEPEST, Place, circle_in, folded, grow, refuse_circles


@st.composite
def forests(draw) -> dict[int, int]:
    """Return the parent of each of some nodes, each parent being a smaller number."""
    size = draw(st.integers(1, 40))
    return {
        node: draw(st.integers(0, node - 1))
        for node in range(1, size)
        if draw(st.booleans())
    }  # fmt: skip


@given(forests(), st.randoms())
def test_every_item_comes_once_and_after_its_parent(parents: dict[int, int], random) -> None:
    """Whatever order the file has, siblings come in the order of their keys."""
    nodes = sorted({0, *parents, *parents.values()})
    keys = {UUID(int=node): node for node in nodes}
    shuffled = list(keys)
    random.shuffle(shuffled)
    tree = {UUID(int=child): UUID(int=parent) for child, parent in parents.items()}
    places = grow({key: keys[key] for key in shuffled}, tree)
    assert sorted(place.identifier for place in places) == sorted(keys)
    seen: dict[UUID, Place] = {}
    for place in places:
        above = seen.get(place.parent) if place.parent else None
        assert place.depth == (above.depth + 1 if above else 0)
        seen[place.identifier] = place
    assert places == grow(keys, tree)


@given(forests(), st.integers(1, 5))
def test_folding_keeps_items_within_so_many_levels(parents: dict[int, int], levels: int) -> None:
    """A deeper item hangs beside its ancestor of the last level, never in a circle."""
    nodes = {0, *parents, *parents.values()}
    keys = {UUID(int=node): node for node in nodes}
    places = grow(keys, {UUID(int=c): UUID(int=p) for c, p in parents.items()})
    parent = folded(places, levels)
    for place in places:
        depth, above = 0, parent[place.identifier]
        while above is not None:
            depth, above = depth + 1, parent[above]
        assert depth == min(place.depth, levels - 1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_a_circle_is_found_when_and_only_when_there_is_one(edges: list[tuple[int, int]]) -> None:
    """Compared with what removing nodes without a way in, one by one, leaves over."""
    onward: dict[int, list[int]] = {}
    for origin, destination in edges:
        onward.setdefault(origin, []).append(destination)
    left, shrank = set(onward) | {d for _, d in edges}, True
    while shrank:
        reached = {d for o, d in edges if o in left and d in left}
        shrank = bool(left - reached)
        left &= reached
    circle = circle_in(onward)
    assert bool(circle) == bool(left)
    for here, there in zip(circle, circle[1:] + circle[:1], strict=True):
        assert there in onward[here]


def test_an_item_under_itself_is_a_circle() -> None:
    """The shortest one."""
    with pytest.raises(CyclicItems):
        refuse_circles("isChildOf", [(UUID(int=1), UUID(int=1))])


def test_a_chain_too_deep_is_refused_and_a_long_circle_takes_no_stack() -> None:
    """Ten thousand items one under the other."""
    nodes = [UUID(int=n) for n in range(10_000)]
    chain = dict(zip(nodes[1:], nodes[:-1], strict=True))
    with pytest.raises(FrameworkTooLarge) as refused:
        grow({node: int(node) for node in nodes}, chain)
    assert refused.value.facts["limit"] == DEEPEST
    with pytest.raises(CyclicItems):
        refuse_circles("precedes", [*chain.items(), (nodes[0], nodes[-1])])
