"""Decisions are numbered without gap, whole, and lie at the door of the room they explain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from house.repository import ROOT, tracked

SECTIONS = (
    "## Context",
    "## Decision",
    "## Rejected alternatives",
    "## Consequences",
    "## How it is held",
)


def _rooms() -> dict[Path, list[Path]]:
    rooms: dict[Path, list[Path]] = {}
    for path in tracked():
        if path.parent.name == "decisions":
            rooms.setdefault(path.parent, []).append(path)
    return rooms


@pytest.mark.parametrize("room", sorted(_rooms()), ids=lambda room: str(room.relative_to(ROOT)))
def test_numbers_run_without_gap_or_double(room: Path) -> None:
    numbers = [int(path.name[:4]) for path in _rooms()[room]]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    "decision",
    [path for paths in _rooms().values() for path in paths],
    ids=lambda path: f"{path.parent.parent.name}/{path.name}",
)
def test_a_decision_has_every_section(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert re.match(r"# \d{4} ", text), "the first line is '# NNNN Title'"
    assert [section for section in SECTIONS if section not in text] == []
