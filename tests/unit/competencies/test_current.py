"""What counts now is a function of the set of facts, however they were heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.current import advanced, folded
from agir_competencies.domain.evidence import TAKEN_AWAY, Current, Fact
from agir_platform.ports import ScoreCause

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def fact(number: int, share: str | None, cause: ScoreCause = ScoreCause.ATTEMPT) -> Fact:
    """Return a fact of hour ``number``."""
    figure = None if share is None else Decimal(share)
    return Fact(UUID(int=number), cause, figure, Decimal(1), START + timedelta(hours=number))


def hour(number: int) -> datetime:
    """Return the instant of fact ``number``."""
    return START + timedelta(hours=number)


def test_the_best_attempt_counts_at_the_place_of_the_first() -> None:
    found = folded([fact(1, "0.2"), fact(2, "0.9"), fact(3, "0.4")])
    assert found == Current(
        Decimal("0.9"), Decimal(1), hour(1), hour(2), None, hour(3), UUID(int=2)
    )


def test_a_regrade_replaces_and_keeps_the_place() -> None:
    found = folded([fact(1, "1"), fact(2, "0.3", ScoreCause.REGRADE)])
    assert found is not None
    assert (found.share, found.first_at, found.based_at) == (Decimal("0.3"), hour(1), hour(2))


def test_a_try_after_a_regrade_takes_nothing_away_and_may_add() -> None:
    facts = [fact(1, "1"), fact(2, "0.3", ScoreCause.REGRADE), fact(3, "0.1")]
    low, high = folded(facts), folded([*facts, fact(4, "0.8")])
    assert low is not None
    assert high is not None
    assert (low.share, high.share) == (Decimal("0.3"), Decimal("0.8"))


def test_a_reset_withdraws_and_the_next_try_has_a_new_place() -> None:
    facts = [fact(1, "1"), fact(2, None, ScoreCause.RESET)]
    withdrawn, again = folded(facts), folded([*facts, fact(3, "0.5")])
    assert withdrawn is not None
    assert again is not None
    assert (withdrawn.share, withdrawn.first_at) == (None, None)
    assert (again.share, again.first_at) == (Decimal("0.5"), hour(3))


def test_equal_attempts_are_harmless() -> None:
    one, many = folded([fact(1, "0.5")]), folded([fact(1, "0.5"), fact(2, "0.5"), fact(3, "0.5")])
    assert one is not None
    assert many is not None
    assert (many.share, many.scored_at, many.evidence_id) == (
        one.share,
        one.scored_at,
        one.evidence_id,
    )


CAUSES = st.sampled_from(list(ScoreCause))


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """Draw facts of one object, some of them at the same instant."""
    facts = []
    for number in range(draw(st.integers(1, 7))):
        cause = draw(st.one_of(st.just(ScoreCause.ATTEMPT), CAUSES))
        share = None if cause in TAKEN_AWAY else draw(st.sampled_from(["0", "0.4", "0.7", "1"]))
        at = START + timedelta(hours=draw(st.integers(0, 4)))
        facts.append(
            Fact(
                UUID(int=draw(st.integers(1, 2**16)) * 8 + number),
                cause,
                None if share is None else Decimal(share),
                Decimal(draw(st.sampled_from(["1", "2"]))),
                at,
            )
        )
    return facts


@given(histories(), st.data())
def test_hearing_one_by_one_is_reading_all(facts: list[Fact], data: st.DataObject) -> None:
    """Any permutation, any duplicates: where ``advanced`` answers, it answers as ``folded``."""
    heard = data.draw(st.permutations(facts + data.draw(st.lists(st.sampled_from(facts)))))
    current: Current | None = None
    known: list[Fact] = []
    for one in heard:
        known.append(one)
        step = advanced(current, one)
        current = folded(known) if step is None else step
        assert current == folded(known)
    assert current == folded(facts)


@given(histories(), st.sampled_from(["0", "0.4", "1"]))
def test_one_more_try_takes_nothing_away(facts: list[Fact], share: str) -> None:
    before = folded(facts)
    after = folded([*facts, fact(100, share)])
    assert before is not None
    assert after is not None
    assert after.share is not None
    assert before.share is None or after.share >= before.share
    assert before.share is None or after.weight == before.weight
