"""The methods give the figures that Canvas publishes in its specifications, out of 5 points.

Canvas rounds the outcome to two places; the shares here are points / 5, so the estimate × 5 is
compared after the same rounding. Source: spec/lib/outcomes/result_analytics_spec.rb and
rollup_score_spec.rb of instructure/canvas-lms (facts: scores, parameter, result).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from agir_competencies.domain.methods import MethodUnknown, Piece, Rule, estimate, named

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


def test_a_method_is_named_with_its_version() -> None:
    assert named("discounted_beta") == "discounted_beta/1"


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(MethodUnknown):
        estimate([], Rule(method="guess"))
