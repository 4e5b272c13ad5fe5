"""Amounts and delays come from dated rows with a source; the day chooses."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from agir_certification.domain import dated_rules
from agir_certification.domain.dated_rules import (
    DatedRule,
    DatedRuleMalformed,
    DatedRuleUnknown,
    RuleKey,
)
from agir_certification.rules import words
from agir_certification.rules.shipped import SHIPPED

KEY = RuleKey.PARTICIPATION


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        (date(2024, 5, 2), 10_000),
        (date(2025, 12, 31), 10_223),
        (date(2026, 1, 1), 10_320),
        (date(2026, 4, 1), 10_320),
        (date(2026, 4, 2), 15_000),
        (date(2026, 11, 27), 15_000),
    ],
)
def test_the_participation_of_a_day(day: date, cents: int) -> None:
    """100 € since 2 May 2024, 102.23 € in 2025, 103.20 € from 1 January to 1 April 2026, 150 €."""
    assert dated_rules.value_on(SHIPPED, KEY, day) == cents


def test_before_its_first_day_no_rule_holds() -> None:
    assert dated_rules.holds(SHIPPED, KEY, date(2024, 5, 1)) is None
    with pytest.raises(DatedRuleUnknown):
        dated_rules.value_on(SHIPPED, RuleKey.CAP_RS, date(2026, 2, 25))
    assert dated_rules.value_on(SHIPPED, RuleKey.CAP_RS, date(2026, 2, 26)) == 150_000


def test_the_operators_row_stands_over_the_shipped_one_of_its_day_alone() -> None:
    own = DatedRule(KEY, date(2026, 4, 2), 16_000, "JO")
    rules = dated_rules.merged(SHIPPED, [own])
    assert len(rules) == len(SHIPPED)
    assert dated_rules.value_on(rules, KEY, date(2026, 4, 1)) == 10_320
    assert dated_rules.value_on(rules, KEY, date(2026, 4, 2)) == 16_000


def test_a_row_without_value_ends_a_rule() -> None:
    ended = DatedRule(KEY, date(2027, 1, 1), None, "JO")
    rules = dated_rules.merged(SHIPPED, [ended])
    assert dated_rules.holds(rules, KEY, date(2027, 1, 1)) is None
    assert dated_rules.value_on(rules, KEY, date(2026, 12, 31)) == 15_000


@pytest.mark.parametrize(("value", "source"), [(-1, "JO"), (10**9, "JO"), (1, " ")])
def test_a_row_that_nobody_could_check_is_refused(value: int, source: str) -> None:
    with pytest.raises(DatedRuleMalformed):
        DatedRule(KEY, date(2027, 1, 1), value, source)


def test_every_key_ships_with_a_source_and_words() -> None:
    assert {rule.key for rule in SHIPPED} == set(RuleKey)
    assert all(rule.source and rule.verified_on for rule in SHIPPED)
    assert all(words.name(key) for key in RuleKey)
    said = [words.value(rule) for rule in SHIPPED]
    assert "150.00\u00a0€" in said
    assert "3 months" in said


def test_what_rests_on_one_page_or_a_bill_is_to_be_verified() -> None:
    """What is sure was read on a page of the State or of the Caisse des Dépôts, of no other."""
    doubtful = {rule.key for rule in SHIPPED if rule.to_verify}
    assert {RuleKey.EXAM_ABSENCE, RuleKey.OFFER_BLOCKS, RuleKey.RETRACTION} <= doubtful
    sure = {urlsplit(rule.source_url).hostname or "" for rule in SHIPPED if not rule.to_verify}
    assert sure
    assert all(host.endswith(".gouv.fr") for host in sure), sure
