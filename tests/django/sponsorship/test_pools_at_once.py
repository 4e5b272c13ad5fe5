"""Seats of several pools, taken crosswise and given back at random, on SQLite and on MariaDB.

A trial is 50 crossed transactions and 50 raced acts: one trial each time, twenty in the nightly
run, which makes a thousand of each.
"""

from __future__ import annotations

import pytest
from crowds import ENGINES, outcomes

PROGRAM = "pools_at_once.py"


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_pools_held_crosswise_are_no_lasting_deadlock(engine: str, trials: int) -> None:
    """Where rows are locked each round is a deadlock by design: one loses, tries again and ends."""
    for trial in outcomes(PROGRAM, engine, trials)["crossed"]:
        assert (trial["words"], trial["rounds"], trial["used"]) == ([], 50, [50, 50])
        assert trial["tries"] <= 5
        assert trial["again"] >= (25 if trial["rows_are_locked"] else 0)
        assert trial["wrong"] == []


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_seats_taken_given_back_and_expired_at_once_add_up(engine: str, trials: int) -> None:
    """I5 and I6: as many seats are used as claims live, and no learner holds two."""
    for trial in outcomes(PROGRAM, engine, trials)["raced"]:
        words = trial["words"]
        assert words["sold"] >= 1
        assert set(words) <= {
            "sold", "released", "expired", "nothing", "pool_exhausted", "seat_already_held",
        }  # fmt: skip
        assert sum(words.values()) == 50
        assert trial["used"] == trial["live"] == trial["learners"] <= 6
        assert trial["wrong"] == []
