"""Campaigns under many hands and under SIGKILL, on SQLite and on MariaDB."""

from __future__ import annotations

from pathlib import Path

import pytest
from crowds import ENGINES, need, outcomes, walks

from killing import told_by


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_payments_cross_the_goal_and_it_is_told_once(engine: str, trials: int) -> None:
    """50 × 40 €, goal 1 000 €: one event, and no euro is lost of those that came after."""
    for trial in outcomes("campaigns_at_once.py", engine, trials)["goal"]:
        assert trial["words"] == {"matched 1": 50}
        assert (trial["funded"], trial["heard"], trial["raised"]) == (1, 1, 2_000_00)
        assert (trial["state"], trial["wrong"]) == ("funded", [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_of_ten_closers_one_closes(engine: str, trials: int) -> None:
    for trial in outcomes("campaigns_at_once.py", engine, trials)["closers"]:
        assert trial["words"] == {"funded": 1, "transition_refused": 9}
        assert (trial["funded"], trial["heard"]) == (1, 1)


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_payments_pass_the_minimum_while_two_close(engine: str, trials: int) -> None:
    """50 × 11 €, minimum 500 €: one closes, funded is told once, and no euro is lost.

    Whoever pays after it closed without its minimum waits for a person.
    """
    for trial in outcomes("campaigns_at_once.py", engine, trials)["last_day"]:
        words = trial["words"]
        ended = [word for word in ("funded", "unfunded") if words.pop(word, 0)]
        assert ended == [trial["state"]]
        assert words.pop("transition_refused") == 1
        matched, waiting = words.pop("matched 1", 0), words.pop("matched 0", 0)
        assert (words, matched + waiting) == ({}, 50)
        assert (trial["raised"], trial["waiting"]) == (matched * 11_00, waiting)
        assert trial["raised"] >= 500_00 or ended == ["unfunded"]
        assert trial["funded"] == trial["heard"] == (ended == ["funded"])
        assert (trial["booked"], trial["wrong"]) == ([], [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_payments_arrive_while_two_close_what_has_its_minimum(engine: str, trials: int) -> None:
    """500 € were paid, the minimum: one of two closers ends it as funded, whatever the order.

    50 × 11 € more are 1 050 €; money that comes after is the campaign's too.
    """
    for trial in outcomes("campaigns_at_once.py", engine, trials)["last_day_reached"]:
        assert trial["words"] == {"funded": 1, "transition_refused": 1, "matched 1": 50}
        assert (trial["state"], trial["raised"], trial["waiting"]) == ("funded", 1_050_00, 0)
        assert (trial["funded"], trial["heard"]) == (1, 1)
        assert (trial["booked"], trial["wrong"]) == ([], [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_deliveries_of_one_event_are_one(engine: str, trials: int) -> None:
    for trial in outcomes("campaigns_at_once.py", engine, trials)["event"]:
        assert trial["words"] == {"done": 1, "replayed": 49}
        assert (trial["held"], trial["wrong"]) == (-500_00, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_receipts_at_once_have_no_gap(engine: str, trials: int) -> None:
    for turn, trial in enumerate(outcomes("campaigns_at_once.py", engine, trials)["receipts"], 1):
        assert trial["words"] == {"issued": 20}
        assert trial["numbers"] == list(range(1, 20 * turn + 1))


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_fifty_clicks_are_one_pledge(engine: str, trials: int) -> None:
    for trial in outcomes("campaigns_at_once.py", engine, trials)["clicks"]:
        assert (trial["words"], trial["pledges"]) == ({"True": 50}, 1)


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_money_goes_back_once(engine: str, trials: int) -> None:
    for trial in outcomes("campaigns_at_once.py", engine, trials)["refunds"]:
        assert trial["words"] == {"True": 1, "refund_too_large": 19}
        assert (trial["raised"], trial["wrong"]) == (0, [])


@pytest.mark.parametrize(("engine", "trials", "stride"), walks(29, 20, 17))
def test_a_kill_at_any_statement_leaves_the_books_whole(
    engine: str, trials: int, stride: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL on the way of pay, release, close and refund; a retry then ends the same.

    By night twenty walks, each of which begins one statement later: none is left out.

    250 € of 500 € are earned and 250 € wait; the 400 € of the campaign that missed are back.
    """
    need(engine)
    monkeypatch.setenv("AGIR_KILL_STRIDE", str(stride))
    for trial in range(trials):
        monkeypatch.setenv("AGIR_KILL_FIRST", str(trial + 1))
        folder = tmp_path / str(trial)
        folder.mkdir()
        found = told_by(Path(__file__).with_name("campaigns_killed.py"), folder, engine)
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
