"""The engine of the positioning test: fair, short, and never unsure of its own order."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain.ladder import before
from agir_xblocks.check.ladder import Ladder, Place, Rung, build, next_rung, places, standing

A, B, C, D = (UUID(int=number) for number in (1, 2, 3, 4))
PAIRS = st.lists(st.sampled_from([(A, B), (B, C), (A, C), (C, D), (B, A), (A, A)]), max_size=4)
RUNGS = st.lists(
    st.builds(Rung, st.sampled_from([A, B, C, D]), st.integers(1, 4)), min_size=1, max_size=12
)
LADDERS = st.builds(build, RUNGS, PAIRS)
SEEDS = st.text(max_size=3)
MOST = st.integers(3, 20)


def walked(ladder: Ladder, can: set[Rung], *, most: int = 20, seed: str = "") -> dict[Rung, bool]:
    """Let somebody who succeeds exactly at ``can`` take the test; return question and outcome."""
    answers: dict[Rung, bool] = {}
    while (rung := next_rung(ladder, answers, most=most, seed=seed)) is not None:
        assert rung not in answers
        answers[rung] = rung in can
    return answers


def known_steps(ladder: Ladder, answers: dict[Rung, bool]) -> dict[UUID, int]:
    return {key: one.known for key, one in places(ladder, standing(ladder, answers)).items()}


@st.composite
def someone(draw: st.DrawFn) -> tuple[Ladder, set[Rung], set[Rung]]:
    """Return a ladder, what one person can do on it, and what somebody who can do more can."""
    ladder = draw(LADDERS)
    less = set(draw(st.lists(st.sampled_from(ladder.rungs))))
    return ladder, less, less | set(draw(st.lists(st.sampled_from(ladder.rungs))))


def coherent(ladder: Ladder, can: set[Rung]) -> set[Rung]:
    """Return what somebody can who also can all that is easier."""
    return can.union(*(ladder.below[rung] for rung in can)) if can else set()


@settings(max_examples=60, deadline=None)
@given(someone(), MOST, SEEDS)
def test_it_ends_within_the_bound_and_asks_nothing_twice(who, most: int, seed: str) -> None:
    ladder, can, _ = who
    answers = walked(ladder, can, most=most, seed=seed)
    assert len(answers) <= min(most, len(ladder.rungs))
    found = standing(ladder, answers)
    assert not found.open or len(answers) == most
    assert walked(ladder, can, most=most, seed=seed) == answers


@settings(max_examples=60, deadline=None)
@given(someone(), MOST, SEEDS)
def test_what_is_inferred_lies_below_a_success_or_above_a_failure(who, most, seed) -> None:
    ladder, can, _ = who
    answers = walked(ladder, can, most=most, seed=seed)
    found = standing(ladder, answers)
    for rung in found.known - answers.keys():
        assert any(right and rung in ladder.below[one] for one, right in answers.items())
    for rung in found.unknown - answers.keys():
        assert any(not right and rung in ladder.above[one] for one, right in answers.items())
    assert found.known.isdisjoint(found.unknown | found.open)
    assert found.known | found.unknown | found.open == set(ladder.rungs)


@settings(max_examples=60, deadline=None)
@given(someone(), SEEDS)
def test_whoever_can_do_the_easier_is_placed_exactly(who, seed: str) -> None:
    """Asked to the end, the test finds what the person can, so who can more is never lower."""
    ladder, less, more = who
    for can in (coherent(ladder, less), coherent(ladder, more)):
        assert standing(ladder, walked(ladder, can, seed=seed)).known == can


@settings(max_examples=60, deadline=None)
@given(someone(), MOST, SEEDS)
def test_stopped_early_nobody_is_told_what_is_not_so(who, most: int, seed: str) -> None:
    ladder, less, _ = who
    can = coherent(ladder, less)
    found = standing(ladder, walked(ladder, can, most=most, seed=seed))
    assert found.known <= can
    assert found.unknown.isdisjoint(can)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.data(), MOST, SEEDS)
def test_on_one_ladder_better_answers_never_place_lower(steps, data, most, seed) -> None:
    """Any answers at all, guessed ones too, under any bound."""
    ladder = build([Rung(A, step) for step in range(1, steps + 1)], [])
    less = set(data.draw(st.lists(st.sampled_from(ladder.rungs))))
    more = less | set(data.draw(st.lists(st.sampled_from(ladder.rungs))))
    lower, higher = (
        known_steps(ladder, walked(ladder, can, most=most, seed=seed)) for can in (less, more)
    )
    assert lower[A] <= higher[A]


@settings(max_examples=60, deadline=None)
@given(LADDERS, st.data())
def test_a_better_answer_never_lowers_and_the_order_never_matters(ladder, data) -> None:
    """Whatever was answered, contradictions too: only which answers there are is asked."""
    answers = data.draw(st.dictionaries(st.sampled_from(ladder.rungs), st.booleans()))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert standing(ladder, shuffled) == standing(ladder, answers)
    for rung in answers:
        better = standing(ladder, {**answers, rung: True})
        assert better.known >= standing(ladder, answers).known
        assert better.unknown <= standing(ladder, answers).unknown


def test_a_ladder_of_seven_steps_takes_three_questions() -> None:
    """Halving: 4, then 6, then 5 for whoever can do the first five."""
    ladder = build([Rung(A, step) for step in range(1, 8)], [])
    can = {Rung(A, step) for step in range(1, 6)}
    assert [rung.step for rung in walked(ladder, can)] == [4, 6, 5]
    assert known_steps(ladder, walked(ladder, can)) == {A: 5}


def test_a_success_on_the_harder_competency_tells_of_the_easier() -> None:
    ladder = build([Rung(A, 1), Rung(A, 2), Rung(B, 1)], [(A, B)])
    found = places(ladder, standing(ladder, {Rung(B, 1): True}))
    assert found[A] == Place(A, known=2, unknown=0, open=0, inferred=True)
    assert (found[A].is_known, found[B].inferred) == (True, False)
    failed = places(ladder, standing(ladder, {Rung(A, 1): False}))
    assert failed[B] == Place(B, known=0, unknown=1, open=0, inferred=True)


def test_shares_are_exact_and_nothing_is_not_zero() -> None:
    ladder = build([Rung(A, 1), Rung(A, 2), Rung(A, 3), Rung(B, 1)], [])
    found = places(ladder, standing(ladder, {Rung(A, 1): True, Rung(A, 2): False}))
    assert (found[A].share, found[B].share) == (Fraction(1, 3), None)


def test_paths_lead_through_others_and_circles_are_no_order() -> None:
    assert before([(A, B), (B, C)], {A, C}) == {(A, C)}
    assert before([(A, B), (B, A), (B, C)], {A, B, C}) == {(A, C), (B, C)}
    ladder = build([Rung(A, 1), Rung(B, 1)], [(A, B), (B, A)])
    assert ladder.below == {Rung(A, 1): frozenset(), Rung(B, 1): frozenset()}
