"""Campaigns under many hands and under SIGKILL, on SQLite and on MariaDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from killing import told_by

ADDRESS = "AGIR_HOST_DATABASE_URL"
PROGRAM = Path(__file__).with_name("campaigns_at_once.py")
ENGINES = [
    pytest.param("sqlite", 1, marks=pytest.mark.processes, id="sqlite"),
    pytest.param("mariadb", 1, marks=pytest.mark.services, id="mariadb"),
    pytest.param("sqlite", 20, marks=pytest.mark.nightly, id="sqlite-long"),
    pytest.param(
        "mariadb", 20, marks=[pytest.mark.nightly, pytest.mark.services], id="mariadb-long"
    ),
]


def told(what: str, trials: int, engine: str, folder: Path) -> list[dict[str, Any]]:
    environment = {**os.environ, "AGIR_HOST_VAR": str(folder), "PYTHONWARNINGS": "ignore"}
    if engine == "sqlite":
        environment.pop(ADDRESS, None)
    elif ADDRESS not in environment:
        pytest.skip("no MariaDB here: make test-services starts one")
    done = subprocess.run(
        [sys.executable, str(PROGRAM), what, str(trials)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    assert len(found) == trials
    return found


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_payments_cross_the_goal_and_it_is_told_once(
    engine: str, trials: int, tmp_path: Path
) -> None:
    """50 × 40 €, goal 1 000 €: one event, and no euro is lost of those that came after."""
    for trial in told("goal", trials, engine, tmp_path):
        assert trial["words"] == {"matched 1": 50}
        assert (trial["funded"], trial["heard"], trial["raised"]) == (1, 1, 2_000_00)
        assert (trial["state"], trial["wrong"]) == ("funded", [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_of_ten_closers_one_closes(engine: str, trials: int, tmp_path: Path) -> None:
    for trial in told("closers", trials, engine, tmp_path):
        assert trial["words"] == {"funded": 1, "transition_refused": 9}
        assert (trial["funded"], trial["heard"]) == (1, 1)


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_deliveries_of_one_event_are_one(engine: str, trials: int, tmp_path: Path) -> None:
    for trial in told("event", trials, engine, tmp_path):
        assert trial["words"] == {"done": 1, "replayed": 49}
        assert (trial["held"], trial["wrong"]) == (-500_00, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_receipts_at_once_have_no_gap(engine: str, trials: int, tmp_path: Path) -> None:
    for turn, trial in enumerate(told("receipts", trials, engine, tmp_path), 1):
        assert trial["words"] == {"issued": 20}
        assert trial["numbers"] == list(range(1, 20 * turn + 1))


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_clicks_are_one_pledge(engine: str, trials: int, tmp_path: Path) -> None:
    for trial in told("clicks", trials, engine, tmp_path):
        assert (trial["words"], trial["pledges"]) == ({"True": 50}, 1)


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_money_goes_back_once(engine: str, trials: int, tmp_path: Path) -> None:
    for trial in told("refunds", trials, engine, tmp_path):
        assert trial["words"] == {"True": 1, "refund_too_large": 19}
        assert (trial["raised"], trial["wrong"]) == (0, [])


@pytest.mark.parametrize(
    ("trials", "stride"),
    [
        pytest.param(1, 29, marks=pytest.mark.processes),
        pytest.param(20, 1, marks=pytest.mark.nightly),
    ],
)
def test_a_kill_at_any_statement_leaves_the_books_whole(
    trials: int, stride: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL on the way of pay, release, close and refund; a retry then ends the same.

    250 € of 500 € are earned and 250 € wait; the 400 € of the campaign that missed are back.
    """
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    for trial in range(trials):
        folder = tmp_path / str(trial)
        folder.mkdir()
        found = told_by(Path(__file__).with_name("campaigns_killed.py"), folder)
        *killed, whole = found["told"]
        assert found["status"] == 0
        assert len(killed) >= 12
        assert whole["after"] == {
            "states": ["settled", "delivering"],
            "bank": 500_00,
            "accounts": [[], [-250_00, -250_00]],
        }
        assert [one["wrong"] for one in killed] == [[]] * len(killed)
        assert [one["after"] for one in killed] == [whole["after"]] * len(killed)
