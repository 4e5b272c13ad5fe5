"""SIGKILL before every statement between the score and the badge; then the sweeper runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from killing import told_by

pytestmark = pytest.mark.processes


def test_a_kill_at_any_statement_loses_nothing(tmp_path: Path) -> None:
    told = told_by(Path(__file__).with_name("killed.py"), tmp_path)
    *killed, whole = told["told"]
    assert told["status"] == 0
    assert len(killed) > 30, "a walk that kills nothing proves nothing"
    assert [one[1] for one in whole["tables"]["state"]] == ["demonstrated"] * 3
    assert whole["tables"]["badges"] == [["badge", "None"]]
    assert whole["tables"]["inbox"] == []
    assert {one["kept"] for one in killed} == {0, 1, 2}, "kills fell before, between and after"
    wrong = [turn for turn, one in enumerate(killed, 1) if one["tables"] != whole["tables"]]
    assert wrong == []
    assert [one["differences"] for one in killed] == [0] * len(killed)
