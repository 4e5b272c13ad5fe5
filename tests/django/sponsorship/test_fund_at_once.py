"""Many want the solidarity fund's last euros: exactly what it holds is promised, on both engines.

Once each time, twenty times in the nightly run.
"""

from __future__ import annotations

import pytest
from crowds import ENGINES, outcomes

PROGRAM = "fund_at_once.py"


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_what_the_fund_holds_is_promised_once(engine: str, trials: int) -> None:
    """2 050 euros, 50 requests of 100: twenty at once, thirty wait for a person."""
    for trial in outcomes(PROGRAM, engine, trials)["ask"]:
        assert trial["words"] == {"granted": 20, "queued": 30}
        assert (trial["promised"], trial["granted"], trial["held"]) == (2000_00, 2000_00, 2050_00)
        assert trial["wrong"] == []


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_many_people_decide_and_no_euro_is_promised_twice(engine: str, trials: int) -> None:
    """30 requests, two people at each, money for ten: who comes second hears why it is refused."""
    for trial in outcomes(PROGRAM, engine, trials)["decide"]:
        words = trial["words"]
        assert words.pop("granted") == 10
        assert set(words) <= {"aid_state_refused", "aid_fund_empty"}
        assert words["aid_fund_empty"] >= 20
        assert sum(words.values()) == 50
        assert (trial["promised"], trial["granted"], trial["wrong"]) == (1000_00, 1000_00, [])


@pytest.mark.parametrize(("engine", "trials"), ENGINES)
def test_one_learner_never_passes_the_cap_of_a_year(engine: str, trials: int) -> None:
    """300 euros a year: three fees are paid, however many processes ask and use at once."""
    for trial in outcomes(PROGRAM, engine, trials)["cap"]:
        assert trial["words"] == {"reserved": 3, "aid_year_spent": 47}
        assert (trial["promised"], trial["held"], trial["wrong"]) == (0, 1750_00, [])
