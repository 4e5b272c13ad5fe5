"""Kill at any moment and run again: no passage is lost, none is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from killing import told_by

PROGRAM = Path(__file__).parent / "batches_killed.py"


@pytest.mark.parametrize(
    ("stride", "least"),
    [
        pytest.param(5, 12, marks=pytest.mark.processes),
        pytest.param(1, 60, marks=pytest.mark.nightly),
    ],
)
def test_no_passage_is_lost_and_none_is_sent_twice(
    stride: int, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL before statements of the command (by night each), then the same command once more."""
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    told = told_by(PROGRAM, tmp_path)
    assert told["status"] == 0
    assert len(told["told"]) >= least, "too few statements to have been killed on the way"
    for one in told["told"]:
        assert one["was_whole"], "a file is whole or not there"
        assert one["files"] == 1, "one file, made before the kill or after it"
        assert one["sent"] == one["lines"] == one["passages"]
        assert one["states"] == ["in_batch"]
