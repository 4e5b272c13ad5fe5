"""Kill at any moment and go on: an exam is decided once, and its answer is counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from killing import told_by

HERE = Path(__file__).parent
BLOCS = ("RNCP34762BC01", "RNCP34762BC02")


def _expected(decision: str, deposit: str, won: int) -> list[object]:
    blocs = [[code, place < won] for place, code in enumerate(BLOCS)]
    return ["present", decision, deposit, blocs, int(deposit == "ready"), [decision, "present"]]


@pytest.mark.parametrize(
    ("stride", "least"),
    [
        pytest.param(17, 4, marks=pytest.mark.processes),
        pytest.param(1, 60, marks=pytest.mark.nightly),
    ],
)
def test_a_return_file_is_counted_once(
    stride: int, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL in ``agir_cpf_reconcile``, then the same again, then a file of what was refused."""
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    told = told_by(HERE / "report_killed.py", tmp_path)
    assert told["status"] == 0
    assert len(told["told"]) >= least, "too few statements to have been killed on the way"
    settled = {
        "deposits": ["accepted", "accepted", "refused"],
        "outcomes": ["accepted", "accepted", "refused"],
        "answers": [[1, 0], [1, 0], [0, 1]],
        "reports": [[2, 1, 0]],
        "batches": ["processed"],
        "owed": 1,
    }
    nothing = {
        "deposits": ["in_batch"] * 3,
        "outcomes": [""] * 3,
        "answers": [[0, 0]] * 3,
        "reports": [],
        "batches": ["deposited"],
        "owed": 3,
    }
    resent = settled | {
        "deposits": ["accepted", "accepted", "in_batch"],
        "outcomes": ["accepted", "accepted", "refused", ""],
        "batches": ["processed", "generated"],
    }
    for one in told["told"]:
        assert one["left"] in (nothing, settled), "a report is read whole or not at all"
        assert one["again"] == settled
        assert "This report was read before" in one["said"]
        assert len(one["next"]) == 1, "what was taken is not sent again"
        assert one["then"] == resent, "the old report says nothing of the next file"


@pytest.mark.parametrize(
    ("stride", "least"),
    [
        pytest.param(37, 4, marks=pytest.mark.processes),
        pytest.param(1, 120, marks=pytest.mark.nightly),
    ],
)
def test_a_decision_is_recorded_once(
    stride: int, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL while an exam is held, a jury convened and its decisions recorded, then go on."""
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    told = told_by(HERE / "jury_killed.py", tmp_path)
    assert told["status"] == 0
    assert len(told["told"]) >= least, "too few statements to have been killed on the way"
    whole = [
        _expected("obtained", "ready", 2),
        _expected("partly_obtained", "none", 1),
        _expected("not_obtained", "none", 0),
    ]
    for one in told["told"]:
        for place, left in enumerate(one["left"]):
            present = ["present", "", "none", [], 0, ["present"]]
            expected = ["expected", "", "none", [], 0, []]
            assert left in (whole[place], present, expected), "decided as a whole, or not yet"
        assert one["again"] == whole
        assert one["juries"] == [1, 1]
