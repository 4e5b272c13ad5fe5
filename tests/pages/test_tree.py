"""The tree of a course: order, neighbours, and what a block without parent does."""

from __future__ import annotations

from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Block, Outline
from host.pages.tree import place_of, root_of, unit_holding


def _block(name: str, level: str, parent: str | None, *, scored: bool = False) -> Block:
    return Block(name, level, name.upper(), parent, scored, level)


def _outline() -> Outline:
    """Section s holds q with units u1 (a problem p) and u2 (empty); lost has no parent here."""
    return Outline(
        "course-v1:A+B+C",
        "Course",
        (
            _block("c", "course", None),
            _block("s", "section", "c"),
            _block("q", "subsection", "s"),
            _block("u1", "unit", "q"),
            _block("p", "leaf", "u1", scored=True),
            _block("u2", "unit", "q"),
            _block("lost", "leaf", "nowhere"),
        ),
    )


def test_units_know_their_neighbours_and_path() -> None:
    root = root_of(_outline())
    first, second = place_of(root, "u1"), place_of(root, "u2")
    assert first is not None
    assert second is not None
    assert (first.before, first.after.usage_key, first.number, first.total) == (None, "u2", 1, 2)
    assert (second.before.usage_key, second.after) == ("u1", None)
    assert [block.usage_key for block in second.path] == ["s", "q"]


def test_what_is_no_unit_has_no_place() -> None:
    root = root_of(_outline())
    assert [place_of(root, key) for key in ("p", "c", "lost", "")] == [None] * 4


def test_a_block_is_found_in_its_unit_and_a_lost_one_is_left_out() -> None:
    root = root_of(_outline())
    assert unit_holding(root, "p").usage_key == "u1"
    assert unit_holding(root, "u2").usage_key == "u2"
    assert unit_holding(root, "lost") is None
    assert "lost" not in [node.block.usage_key for node in root.walk()]


def test_the_memory_platforms_course_reads_in_order() -> None:
    platform = MemoryPlatform()
    platform.add_course(problems=3)
    root = root_of(platform.courses.outline(COURSE))
    assert [len(root.children), len(root.units()), len(root.exercises())] == [1, 1, 3]
