"""Fifty processes at one ledger, and a process killed at each of its statements."""

from __future__ import annotations

from pathlib import Path

import pytest
from crowds import ENGINES, need, outcomes

from killing import told_by

HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_one_key_books_once_among_fifty_processes(engine: str, trials: int) -> None:
    """I7; the balance is that of the first payment and of one more."""
    for trial in outcomes("ledger_at_once.py", engine, trials)["keys"]:
        assert trial["words"] == {"booked": 1, "replay": 49}
        assert (trial["balance"], trial["wrong"]) == (-2000, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_refunds_of_a_tenth_are_ten(engine: str, trials: int) -> None:
    """I3 under concurrency: ten tenths, forty refusals, nothing left."""
    for trial in outcomes("ledger_at_once.py", engine, trials)["refunds"]:
        assert trial["words"] == {"booked": 10, "reversal_exceeds": 40}
        assert (trial["balance"], trial["wrong"]) == (0, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_who_was_killed_asks_again_and_all_is_booked_once(engine: str, trials: int) -> None:
    """One in five dies at a statement of its own; what it left is whole, and a retry finishes."""
    for trial in outcomes("ledger_at_once.py", engine, trials)["posts"]:
        assert set(trial["words"]) == {"booked"}
        assert trial["words"]["booked"] < 50, "somebody was killed"
        assert sum(trial["again"].values()) == 50
        assert set(trial["again"]) <= {"booked", "replay"}
        assert (trial["balance"], trial["wrong"]) == (-51_000, [])


@pytest.mark.parametrize(
    ("engine", "stride", "least"),
    [
        pytest.param("sqlite", 9, 12, marks=pytest.mark.processes, id="sqlite"),
        pytest.param("sqlite", 1, 100, marks=pytest.mark.nightly, id="sqlite-long"),
        pytest.param(
            "mariadb", 1, 45, marks=[pytest.mark.nightly, pytest.mark.services], id="mariadb-long"
        ),
    ],
)
def test_a_kill_at_any_statement_leaves_whole_books(
    engine: str, stride: int, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1000 paid, 300 released, 333 taken back: 367 are held, in three transactions."""
    need(engine)
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    found = told_by(HERE / "ledger_killed.py", tmp_path, engine)
    assert found["status"] == 0
    assert len(found["told"]) >= least
    for one in found["told"]:
        assert one == {"before": [], "after": [], "booked": 3, "held": 367}
