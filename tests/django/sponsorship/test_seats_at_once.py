"""Fifty processes want the last twenty seats: exactly twenty get one, on SQLite and on MariaDB.

Once each time, twenty times in the nightly run.
"""

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
PROGRAM = Path(__file__).with_name("seats_at_once.py")
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
def test_twenty_seats_are_sold_twenty_times_in_each_trial(
    engine: str, trials: int, tmp_path: Path
) -> None:
    for trial in told("last", trials, engine, tmp_path):
        assert trial["words"] == {"sold": 20, "pool_exhausted": 30}
        assert (trial["used"], trial["wrong"]) == (20, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_clicks_of_one_learner_take_one_seat(
    engine: str, trials: int, tmp_path: Path
) -> None:
    """25 with one registration and 25 with others: one seat, and a refusal or a replay each."""
    for trial in told("clicks", trials, engine, tmp_path):
        words = trial["words"]
        assert words.pop("sold") == 1
        assert set(words) <= {"replay", "seat_already_held"}
        assert (sum(words.values()), trial["used"], trial["wrong"]) == (49, 1, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_one_voucher_has_one_winner(engine: str, trials: int, tmp_path: Path) -> None:
    for trial in told("voucher", trials, engine, tmp_path):
        words = trial["words"]
        assert words.pop("sold") == 1
        assert set(words) <= {"voucher_unknown", "pool_exhausted"}
        assert (sum(words.values()), trial["used"], trial["wrong"]) == (49, 1, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_whoever_is_killed_on_the_way_asks_again(engine: str, trials: int, tmp_path: Path) -> None:
    for trial in told("killed", trials, engine, tmp_path):
        assert not [word for word in trial["words"] if word.startswith("!")]
        assert (trial["used"], trial["wrong"]) == (20, [])


@pytest.mark.parametrize(
    "trials",
    [
        pytest.param(1, marks=pytest.mark.processes),
        pytest.param(20, marks=pytest.mark.nightly),
    ],
)
def test_a_kill_at_any_statement_leaves_the_books_whole(trials: int, tmp_path: Path) -> None:
    """SIGKILL before each statement of claims, a use and a release; a retry then ends it."""
    for trial in range(trials):
        folder = tmp_path / str(trial)
        folder.mkdir()
        found = told_by(Path(__file__).with_name("seats_killed.py"), folder)
        *killed, whole = found["told"]
        assert found["status"] == 0
        assert len(killed) > 30
        assert [one["wrong"] for one in killed] == [[]] * len(killed)
        assert [one["after"] for one in killed] == [whole["after"]] * len(killed)
        assert whole["after"] == {"used": 2, "states": ["released", "used", "used"]}
