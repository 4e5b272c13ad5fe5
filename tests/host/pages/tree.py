"""How does a course read: its sections, subsections, units, and what comes next?

Built from the outline that the platform's port gives, in one pass and without the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from agir_platform.ports import Block, Outline


@dataclass(slots=True)
class Node:
    """One block with what it contains, in reading order."""

    block: Block
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def units(self) -> list[Node]:
        """Return the units at or below this node, in reading order."""
        return [node for node in self.walk() if node.block.level == "unit"]

    def exercises(self) -> list[Block]:
        """Return the scored blocks at or below this node, in reading order."""
        return [node.block for node in self.walk() if node.block.is_scored]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: its path from the section down, and its neighbours."""

    unit: Node
    path: tuple[Block, ...]
    before: Block | None
    after: Block | None
    number: int
    total: int


def root_of(outline: Outline) -> Node:
    """Return the outline as a tree. A block whose parent is missing is left out."""
    nodes = {block.usage_key: Node(block) for block in outline.blocks}
    root = next(node for node in nodes.values() if node.block.parent is None)
    for node in nodes.values():
        parent = nodes.get(node.block.parent or "")
        if parent is not None:
            parent.children.append(node)
    return root


def place_of(root: Node, usage_key: str) -> Place | None:
    """Return where the unit stands in its course, ``None`` when the course has no such unit."""
    units = root.units()
    position = next(
        (at for at, unit in enumerate(units) if unit.block.usage_key == usage_key), None
    )
    if position is None:
        return None
    return Place(
        unit=units[position],
        path=_path(root, usage_key),
        before=units[position - 1].block if position else None,
        after=units[position + 1].block if position + 1 < len(units) else None,
        number=position + 1,
        total=len(units),
    )


def unit_holding(root: Node, usage_key: str) -> Block | None:
    """Return the unit that is, or contains, the block; ``None`` when no unit does."""
    for unit in root.units():
        if any(node.block.usage_key == usage_key for node in unit.walk()):
            return unit.block
    return None


def _path(root: Node, usage_key: str) -> tuple[Block, ...]:
    blocks = {node.block.usage_key: node.block for node in root.walk()}
    found: list[Block] = []
    parent = blocks[usage_key].parent
    while parent in blocks and blocks[parent].parent is not None:
        found.insert(0, blocks[parent])
        parent = blocks[parent].parent
    return tuple(found)
