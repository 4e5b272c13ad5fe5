"""The methods give the figures that Canvas publishes in its specifications, out of 5 points.

Canvas rounds the outcome to two places; the shares here are points / 5, so the estimate × 5 is
compared after the same rounding. Source: spec/lib/outcomes/result_analytics_spec.rb and
rollup_score_spec.rb of instructure/canvas-lms (facts: scores, parameter, result).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from agir_competencies.domain.methods import (
    MethodUnknown,
    Piece,
    Rule,
    estimate,
    named,
    parameter_of,
)

FIGURES = [
    ("highest", None, "3 1", "3.0"),
    ("latest", None, "4 1 3", "3.0"),
    ("n_mastery", "3", "3 1", None),
    ("n_mastery", "3", "3 1 2", None),
    ("n_mastery", "3", "4 5 1 3 2 3", "3.75"),
    ("n_mastery", "1", "1 2", None),
    ("n_mastery", "1", "1 2 3", "3.0"),
    ("n_mastery", "1", "1 2 3 4", "3.5"),
    ("n_mastery", "3", "3 4 3", "3.33"),
    ("weighted_average", "0.75", "3", "3.0"),
    ("weighted_average", "0.75", "3 1 5 4", "3.75"),
    ("weighted_average", "0.65", "2 3", "2.65"),
    ("weighted_average", "0.65", "2.123", "2.12"),
    ("weighted_average", "0.65", "2 3 4", "3.48"),
    ("weighted_average", "0.65", "1 2 3 4 5", "4.13"),
    ("decaying_average", "0.65", "3", "3.0"),
    ("decaying_average", "0.65", "2 3 4", "3.53"),
    ("average", None, "1 2 3 4 5", "3.0"),
]


def pieces(points: str) -> list[Piece]:
    """Return one activity a figure, out of 5, oldest first."""
    return [
        Piece(Fraction(figure) / 5, Fraction(1), f"block-{i}")
        for i, figure in enumerate(points.split())
    ]


@pytest.mark.parametrize(("method", "parameter", "points", "expected"), FIGURES)
def test_canvas_figures(
    method: str, parameter: str | None, points: str, expected: str | None
) -> None:
    """Mastery is 3 points of 5; halves round up, as Ruby's do."""
    rule = Rule(method, Fraction(3, 5), 1, Fraction(parameter) if parameter else None)
    found = estimate(pieces(points), rule)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert Fraction(int(found * 500 + Fraction(1, 2)), 100) == Fraction(expected)


WORKED = [
    ("n_mastery", "3", "4 5 1 3 2 3", "3.75"),  # (4 + 5 + 3 + 3) / 4
    ("n_mastery", "3", "3 4 3", "10/3"),
    ("weighted_average", "0.75", "3 1 5 4", "3.75"),  # 4·0.75 + 3·0.25
    ("weighted_average", "0.65", "2 3 4", "3.475"),  # 4·0.65 + 2.5·0.35
    ("weighted_average", "0.65", "1 4 2 3 5 3 5", "4.3"),  # 5·0.65 + 18/6·0.35
    ("decaying_average", "0.65", "2 3 4", "3.5275"),  # 0.35·2.65 + 0.65·4
    ("decaying_average", "0.65", "1 4 2 3 5", "4.21823125"),  # 1 2.95 2.3325 2.766375 …
    ("decaying_average", "0.5", "1 4 2 3 5", "3.8125"),  # 1 2.5 2.25 2.625 3.8125
    ("decaying_average", "0.99", "5 0", "0.05"),
]


@pytest.mark.parametrize(("method", "parameter", "points", "expected"), WORKED)
def test_nothing_is_rounded_on_the_way(
    method: str, parameter: str, points: str, expected: str
) -> None:
    """By hand, exactly: a figure that rounds to the published one could still be another."""
    rule = Rule(method, Fraction(3, 5), 1, Fraction(parameter))
    found = estimate(pieces(points), rule)
    assert found is not None
    assert found * 5 == Fraction(expected)


@pytest.mark.parametrize(("method", "expected"), [("n_mastery", 5), ("decaying_average", "0.65")])
def test_canvas_defaults(method: str, expected: object) -> None:
    """Five successes, and 65 % for the latest."""
    assert parameter_of(Rule(method)) == Fraction(expected)  # type: ignore[arg-type]


def test_a_method_is_named_with_its_version() -> None:
    assert named("discounted_beta") == "discounted_beta/1"


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(MethodUnknown):
        estimate([], Rule(method="guess"))
