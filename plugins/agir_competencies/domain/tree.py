"""In what order, and how deep, do the items of a framework stand?"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from agir_competencies.domain.refusals import CyclicItems, FrameworkTooLarge

DEEPEST: Final = 200
TOLD: Final = 12  # items of a circle that a refusal names

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: ``position`` among its siblings from 0, ``depth`` 0 at the top."""

    identifier: UUID
    parent: UUID | None
    position: int
    depth: int


def grow(keys: Mapping[UUID, Any], parents: Mapping[UUID, UUID]) -> list[Place]:
    """Return the items in reading order, parents before children.

    ``keys`` sorts siblings, whatever order a file has them in; ``parents`` must hold no circle.
    """
    below: dict[UUID | None, list[UUID]] = {}
    for item in sorted(keys, key=lambda item: keys[item]):
        below.setdefault(parents.get(item), []).append(item)
    places: list[Place] = []
    waiting = [Place(item, None, at, 0) for at, item in enumerate(below.get(None, ()))][::-1]
    while waiting:
        place = waiting.pop()
        if place.depth > DEEPEST:
            raise FrameworkTooLarge(unit="levels", limit=DEEPEST)
        places.append(place)
        children = below.get(place.identifier, ())
        waiting += [
            Place(child, place.identifier, at, place.depth + 1) for at, child in enumerate(children)
        ][::-1]
    return places


def refuse_circles(kind: str, edges: Iterable[tuple[Node, Node]]) -> None:
    """Raise ``CyclicItems`` when following ``edges`` of one kind comes back."""
    onward: dict[Node, list[Node]] = {}
    for origin, destination in edges:
        onward.setdefault(origin, []).append(destination)
    circle = circle_in(onward)
    if circle:
        told = [*circle, circle[0]] if len(circle) <= TOLD else [*circle[:TOLD], "…", circle[0]]
        raise CyclicItems(kind=kind, items=" → ".join(map(str, told)))


def circle_in(onward: Mapping[Node, Sequence[Node]]) -> list[Node]:
    """Return the nodes of one circle in walking order, or an empty list."""
    done: set[Node] = set()
    for start in onward:
        if start in done:
            continue
        path: list[Node] = [start]
        on_path: set[Node] = {start}
        steps = [iter(onward.get(start, ()))]
        while steps:
            step = next(steps[-1], None)
            if step is None:
                steps.pop()
                on_path.discard(path[-1])
                done.add(path.pop())
            elif step in on_path:
                return path[path.index(step) :]
            elif step not in done:
                path.append(step)
                on_path.add(step)
                steps.append(iter(onward.get(step, ())))
    return []


def folded(places: Collection[Place], levels: int) -> dict[UUID, UUID | None]:
    """Return the parent of each item in a tree of at most ``levels`` levels.

    Deeper items hang beside their ancestors of the last level, under the same parent.
    """
    parents: dict[UUID, UUID | None] = {}
    for place in sorted(places, key=lambda place: place.depth):
        if place.parent is None or place.depth < levels:
            parents[place.identifier] = place.parent
        else:
            parents[place.identifier] = parents[place.parent]
    return parents
