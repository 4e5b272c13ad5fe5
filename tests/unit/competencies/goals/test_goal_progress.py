"""How far somebody is with what they chose: met or pending, never failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.goal import Item, Kind
from agir_competencies.domain.goal_progress import Presence, Said, Seen, Stand, progress

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
LATER = START + timedelta(days=3)
NONE = Stand("not_yet", "few", None, None, None)
STARTED = Stand("not_yet", "few", Decimal("0.5"), None, START)
SHOWN = Stand("demonstrated", "some", Decimal("0.8"), START, LATER)
FADED = Stand("demonstrated", "some", Decimal("0.3"), START, LATER)
SURE = Stand("demonstrated", "strong", Decimal("0.9"), START, LATER)


def skill(name: str, target: int = 2) -> Item:
    return Item(Kind.COMPETENCY, name, target)


def test_three_of_four_by_hand() -> None:
    """B is confirmed by 4 March, c is started only, a and d are demonstrated on 1 March."""
    items = [skill("a"), skill("b", 3), skill("c"), skill("d")]
    seen = Seen(stands={"a": SHOWN, "b": SURE, "c": STARTED, "d": FADED})
    found = progress(items, seen)
    assert (found.met, found.total, found.is_met, found.met_at) == (3, 4, False, None)
    assert [one.is_met for one in found.items] == [True, True, False, True]
    assert [one.met_at for one in found.items] == [START, LATER, None, START]
    assert [one.level for one in found.items] == [2, 3, 1, 2]


def test_demonstrated_is_not_confirmed() -> None:
    found = progress([skill("a", 3)], Seen(stands={"a": SHOWN}))
    assert (found.met, found.items[0].met_at) == (0, None)


def test_all_met_is_dated_by_the_last() -> None:
    found = progress([skill("a"), skill("b", 3)], Seen(stands={"a": SHOWN, "b": SURE}))
    assert (found.is_met, found.met_at) == (True, LATER)


def test_a_goal_that_asks_for_nothing_is_never_met_by_itself() -> None:
    found = progress([], Seen())
    assert (found.total, found.is_met, found.met_at) == (0, False, None)


def test_presence_is_whole_when_every_activity_was_met() -> None:
    unit = Item(Kind.UNIT, "u")
    whole = progress([unit], Seen(presences={"u": Presence(3, 3, LATER)})).items[0]
    part = progress([unit], Seen(presences={"u": Presence(2, 3, LATER)})).items[0]
    empty = progress([unit], Seen(presences={"u": Presence(0, 0)})).items[0]
    assert (whole.is_met, whole.met_at) == (True, LATER)
    assert (part.is_met, part.met_at, part.done, part.total) == (False, None, Decimal(2), 3)
    assert not empty.is_met


def test_hours_and_certificate_are_what_the_learner_says() -> None:
    hours, paper = Item(Kind.HOURS, "", 10), Item(Kind.CERTIFICATE, "c")
    said = {
        (Kind.HOURS, ""): Said(Decimal("9.5"), START),
        (Kind.CERTIFICATE, "c"): Said(Decimal(1), LATER),
    }
    found = progress([hours, paper], Seen(said=said))
    assert [one.is_met for one in found.items] == [False, True]
    assert found.items[0].done == Decimal("9.5")


@given(st.lists(st.sampled_from([NONE, STARTED, SHOWN, FADED, SURE]), max_size=8))
def test_a_met_item_stays_met_while_its_competency_is_demonstrated(stands: list[Stand]) -> None:
    """The estimate, and what came later, take nothing away; a withdrawal does."""
    named = {str(place): stand for place, stand in enumerate(stands)}
    found = progress([skill(name) for name in named], Seen(stands=named))
    assert [one.is_met for one in found.items] == [
        stand.status == "demonstrated" for stand in stands
    ]
    assert found.met + sum(not one.is_met for one in found.items) == found.total
    assert all((one.met_at is not None) == one.is_met for one in found.items)
