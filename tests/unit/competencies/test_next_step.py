"""A sentence that promises is a sentence that holds: every next step is tried on the engine."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import DEFAULT_RULE, Piece
from agir_competencies.domain.next_step import next_step


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
