"""The one activity that would help most: what is promised holds on the engine."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import DEFAULT_RULE, METHODS, Piece, Rule, estimate
from agir_competencies.domain.next_activity import Candidate, next_activity
from agir_competencies.domain.next_step import next_step

SHARES = st.integers(0, 20).map(lambda n: Fraction(n, 20))
WEIGHTS = st.integers(1, 50).map(lambda n: Fraction(n, 10))
RULES = st.builds(
    Rule,
    st.sampled_from(sorted(METHODS)),
    st.integers(1, 20).map(lambda n: Fraction(n, 20)),
    st.integers(1, 3),
)
WORK = st.lists(SHARES, max_size=6).map(
    lambda shares: [Piece(share, Fraction(1), f"b{i}") for i, share in enumerate(shares)]
)
OPEN = st.lists(st.tuples(WEIGHTS, st.integers(1, 3)), max_size=5).map(
    lambda several: [Candidate(f"new{i}", *facts) for i, facts in enumerate(several)]
)


def found(work: list[Piece], rule: Rule, candidates: list[Candidate]):
    """Return what is advised."""
    return next_activity(work, rule, candidates, next_step(work, rule))


def one(share: str) -> list[Piece]:
    """Return one activity."""
    return [Piece(Fraction(share), Fraction(1), "b0")]


def test_the_heavier_activity_asks_less() -> None:
    """After 0.8: (0.72 + s + 1) / 3.9 ≥ 0.7 asks 1.01; weight 2: (1.72 + 2s) / 4.9 asks 0.855."""
    advice = found(
        one("0.8"), DEFAULT_RULE, [Candidate("plain", Fraction(1)), Candidate("big", Fraction(2))]
    )
    assert (advice.object_key, advice.percent, advice.again) == ("big", 90, False)
    assert (advice.before, advice.after) == (Fraction(6, 10), Fraction(352, 490))


def test_of_equals_the_one_that_serves_more_then_the_first() -> None:
    plain = [Candidate(name, Fraction(1)) for name in ("a", "b")]
    assert found(one("1"), DEFAULT_RULE, plain).object_key == "a"
    better = [*plain, Candidate("c", Fraction(1), serves=2)]
    assert found(one("1"), DEFAULT_RULE, better).object_key == "c"


def test_where_one_is_not_enough_it_says_what_it_would_change() -> None:
    """From (0 + 1) / 3 to (1 + 1) / 3.9."""
    advice = found(one("0"), DEFAULT_RULE, [Candidate("a", Fraction(1))])
    assert (advice.percent, advice.before, advice.after) == (0, Fraction(1, 3), Fraction(20, 39))


def test_nothing_to_begin_with_and_nothing_to_do() -> None:
    assert found([], DEFAULT_RULE, []) is None
    assert found([], DEFAULT_RULE, [Candidate("a", Fraction(1))]).object_key == "a"
    assert found([*one("1"), Piece(Fraction(1), Fraction(1), "b1")], DEFAULT_RULE, []) is None


@given(WORK, RULES, OPEN)
def test_what_is_promised_holds(work: list[Piece], rule: Rule, candidates: list[Candidate]) -> None:
    advice = found(work, rule, candidates)
    if advice is None:
        assert not candidates or demonstrated_point(work, rule) is not None
        return
    share = Fraction(advice.percent, 100) if advice.percent else Fraction(1)
    if advice.again:
        then = [
            Piece(share, piece.weight, piece.object_key)
            if piece.object_key == advice.object_key
            else piece
            for piece in work
        ]
    else:
        weight = next(one.weight for one in candidates if one.object_key == advice.object_key)
        then = [*work, Piece(share, weight, advice.object_key)]
    assert estimate(then, rule) == advice.after
    assert estimate(work, rule) == advice.before
    assert (demonstrated_point(then, rule) is not None) == bool(advice.percent)


@given(WORK, RULES, OPEN)
def test_no_other_activity_would_demonstrate_with_less(
    work: list[Piece], rule: Rule, candidates: list[Candidate]
) -> None:
    """Every one is tried at every step of five, by the engine."""
    advice = found(work, rule, candidates)
    if advice is None or advice.again:
        return
    least = {}
    for candidate in candidates:
        for percent in range(5, 101, 5):
            then = [*work, Piece(Fraction(percent, 100), candidate.weight, candidate.object_key)]
            if demonstrated_point(then, rule) is not None:
                least[candidate.object_key] = percent
                break
    assert least.get(advice.object_key) == min(least.values(), default=None)
