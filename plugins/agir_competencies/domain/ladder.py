"""Which competencies come before which, on the ladders that ``precedes`` makes?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

Pair = tuple[UUID, UUID]


def before(edges: Iterable[Pair], wanted: Collection[UUID]) -> frozenset[Pair]:
    """Return each (easier, harder) of ``wanted`` that a path of ``edges`` leads through.

    A path may go through others. Two that precede each other, which is somebody's mistake, are
    in no order: neither pair is returned.
    """
    onward: dict[UUID, set[UUID]] = defaultdict(set)
    for first, then in edges:
        onward[first].add(then)
    found = {(one, other) for one in wanted for other in _reached(one, onward) & set(wanted)}
    return frozenset(pair for pair in found if pair[::-1] not in found)


def _reached(start: UUID, onward: dict[UUID, set[UUID]]) -> set[UUID]:
    found: set[UUID] = set()
    waiting = [start]
    while waiting:
        new = onward.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found
