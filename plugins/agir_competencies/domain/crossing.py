"""Which relations between frameworks may be followed without coming back?

A file's own circles are refused with the file. Two files that are each sound may close a circle
together: then relations that cross from one framework to another are left as addresses, the newest
and last in order first, until nothing comes back. Which one is left does not depend on the order
in which rows are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from agir_competencies.domain.tree import circle_in

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True, order=True)
class Crossing:
    """A relation from an item of one framework to an item of another; ``is_new``: not followed."""

    is_new: bool
    origin: UUID
    destination: UUID

    @property
    def pair(self) -> Pair:
        """Return both ends."""
        return (self.origin, self.destination)


def refused(fixed: Iterable[Pair], crossings: Collection[Crossing]) -> frozenset[Crossing]:
    """Return the crossings of one kind that close a circle with ``fixed`` or one another.

    ``fixed`` are the relations inside of frameworks, which stay whatever happens.
    """
    kept = {one.pair: one for one in sorted(crossings)}
    own = set(fixed)
    left: set[Crossing] = set()
    while circle := circle_in(_onward(own | kept.keys())):
        steps = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        crossing = max((kept[step] for step in steps if step in kept), default=None)
        if crossing is None:  # inside one framework, stored before circles were refused
            own.discard(min(steps))
            continue
        left.add(crossing)
        del kept[crossing.pair]
        own.discard(crossing.pair)
    return frozenset(left)


def _onward(edges: Collection[Pair]) -> dict[UUID, list[UUID]]:
    onward: dict[UUID, list[UUID]] = {}
    for origin, destination in sorted(edges):
        onward.setdefault(origin, []).append(destination)
    return onward
