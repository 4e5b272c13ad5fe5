"""What a weight does to a standing: nothing at 0, and by decision to work of before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.evidence import Current
from agir_competencies.domain.mastery import Placed, counted, standing, weight_in
from agir_competencies.domain.methods import DEFAULT_RULE, METHODS, Rule

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
KIND = "problem_score"
SHARES = ["0", "0.4", "0.7", "1"]


def row(number: int, share: str, weight: str = "1") -> Placed:
    """Return what activity ``number`` says, first answered on that day."""
    at = START + timedelta(days=number)
    current = Current(Decimal(share), Decimal(weight), at, at, None, at, UUID(int=number))
    return Placed(UUID(int=number), f"block-{number}", current, KIND)


def reweighed(rule: Rule, day: int, weights: dict[int, str], *, keeps: bool = False) -> Rule:
    """Return ``rule`` with other weights for what was begun until noon of a day."""
    since = START + timedelta(days=day, hours=4)
    moved = {(f"block-{n}", KIND): (Fraction(text), since) for n, text in weights.items()}
    return replace(
        rule, version=rule.version + 1, before=rule, since=since, keeps=keeps,
        weights={**rule.weights, **moved},
    )  # fmt: skip


def test_a_decided_weight_counts_in_the_place_of_the_recorded_one() -> None:
    """(0.9·4 + 0 + 1) / (0.9·4 + 1 + 2) = 4.6 / 6.6; what was begun later keeps its own."""
    rows = [row(1, "1"), row(2, "0")]
    assert standing(rows, DEFAULT_RULE).estimate == Fraction(19, 39)
    assert standing(rows, reweighed(DEFAULT_RULE, 2, {1: "4"})).estimate == Fraction(46, 66)
    later = reweighed(DEFAULT_RULE, 1, {1: "4", 2: "0"})
    assert weight_in(rows[1], later) == 1
    assert weight_in(replace(rows[0], kind="attestation"), later) == 1


ROWS = st.lists(
    st.tuples(st.sampled_from(SHARES), st.sampled_from(["0", "0.25", "1", "3"])), max_size=6
).map(lambda told: [row(n, *one) for n, one in enumerate(told, 1)])
RULES = st.builds(
    Rule, st.sampled_from(sorted(METHODS)), st.integers(1, 10).map(lambda n: Fraction(n, 10)),
    st.integers(1, 3),
)  # fmt: skip


@given(ROWS, RULES)
def test_what_weighs_nothing_is_as_if_it_were_not(rows: list[Placed], rule: Rule) -> None:
    """Recorded so, or decided so."""
    alone = [one for one in rows if one.current.weight]
    assert standing(rows, rule) == standing(alone, rule)
    assert counted(rows, rule) == counted(alone, rule)
    gone = {int(one.object_key.removeprefix("block-")): "0" for one in rows[:2]}
    decided = reweighed(rule, 99, gone)
    assert standing(rows, decided).estimate == standing(rows[2:], rule).estimate


@given(ROWS, RULES, st.integers(0, 7), st.dictionaries(st.integers(1, 6),
       st.sampled_from(["0", "0.5", "2"]), max_size=4))  # fmt: skip
def test_who_had_it_keeps_it_where_that_was_decided(
    rows: list[Placed], rule: Rule, day: int, weights: dict[int, str]
) -> None:
    """Of what was begun until then; and the order in which rows are read is nothing."""
    begun = [one for one in rows if one.current.first_at <= START + timedelta(days=day, hours=4)]
    kept = reweighed(rule, day, weights, keeps=True)
    if standing(begun, rule).is_demonstrated:
        assert standing(rows, kept).is_demonstrated
    assert standing(rows[::-1], kept) == standing(rows, kept)


@given(ROWS, RULES, st.integers(0, 5), st.sampled_from(SHARES))
def test_a_better_try_takes_no_status_away(
    rows: list[Placed], rule: Rule, place: int, share: str
) -> None:
    """By the methods that sum, under weights decided before."""
    rule = replace(rule, method="discounted_beta")
    decided = reweighed(rule, 3, {1: "0.5", 2: "4"}, keeps=True)
    if place < len(rows) and Decimal(share) >= rows[place].current.share:
        one = rows[place]
        better = replace(one.current, share=Decimal(share), last_at=START + timedelta(days=50))
        tried = [*rows[:place], replace(one, current=better), *rows[place + 1 :]]
        if standing(rows, decided).is_demonstrated:
            assert standing(tried, decided).is_demonstrated
