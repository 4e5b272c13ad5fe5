"""How is a course laid out as columns, and what stands in each cell?

A column is a unit. What is linked above units gets a column of its own where something is: the
whole course, a section, a subsection. A course of many units is shown by sections first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from agir_competencies.api.authoring import BlockView, CourseMap, LineView, TieView
from agir_dashboard.competency_map import words

MOST_UNITS: Final = 24  # columns of a course that is shown whole
COLUMN_LEVELS: Final = frozenset({"course", "section", "subsection", "unit"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``holds``: the blocks whose links stand in it."""

    key: str
    title: str
    level: str
    holds: frozenset[str]

    @property
    def kind(self) -> str:
        """Return what the column is, where it is not a unit; '' for a unit."""
        return "" if self.level == "unit" else words.level(self.level)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one section under its title; ``key`` is '' for the whole course."""

    key: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column says of a competency, shape by shape and in words; '' for nothing."""

    promise: bool = False
    activities: str = ""
    grades: str = ""
    hollow: bool = False
    weight: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing."""
        return not (self.promise or self.activities or self.grades or self.hollow)


class Tree:
    """A course's blocks, by key and by what holds them."""

    def __init__(self, found: CourseMap) -> None:
        """Read the blocks once."""
        self.blocks = {block.key: block for block in found.blocks}
        self.inside: dict[str, list[BlockView]] = {}
        for block in found.blocks:
            self.inside.setdefault(block.parent, []).append(block)

    def at(self, level: str, inside: str = "") -> list[BlockView]:
        """Return the blocks of a level in reading order, of one block or of the course."""
        below = self.below(inside) if inside else None
        return [
            block
            for block in self.blocks.values()
            if block.level == level and (below is None or block.key in below)
        ]

    def below(self, key: str) -> frozenset[str]:
        """Return a block and all that is in it."""
        found, waiting = {key}, [key]
        while waiting:
            inner = [block.key for block in self.inside.get(waiting.pop(), ())]
            found.update(inner)
            waiting += inner
        return frozenset(found)

    def home(self, key: str) -> str:
        """Return the column block that a block belongs to: its unit, or what holds it."""
        block = self.blocks.get(key)
        while block is not None and block.level not in COLUMN_LEVELS:
            block = self.blocks.get(block.parent)
        return block.key if block is not None else ""

    def section_of(self, key: str) -> str:
        """Return the section that holds a block, or is it; '' for none."""
        block = self.blocks.get(key)
        while block is not None and block.level != "section":
            block = self.blocks.get(block.parent)
        return block.key if block is not None else ""

    def path(self, key: str) -> str:
        """Return where a block is: its section and what is between, without the block itself."""
        told: list[str] = []
        block = self.blocks.get(self.blocks[key].parent) if key in self.blocks else None
        while block is not None and block.level != "course":
            told.append(block.title)
            block = self.blocks.get(block.parent)
        return " › ".join(reversed(told))


def anchor(key: str) -> str:
    """Return where on the page of a competency a block's column stands."""
    return f"place-{sha256(key.encode()).hexdigest()[:10]}"


def groups(found: CourseMap, tree: Tree, section: str) -> list[Group]:
    """Return the columns of a section (a usage key), or of the course (''), by section."""
    homes = {tree.home(tie.object_key) for line in found.lines for tie in line.ties}
    if section:
        return [_section(tree, tree.blocks[section], homes)]
    course = found.blocks[0]
    whole = Column(course.key, words.level("course"), "course", frozenset({course.key}))
    first = [Group("", "", (whole,))] if course.key in homes else []
    if len(tree.at("unit")) <= MOST_UNITS:
        rest = [_section(tree, block, homes) for block in tree.at("section")]
        return first + [group for group in rest if group.columns]
    by_section = tuple(
        Column(block.key, block.title, "section", tree.below(block.key))
        for block in tree.at("section")
    )
    return [*first, Group("", words.sections(), by_section)]


def cells(line: LineView, tree: Tree, columns: Iterable[Column]) -> Iterator[Cell]:
    """Yield what each column says of a competency."""
    ties: dict[str, list[TieView]] = {}
    for tie in line.ties:
        ties.setdefault(tree.home(tie.object_key), []).append(tie)
    for column in columns:
        yield cell([tie for home, own in ties.items() if home in column.holds for tie in own])


def cell(ties: Iterable[TieView]) -> Cell:
    """Return what these links say together."""
    own = [tie for tie in ties if not tie.is_gone]
    giving = [tie for tie in own if tie.gives]
    graded = sum(tie.kind == "subsection_grade" for tie in giving)
    scored = len(giving) - graded
    return Cell(
        promise=any(tie.promises for tie in own),
        activities=words.activities(scored) if scored else "",
        grades=words.grades(graded) if graded else "",
        hollow=any(not tie.gives and not tie.promises for tie in own),
        weight=words.weight(tie.weight for tie in giving),
    )


def _section(tree: Tree, section: BlockView, homes: set[str]) -> Group:
    columns = []
    for key in [section.key, *(block.key for block in _spine(tree, section))]:
        block = tree.blocks[key]
        if block.level == "unit" or key in homes:
            columns.append(Column(key, block.title, block.level, frozenset({key})))
    return Group(section.key, section.title, tuple(columns))


def _spine(tree: Tree, section: BlockView) -> Iterator[BlockView]:
    """Yield the subsections and units of a section in reading order."""
    below = tree.below(section.key)
    for block in tree.blocks.values():
        if block.key in below and block.level in ("subsection", "unit"):
            yield block
