"""When a badge is granted and when it is lost."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_badges.domain.level import Level, level_of
from agir_badges.domain.rule import (
    BadgeAsksNothing,
    BadgeAsksTwice,
    BadgeTermsOutOfBounds,
    Item,
    Standing,
    Terms,
    judge,
    keeps,
    read,
    written,
)


def ids(count: int) -> list[UUID]:
    return [UUID(int=number + 1) for number in range(count)]


def terms(count: int, threshold: str = "1", minimum: str = "0") -> Terms:
    items = tuple(Item(one, Level.DEMONSTRATED) for one in ids(count))
    return Terms(items, Decimal(threshold), Decimal(minimum))


def shown(estimate: str, level: Level = Level.DEMONSTRATED) -> Standing:
    return Standing(level, Decimal(estimate))


def test_clea_like_rule_needs_85_percent_of_the_set_and_75_of_each() -> None:
    """Twenty items, 0.85 of them is 17: 16 do not do, 17 do, unless one of 20 is under 0.75."""
    rule = terms(20, "0.85", "0.75")
    standings = {one: shown("0.90") for one in ids(16)}
    standings |= {one: shown("0.80", Level.STARTED) for one in ids(20)[16:]}
    assert not judge(rule, standings).granted
    standings[ids(20)[16]] = shown("0.75")
    verdict = judge(rule, standings)
    assert verdict.granted
    assert verdict.share == Decimal("0.85")
    standings[ids(20)[19]] = shown("0.749999", Level.STARTED)
    verdict = judge(rule, standings)
    assert not verdict.granted
    assert verdict.below == (ids(20)[19],)


def test_not_measured_is_under_any_minimum_but_not_under_none() -> None:
    """Two of three reach; the third was never measured."""
    standings = {one: shown("0.8") for one in ids(2)}
    assert judge(terms(3, "0.66"), standings).granted
    assert not judge(terms(3, "0.66", "0.000001"), standings).granted


def test_a_third_of_three_is_one() -> None:
    """0.333333 of 3 is 0.999999: one item is enough; 0.333334 asks for two."""
    standings = {ids(1)[0]: shown("0.8")}
    assert judge(terms(3, "0.333333"), standings).granted
    assert not judge(terms(3, "0.333334"), standings).granted


def test_later_weak_work_takes_no_badge() -> None:
    """The estimate falls under the minimum, the competency stays demonstrated: kept."""
    rule = terms(2, "1", "0.7")
    assert keeps(rule, ids(2), {one: shown("0.41") for one in ids(2)})


def test_withdrawn_competency_takes_the_badge_when_the_share_falls() -> None:
    rule = terms(2, "1")
    standings = {ids(2)[0]: shown("0.8"), ids(2)[1]: shown("0.6", Level.STARTED)}
    assert not keeps(rule, ids(2), standings)


def test_withdrawn_competency_within_the_margin_keeps_the_badge_unless_under_the_minimum() -> None:
    """Three of four asked (0.75), four reached; one is withdrawn at 0.6, then at 0.3."""
    rule = terms(4, "0.75", "0.5")
    standings = {one: shown("0.8") for one in ids(4)}
    standings[ids(4)[3]] = shown("0.6", Level.STARTED)
    assert keeps(rule, ids(4), standings)
    standings[ids(4)[3]] = shown("0.3", Level.STARTED)
    assert not keeps(rule, ids(4), standings)


def test_terms_that_ask_nothing_twice_or_too_much_are_refused() -> None:
    with pytest.raises(BadgeAsksNothing):
        Terms((), Decimal(1), Decimal(0))
    item = Item(ids(1)[0], Level.DEMONSTRATED)
    with pytest.raises(BadgeAsksTwice):
        Terms((item, item), Decimal(1), Decimal(0))
    for threshold, minimum in (("0", "0"), ("1.01", "0"), ("1", "-0.1"), ("1", "1.1")):
        with pytest.raises(BadgeTermsOutOfBounds):
            terms(1, threshold, minimum)
    with pytest.raises(BadgeTermsOutOfBounds):
        Terms((Item(ids(1)[0], Level.UNMEASURED),), Decimal(1), Decimal(0))


@pytest.mark.parametrize(
    ("status", "certainty", "estimate", "level"),
    [
        ("not_yet", "few", None, Level.UNMEASURED),
        ("not_yet", "strong", Decimal(0), Level.STARTED),
        ("demonstrated", "some", Decimal("0.744"), Level.DEMONSTRATED),
        ("demonstrated", "strong", Decimal("0.5"), Level.CONFIRMED),
    ],
)
def test_levels(status: str, certainty: str, estimate: Decimal | None, level: Level) -> None:
    assert level_of(status, certainty, estimate) is level


SHARES = st.decimals("0", "1", places=6)
STANDINGS = st.dictionaries(
    st.sampled_from(ids(6)), st.builds(Standing, st.sampled_from(Level), SHARES)
)


@given(st.integers(1, 6), st.decimals("0.01", "1", places=2), SHARES, STANDINGS)
def test_what_is_granted_is_kept_while_nothing_is_lost(
    count: int, threshold: Decimal, minimum: Decimal, standings: dict[UUID, Standing]
) -> None:
    rule = terms(count, str(threshold), str(minimum))
    verdict = judge(rule, standings)
    if verdict.granted:
        assert keeps(rule, verdict.reached, standings)
        assert verdict.share >= threshold


@given(st.integers(1, 6), st.decimals("0.01", "1", places=2), STANDINGS)
def test_more_shown_never_loses_a_badge(
    count: int, threshold: Decimal, standings: dict[UUID, Standing]
) -> None:
    rule = terms(count, str(threshold))
    if judge(rule, standings).granted:
        better = {one: Standing(Level.CONFIRMED, Decimal(1)) for one in ids(6)}
        assert judge(rule, standings | better).granted


@given(st.integers(1, 6), st.decimals("0.01", "1", places=2), SHARES, STANDINGS)
def test_terms_survive_being_written(
    count: int, threshold: Decimal, minimum: Decimal, standings: dict[UUID, Standing]
) -> None:
    rule = terms(count, str(threshold), str(minimum))
    reached = judge(rule, standings).reached
    assert read(written(rule, reached)) == (rule, reached)
