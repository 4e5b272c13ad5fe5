"""Each definition's worked example is true, and the figures agree with each other."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.indicators import completion, intentions, skills
from agir_competencies.domain.indicators.participant import GOALS, INTENTS, Aim, Participant, Skill
from agir_competencies.domain.indicators.profile import read
from agir_competencies.domain.indicators.registry import BY_ID, REGISTRY
from agir_competencies.domain.indicators.tally import Tally, cells_of, counted
from agir_competencies.domain.interval import wilson


@pytest.mark.parametrize("module", [completion, intentions, skills])
def test_worked_examples(module: Any) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 10
    assert found.failed == 0


@pytest.mark.parametrize("one", REGISTRY, ids=lambda one: one.id)
def test_every_definition_has_a_worked_example(one: Any) -> None:
    assert ">>>" in (one.compute.__doc__ or "")
    assert one.minimum_cell == 11


def test_seventeen_numbers_and_completion_neither_first_nor_alone() -> None:
    assert {one.number for one in REGISTRY} == set(range(1, 18))
    assert len(BY_ID) == len(REGISTRY)
    assert [one.id for one in REGISTRY[:2]] == ["goal_attainment", "partial_value"]


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 10, "0", "0.277533"),  # z²/(n + z²)
        (5, 10, "0.236593", "0.763407"),
        (81, 263, "0.255303", "0.366213"),  # Newcombe 1998, table I: 0.2553 to 0.3662
        (15, 148, "0.062386", "0.160468"),  # the same: 0.0624 to 0.1605
        (1, 29, "0.006113", "0.171755"),  # the same: 0.0061 to 0.1718
    ],
)
def test_wilson_against_published_values(successes: int, n: int, low: str, high: str) -> None:
    found = wilson(successes, n)
    assert found is not None
    assert abs(found[0] - Decimal(low)) < Decimal("0.00005")
    assert abs(found[1] - Decimal(high)) < Decimal("0.00005")


def test_nobody_gives_no_interval_and_no_data() -> None:
    assert wilson(0, 0) is None
    assert all(one.compute(Tally({})).value is None for one in REGISTRY)


skill = st.builds(
    Skill,
    key=st.sampled_from("abc"),
    is_demonstrated=st.booleans(),
    prior=st.booleans(),
    gain=st.none() | st.decimals(-1, 1, places=6),
    retained=st.none() | st.booleans(),
)
aims = st.builds(
    Aim,
    intent=st.sampled_from(INTENTS[:-1]),
    own=st.booleans(),
    status=st.sampled_from(GOALS[1:]),
    items_met=st.integers(0, 3),
    items_total=st.just(3) | st.just(0),
    change=st.sampled_from(("", "time", "got_what_i_needed", "untold")),
    satisfaction=st.none() | st.integers(0, 4),
)
people = st.lists(
    st.builds(
        Participant,
        is_active=st.booleans(),
        is_completed=st.booleans(),
        in_team=st.booleans(),
        aim=st.none() | aims,
        skills=st.lists(skill, max_size=3, unique_by=lambda one: one.key).map(tuple),
        required=st.just(3),
    ),
    max_size=30,
)


@given(people, people)
def test_the_counters_of_two_groups_are_those_of_both(
    some: list[Participant], others: list[Participant]
) -> None:
    first, second, both = counted(some).cells, counted(others).cells, counted(some + others).cells
    cells = {*first, *second, *both}
    assert all(first.get(c, 0) + second.get(c, 0) == both.get(c, 0) for c in cells)


@given(people)
def test_parts_make_the_whole(crowd: list[Participant]) -> None:
    """Enrolled, excluded and counted add up; corners make their table; a share is a share."""
    tally = counted(crowd)
    figures = {one.id: one.compute(tally) for one in REGISTRY}
    assert tally.enrolled + tally.count("team") == len(crowd)
    for one in REGISTRY:
        found = figures[one.id]
        excluded = dict(found.excluded)
        assert all(number >= 0 for number in excluded.values())
        if one.counts == "learners" and one.id != "equity_split":
            whole = sum(excluded.values()) + found.denominator
            assert whole == len(crowd), one.id
        if found.value is not None and found.low is not None and found.high is not None:
            assert (
                found.low - Decimal("0.000001") <= found.value <= found.high + Decimal("0.000001")
            )
        if found.coverage is not None:
            assert 0 <= found.coverage <= 1
    table = figures["intention_behaviour"]
    assert sum(number for _, number in table.parts) == table.denominator
    assert table.denominator == figures["intent_coverage"].numerator
    changed = figures["goal_change"]
    assert sum(number for _, number in changed.parts) == changed.numerator
    assert figures["active_completion"].numerator == figures["enrolment_completion"].numerator
    assert sum(tally.histogram().values()) == tally.active
    shown = sum((Fraction(one.shown) for one in tally.competences().values()), Fraction(0))
    assert figures["competency_attainment"].numerator == shown
    assert figures["competencies_per_learner"].numerator == shown


@given(people)
def test_a_profile_is_told_and_read_back(crowd: list[Participant]) -> None:
    for one in crowd:
        for cell in cells_of(one):
            assert len(cell) <= 160
            if cell.startswith("p:"):
                assert read(cell[2:]).told() == cell[2:]
