"""SIGKILL in the middle of a change of rule; then it is taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest

from killing import told_by

pytestmark = pytest.mark.processes


def test_a_killed_change_is_taken_up_where_it_was(tmp_path: Path) -> None:
    """Readers meet whole states of one version or the other, a range at a time."""
    found = told_by(Path(__file__).with_name("settled.py"), tmp_path)
    told = found["told"]
    assert found["status"] == 0
    assert len(told) > 7, "a walk that kills nothing proves nothing"
    at_the_kill = [one["killed"]["versions"] for one in told]
    assert {versions.get("2", 0) for versions in at_the_kill} == {0, 20, 40, 60}
    assert all(one["killed"]["differences"] == 0 for one in told)
    assert all(one["after"]["versions"] == {"2": 60} for one in told)
    assert all(one["after"]["differences"] == 0 for one in told)
    whole = told[-1]["after"]["states"]
    assert [number for number, one in enumerate(told) if one["after"]["states"] != whole] == []
    assert sum("'demonstrated'" in state for state in whole) == 40
