"""A rule that was replaced: what it leaves to whom, as a pure function of what counts now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.evidence import Current
from agir_competencies.domain.mastery import Placed, standing
from agir_competencies.domain.methods import DEFAULT_RULE, METHODS, Rule

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def row(number: int, share: Decimal | str | None) -> Placed:
    """Return what activity ``number`` says, first answered on that day."""
    at = START + timedelta(days=number)
    figure = None if share is None else Decimal(share)
    first = None if figure is None else at
    current = Current(figure, Decimal(1), first, first, None, at, UUID(int=number))
    return Placed(UUID(int=number), f"block-{number}", current)


def after(day: int, *, keeps: bool, before: Rule = DEFAULT_RULE, **more: object) -> Rule:
    """Return a rule that replaced ``before`` at noon of a day."""
    since = START + timedelta(days=day, hours=4)
    facts = {"threshold": Fraction(9, 10), "version": 2, **more}
    return Rule(before=before, since=since, keeps=keeps, **facts)  # type: ignore[arg-type]


def test_who_had_it_keeps_it_where_that_was_decided() -> None:
    """Two perfect answers: 2.9 / 3.9 = 0.744, enough for 0.7 and not for 0.9."""
    rows = [row(1, "1"), row(2, "1")]
    kept = standing(rows, after(2, keeps=True))
    assert (kept.status, kept.by_former) == ("demonstrated", True)
    assert kept.demonstrated_at == START + timedelta(days=2)
    fell = standing(rows, after(2, keeps=False))
    assert (fell.status, fell.by_former) == ("not_yet", True)
    assert fell.demonstrated_at == START + timedelta(days=2)


def test_work_begun_later_is_judged_by_the_rule_of_then() -> None:
    rows = [row(1, "1"), row(2, "1")]
    found = standing(rows, after(1, keeps=True))
    assert (found.status, found.by_former, found.demonstrated_at) == ("not_yet", False, None)


def test_what_is_kept_rests_on_its_evidence() -> None:
    """Withdrawing equals never having had it."""
    found = standing([row(1, "1"), row(2, None)], after(2, keeps=True))
    assert (found.status, found.by_former) == ("not_yet", False)


def test_a_decision_to_keep_reaches_back_to_the_last_that_let_fall() -> None:
    rows = [row(1, "1"), row(2, "1")]
    second = after(2, keeps=False)
    third = after(3, keeps=True, before=second, version=3, threshold=Fraction(95, 100))
    assert standing(rows, third).status == "not_yet"
    second = after(2, keeps=True)
    third = after(3, keeps=True, before=second, version=3, threshold=Fraction(95, 100))
    assert standing(rows, third).status == "demonstrated"


SHARES = st.lists(st.one_of(st.none(), st.decimals(0, 1, places=2)), max_size=7)
RULES = st.builds(
    Rule,
    st.sampled_from(sorted(METHODS)),
    st.integers(1, 20).map(lambda n: Fraction(n, 20)),
    st.integers(1, 3),
)


@st.composite
def chains(draw: st.DrawFn) -> Rule:
    """Return a rule with up to three before it, each replaced on a later day."""
    rule = draw(RULES)
    for version, day in enumerate(sorted(draw(st.lists(st.integers(0, 7), max_size=3))), 2):
        since = START + timedelta(days=day, hours=4)
        rule = replace(
            draw(RULES), version=version, before=rule, since=since, keeps=draw(st.booleans())
        )
    return rule


@given(SHARES, RULES, RULES, st.integers(0, 7))
def test_nobody_loses_by_a_change_that_keeps(
    shares: list[Decimal | None], old: Rule, new: Rule, day: int
) -> None:
    """Whoever the old rule satisfied on the day of the change still has it, whatever they do then.

    Only new work is done later here: it may be as weak as it likes.
    """
    rows = [row(number, share) for number, share in enumerate(shares)]
    rule = replace(
        new, version=2, before=old, since=START + timedelta(days=day, hours=4), keeps=True
    )
    then = standing([one for one in rows if one.current.last_at <= rule.since], old)
    now = standing(rows, rule)
    assert now.is_demonstrated >= then.is_demonstrated
    assert now.is_demonstrated >= standing(rows, new).is_demonstrated


@given(SHARES, chains(), st.randoms())
def test_the_order_of_hearing_never_matters(
    shares: list[Decimal | None], rule: Rule, chance: object
) -> None:
    rows = [row(number, share) for number, share in enumerate(shares)]
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(mixed, rule) == standing(rows, rule)


@given(SHARES, chains())
def test_trying_old_work_again_and_better_loses_nothing(
    shares: list[Decimal | None], rule: Rule
) -> None:
    rows = [row(number, share) for number, share in enumerate(shares)]
    before = standing(rows, rule)
    late = START + timedelta(days=30)
    for index, one in enumerate(rows):
        if one.current.share is None:
            continue
        better = replace(one.current, share=Decimal(1), scored_at=late, last_at=late)
        tried = [*rows[:index], Placed(one.id, one.object_key, better), *rows[index + 1 :]]
        assert standing(tried, rule).is_demonstrated >= before.is_demonstrated


@given(SHARES, chains())
def test_withdrawing_equals_never_having_had_it(shares: list[Decimal | None], rule: Rule) -> None:
    rows = [row(number, share) for number, share in enumerate(shares)]
    left = [one for one in rows if one.current.share is not None]
    assert standing(rows, rule) == standing(left, rule)


@given(SHARES, chains())
def test_a_date_without_the_status_says_that_a_rule_let_it_fall(
    shares: list[Decimal | None], rule: Rule
) -> None:
    found = standing([row(number, share) for number, share in enumerate(shares)], rule)
    if found.is_demonstrated:
        assert found.demonstrated_at is not None
    else:
        assert (found.demonstrated_at is not None) == found.by_former
