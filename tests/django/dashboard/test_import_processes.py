"""Imports that are killed, and imports at once: the rows are as if one had done it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from killing import told_by

pytestmark = pytest.mark.processes
HERE = Path(__file__)


def test_a_kill_at_any_statement_loses_no_framework_and_counts_none_twice(tmp_path: Path) -> None:
    told = told_by(HERE.with_name("import_killed.py"), tmp_path)
    assert told["status"] == 0
    assert len(told["told"]) >= 10, "a walk that kills nothing proves nothing"
    assert [one["frameworks"] for one in told["told"]] == [one["counted"] for one in told["told"]]
    assert {one["frameworks"] for one in told["told"]} == {0, 1, 2, 3}
    assert {(tuple(one["end"][:2]), one["end"][3], one["items"]) for one in told["told"]} == {
        (("done", 3), 3, 6)
    }
    assert {one["end"][2]["create"] for one in told["told"]} == {6}


def test_two_people_at_once_write_each_framework_once(tmp_path: Path) -> None:
    """Four workers: each import is worked on by one of its two; the slower finds it written."""
    told = told_by(HERE.with_name("import_at_once.py"), tmp_path)
    assert told["ended"] == [0, 0, 0, 0]
    assert told["states"] == ["done", "done"]
    assert (told["frameworks"], told["items"]) == (3, 6)
    assert (told["written"], told["created"]) == (3, 6)
