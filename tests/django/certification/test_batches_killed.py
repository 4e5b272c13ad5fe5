"""Kill at any moment and run again: no passage is lost, none is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from killing import told_by

PROGRAM = Path(__file__).parent / "batches_killed.py"


@pytest.mark.processes
def test_no_passage_is_lost_and_none_is_sent_twice(tmp_path: Path) -> None:
    """SIGKILL before each statement of the command, then the same command once more."""
    told = told_by(PROGRAM, tmp_path)
    assert told["status"] == 0
    assert len(told["told"]) > 15, "too few statements to have been killed on the way"
    for one in told["told"]:
        assert one["was_whole"], "a file is whole or not there"
        assert one["files"] == 1, "one file, made before the kill or after it"
        assert one["sent"] == one["lines"] == one["passages"]
        assert one["states"] == ["in_batch"]
