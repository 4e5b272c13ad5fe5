"""Fifty processes want the last twenty seats: exactly twenty get one, on SQLite and on MariaDB.

Once each time, twenty times in the nightly run.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from crowds import ENGINES, need, outcomes, walks

from killing import told_by


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_twenty_seats_are_sold_twenty_times_in_each_trial(engine: str, trials: int) -> None:
    for trial in outcomes("seats_at_once.py", engine, trials)["last"]:
        assert trial["words"] == {"sold": 20, "pool_exhausted": 30}
        assert (trial["used"], trial["wrong"]) == (20, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_clicks_of_one_learner_take_one_seat(engine: str, trials: int) -> None:
    """25 with one registration and 25 with others: one seat, and a refusal or a replay each."""
    for trial in outcomes("seats_at_once.py", engine, trials)["clicks"]:
        words = trial["words"]
        assert words.pop("sold") == 1
        assert set(words) <= {"replay", "seat_already_held"}
        assert (sum(words.values()), trial["used"], trial["wrong"]) == (49, 1, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_one_voucher_has_one_winner(engine: str, trials: int) -> None:
    for trial in outcomes("seats_at_once.py", engine, trials)["voucher"]:
        words = trial["words"]
        assert words.pop("sold") == 1
        assert set(words) <= {"voucher_unknown", "pool_exhausted"}
        assert (sum(words.values()), trial["used"], trial["wrong"]) == (49, 1, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_whoever_is_killed_on_the_way_asks_again(engine: str, trials: int) -> None:
    for trial in outcomes("seats_at_once.py", engine, trials)["killed"]:
        assert not [word for word in trial["words"] if word.startswith("!")]
        assert (trial["used"], trial["wrong"]) == (20, [])


@pytest.mark.parametrize(("engine", "trials", "stride"), walks(15, 14, 9))
def test_a_kill_at_any_statement_leaves_the_books_whole(
    engine: str, trials: int, stride: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL before statements of claims, a use and a release; a retry then ends it.

    By night twenty walks, each of which begins one statement later: none is left out.
    """
    need(engine)
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    for trial in range(trials):
        monkeypatch.setenv("AGIR_KILL_FIRST", str(trial + 1))
        folder = tmp_path / str(trial)
        folder.mkdir()
        found = told_by(Path(__file__).with_name("seats_killed.py"), folder, engine)
        *killed, whole = found["told"]
        assert found["status"] == 0
        assert len(killed) >= 12
        assert [one["wrong"] for one in killed] == [[]] * len(killed)
        assert [one["after"] for one in killed] == [whole["after"]] * len(killed)
        assert whole["after"] == {"used": 2, "states": ["released", "used", "used"]}
