"""A sentence that promises is a sentence that holds: every next step is tried on the engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import DEFAULT_RULE, METHODS, Piece, Rule
from agir_competencies.domain.next_step import NextStep, next_step


def pieces(*shares: str | Decimal) -> list[Piece]:
    """Return one activity a share."""
    return [Piece(Fraction(share), Fraction(1), f"b{i}") for i, share in enumerate(shares)]


def test_after_one_perfect_answer_another_at_85_percent_is_enough() -> None:
    """(0.9 + s + 1) / 3.9 ≥ 0.7 from s = 0.83: the next twentieth is 85 %."""
    step = next_step(pieces("1"), DEFAULT_RULE)
    assert (step.kind, step.percent) == ("one_more", 85)


def test_nothing_yet_says_begin() -> None:
    assert next_step([], DEFAULT_RULE).kind == "first"


def test_after_one_wrong_answer_doing_it_again_is_not_enough() -> None:
    """0 then 1: (1 + 1) / 3.9 = 0.51. Three perfect ones: (2.71 + 1) / (3.439 + 2) = 0.682.

    Four: (3.439 + 1) / (4.0951 + 2) = 0.728; at 95 %: (3.26705 + 1) / 6.0951 = 0.700079.
    """
    step = next_step(pieces("0"), DEFAULT_RULE)
    assert (step.kind, step.count, step.percent) == ("several", 4, 95)


def test_trying_again_is_offered_where_one_more_is_not_enough() -> None:
    """A new perfect one after 1, 0 gives (0.81 + 1 + 1) / (2.71 + 2) = 0.597.

    The weak one again at 85 % gives (0.9 + 0.85 + 1) / 3.9 = 2.75 / 3.9 = 0.705.
    """
    step = next_step(pieces("1", "0"), DEFAULT_RULE)
    assert (step.kind, step.object_key, step.percent) == ("again", "b1", 85)


@given(st.lists(st.decimals(0, 1, places=2), max_size=6))
def test_what_is_promised_holds(shares: list[Decimal]) -> None:
    work = pieces(*shares)
    step = next_step(work, DEFAULT_RULE)
    share = Fraction(step.percent, 100)
    if step.kind == "again":
        work = [
            Piece(share, piece.weight, piece.object_key)
            if piece.object_key == step.object_key
            else piece
            for piece in work
        ]
    elif step.kind in {"one_more", "several"}:
        work += [Piece(share, Fraction(1), f"new{i}") for i in range(step.count)]
    elif step.kind != "done":
        return
    assert demonstrated_point(work, DEFAULT_RULE) is not None


STEPS = range(5, 101, 5)
SHARES = st.one_of(
    st.integers(0, 20).map(lambda n: Fraction(n, 20)),
    st.decimals(0, 1, places=6).map(Fraction),
)
WORK = st.lists(
    st.builds(
        Piece,
        SHARES,
        st.decimals(Decimal("0.01"), 5, places=2).map(Fraction),
        st.sampled_from("abcdefgh"),
    ),
    max_size=12,
)
RULES = st.builds(
    Rule,
    st.sampled_from(sorted(METHODS)),
    st.decimals(Decimal("0.05"), 1, places=2).map(Fraction),
    st.integers(1, 4),
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return any rule that the site takes, its parameter given or left to the method."""
    rule = draw(RULES)
    figures = st.integers(1, 6) if rule.method == "n_mastery" else st.integers(1, 20)
    parts = 1 if rule.method == "n_mastery" else 20
    parameter = draw(st.none() | figures.map(lambda n: Fraction(n, parts)))
    return Rule(rule.method, rule.threshold, rule.objects_needed, parameter)


def met(work: Sequence[Piece], rule: Rule) -> bool:
    """Ask the engine that judges."""
    return demonstrated_point(work, rule) is not None


def fresh(percent: int, count: int = 1) -> list[Piece]:
    """Return new activities, each its own object."""
    return [Piece(Fraction(percent, 100), Fraction(1), f"new{i}") for i in range(count)]


def tried_again(work: Sequence[Piece], rule: Rule) -> Iterator[tuple[int, str]]:
    """Yield every percentage at which one activity again would be enough."""
    for index, piece in enumerate(work):
        for percent in STEPS:
            better = Piece(Fraction(percent, 100), piece.weight, piece.object_key)
            if better.share > piece.share and met(
                [*work[:index], better, *work[index + 1 :]], rule
            ):
                yield percent, piece.object_key


def by_trying_everything(work: Sequence[Piece], rule: Rule) -> NextStep:
    """Return the next step as its definition says: each change is judged, the smallest is told."""
    if met(work, rule):
        return NextStep("done")
    if not work:
        return NextStep("first")
    aim = next(percent for percent in (0, *STEPS) if Fraction(percent, 100) >= rule.threshold)
    for percent in STEPS:
        if met([*work, *fresh(percent)], rule):
            return NextStep("one_more", percent=max(percent, aim), count=1)
    again = min(tried_again(work, rule), default=None)
    if again:
        return NextStep("again", percent=again[0], object_key=again[1])
    for count in range(2, 11):
        for percent in (0, *STEPS):
            close = Fraction(percent + 5, 100) > rule.threshold
            if close and met([*work, *fresh(percent, count)], rule):
                return NextStep("several", percent=percent, count=count)
    return NextStep("far")


@given(WORK, rules())
def test_it_is_what_trying_everything_gives(work: list[Piece], rule: Rule) -> None:
    assert next_step(work, rule) == by_trying_everything(work, rule)


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("threshold", ["0.7", "0.95"])
def test_a_long_weak_history_gives_what_trying_everything_gives(
    method: str, threshold: str
) -> None:
    """25 pieces between 0 and 0.6: far from the threshold, where the most has to be tried."""
    work = [
        Piece(Fraction(i * 377 % 601, 1000), Fraction(1 + i % 3), f"b{i:02}") for i in range(25)
    ]
    rule = Rule(method, Fraction(threshold))
    assert next_step(work, rule) == by_trying_everything(work, rule)


def calls_of(work: list[Piece], rule: Rule) -> int:
    """Count the calls that finding the next step makes, of functions in Python or in C."""
    count = 0

    def heard(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(heard)
    try:
        next_step(work, rule)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("method", sorted(METHODS))
def test_twice_the_pieces_take_at_most_twice_the_work(method: str) -> None:
    """Weak pieces alone: every way is looked at, and none is enough."""
    rule = Rule(method, Fraction(1), parameter=Fraction(99) if method == "n_mastery" else None)
    weak = [Piece(Fraction(i % 40, 1000), Fraction(1), f"b{i}") for i in range(400)]
    half, whole = calls_of(weak[:200], rule), calls_of(weak, rule)
    assert whole <= 2 * half
