"""What each piece counts: exact, and shown in whole percents that sum to 100."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.contributions import parts, percents
from agir_competencies.domain.mastery import weight_of
from agir_competencies.domain.methods import METHODS, Piece, Rule, estimate, parameter_of

SHARES = st.integers(0, 100).map(lambda n: Fraction(n, 100))
WEIGHTS = st.integers(1, 500).map(lambda n: Fraction(n, 100))
WORK = st.lists(st.tuples(SHARES, WEIGHTS), max_size=12).map(
    lambda work: [Piece(*figures, f"b{i}") for i, figures in enumerate(work)]
)
RULES = st.builds(
    Rule,
    st.sampled_from(sorted(METHODS)),
    st.integers(1, 20).map(lambda n: Fraction(n, 20)),
    st.integers(1, 3),
    st.one_of(st.none(), st.integers(1, 20).map(lambda n: Fraction(n, 20))),
)


def pieces(*shares: str) -> list[Piece]:
    """Return one activity a share."""
    return [Piece(Fraction(share), Fraction(1), f"b{i}") for i, share in enumerate(shares)]


@pytest.mark.parametrize(
    ("method", "parameter", "shares", "expected"),
    [
        ("discounted_beta", None, "1 1", [47, 53]),  # 0.9/1.9 = 47.4, 1/1.9 = 52.6
        ("discounted_beta", None, "0 1 1", [30, 33, 37]),  # 0.81, 0.9, 1 of 2.71
        ("average", None, "1 0 1", [33, 33, 34]),
        ("highest", None, "0.4 1 1 0", [0, 0, 100, 0]),
        ("latest", None, "1 0", [0, 100]),
        ("n_mastery", "2", "1 0 0.7", [50, 0, 50]),
        ("n_mastery", "3", "1 0 0.7", [0, 0, 0]),
        ("weighted_average", "0.65", "1 0 1", [17, 18, 65]),  # 17.5 each, the later one up
        ("decaying_average", "0.65", "1 0 1", [12, 23, 65]),  # 12.25, 22.75, 65
    ],
)
def test_what_each_counts_by_hand(
    method: str, parameter: str | None, shares: str, expected: list[int]
) -> None:
    rule = Rule(method, parameter=Fraction(parameter) if parameter else None)
    assert percents(parts(pieces(*shares.split()), rule)) == expected


@given(WORK, RULES)
def test_the_parts_give_the_estimate(work: list[Piece], rule: Rule) -> None:
    """The engine that judges is another one: the parts are checked against it, exactly."""
    found = parts(work, rule)
    total = sum((part * piece.share for part, piece in zip(found, work, strict=True)), Fraction(0))
    whole = estimate(work, rule)
    if whole is None:
        assert not any(found)
        return
    assert sum(found) == 1
    if rule.method == "discounted_beta":
        n = weight_of(work)
        total = (total * n + 1) / (n + 2)
    assert total == whole
    assert parameter_of(rule) > 0


@given(WORK, RULES)
def test_what_is_shown_sums_to_a_hundred(work: list[Piece], rule: Rule) -> None:
    exact = parts(work, rule)
    shown = percents(exact)
    assert sum(shown) == (100 if any(exact) else 0)
    assert all(abs(figure - 100 * part) < 1 for figure, part in zip(shown, exact, strict=True))
