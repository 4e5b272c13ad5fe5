"""What was inferred counts in the estimate and alone never demonstrates (decision 0014)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.evidence import Current
from agir_competencies.domain.link import INFERRED, PROBLEM_SCORE
from agir_competencies.domain.mastery import Placed, counted, pieces_of, standing
from agir_competencies.domain.methods import DEFAULT_RULE, METHODS, Rule
from agir_competencies.domain.next_activity import Candidate, next_activity
from agir_competencies.domain.next_step import next_step

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
SHARES = st.decimals(min_value=0, max_value=1, places=6)
WEIGHTS = st.decimals(min_value=Decimal("0.01"), max_value=5, places=2)
ROWS = st.lists(st.tuples(SHARES, WEIGHTS, st.integers(1, 4), st.booleans()), max_size=8)
RULES = st.sampled_from(sorted(METHODS))


def row(
    number: int, share: Decimal | str, *, block: int, inferred: bool, weight: Decimal | str = "1"
) -> Placed:
    """Return evidence of the day ``number`` from the activity ``block``."""
    at = START + timedelta(days=number)
    current = Current(Decimal(share), Decimal(weight), at, at, None, at, UUID(int=number + 1))
    kind = INFERRED if inferred else PROBLEM_SCORE
    return Placed(UUID(int=number + 1), f"block-{block}", current, kind)


def placed(found: list[tuple[Decimal, Decimal, int, bool]]) -> list[Placed]:
    return [
        row(number, share, block=block, inferred=inferred, weight=weight)
        for number, (share, weight, block, inferred) in enumerate(found)
    ]


@given(ROWS, RULES, st.integers(0, 3))
def test_alone_it_never_demonstrates(
    found: list[tuple[Decimal, Decimal, int, bool]], method: str, needed: int
) -> None:
    """Whatever the method, the shares, the weights, and even a rule that asks for no object."""
    rule = Rule(method=method, objects_needed=needed, threshold=Fraction(1, 100))
    rows = [replace(one, kind=INFERRED) for one in placed(found)]
    outcome = standing(rows, rule)
    assert not outcome.is_demonstrated
    assert (outcome.demonstrated_at, outcome.object_count) == (None, 0)
    assert outcome.inferred_count == outcome.evidence_count == len(rows)


@given(ROWS, RULES)
def test_it_weighs_in_the_estimate_as_any_evidence(
    found: list[tuple[Decimal, Decimal, int, bool]], method: str
) -> None:
    """Only which objects count is another question: figures are those of the same work, done."""
    rows = placed(found)
    rule = Rule(method=method)
    mixed = standing(rows, rule)
    done = standing([replace(one, kind=PROBLEM_SCORE) for one in rows], rule)
    assert (mixed.estimate, mixed.n, mixed.certainty) == (done.estimate, done.n, done.certainty)
    assert mixed.object_count <= done.object_count
    assert done.is_demonstrated or not mixed.is_demonstrated


def test_it_helps_work_of_one_s_own() -> None:
    """Inferred 1 at ½, then two answers at 0.75: (0.405 + 0.675 + 0.75 + 1) / 4.305 < 0.7.

    At 0.9 and 0.9: (0.405 + 0.81 + 0.9 + 1) / (0.405 + 1.9 + 2) = 3.115 / 4.305 = 0.7236.
    Without it: (0.81 + 0.9 + 1) / 3.9 = 0.6949, not yet.
    """
    concluded = row(0, "1", block=0, inferred=True, weight="0.5")
    own = [row(day, "0.9", block=day, inferred=False) for day in (1, 2)]
    assert not standing(own, DEFAULT_RULE).is_demonstrated
    found = standing([concluded, *own], DEFAULT_RULE)
    assert found.estimate == Fraction(3115, 4305)
    assert (found.is_demonstrated, found.object_count, found.evidence_count) == (True, 2, 3)


def test_an_object_with_work_of_its_own_counts_once() -> None:
    rows = [row(0, "1", block=1, inferred=True), row(1, "1", block=1, inferred=False)]
    assert standing(rows, DEFAULT_RULE).object_count == 1
    assert not standing(rows, DEFAULT_RULE).is_demonstrated


@given(ROWS, RULES)
def test_the_next_step_is_never_to_infer_again(
    found: list[tuple[Decimal, Decimal, int, bool]], method: str
) -> None:
    """What is advised is kept: done, it demonstrates; what was inferred is never tried again."""
    rule = Rule(method=method)
    pieces = pieces_of(counted(placed(found)))
    step = next_step(pieces, rule)
    own = {piece.object_key for piece in pieces if not piece.inferred}
    assert step.kind != "again" or step.object_key in own
    advice = next_activity(pieces, rule, [Candidate("new", Fraction(1))], step)
    if advice is not None and advice.percent and not advice.again:
        then = replace(pieces[0] if pieces else _any(), share=Fraction(advice.percent, 100),
                       weight=Fraction(1), object_key="new", inferred=False)  # fmt: skip
        assert next_step([*pieces, then], rule).kind == "done"


def _any():
    return pieces_of([row(0, "1", block=1, inferred=False)])[0]
