"""An operator's rows stand over those that ship, and can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from agir_certification.api import leaving, rules
from agir_certification.api.rules import DatedRule, RuleKey
from agir_certification.models import DatedRuleRow

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)


def test_what_ships_holds_until_somebody_writes_a_row() -> None:
    who = uuid4()
    assert rules.value_on(RuleKey.PARTICIPATION, DAY) == 15_000
    rule = DatedRule(RuleKey.PARTICIPATION, date(2026, 10, 1), 20_000, "JO", verified_on=DAY)
    rules.write(rule, by=who, now=NOW)
    rules.write(rule, by=who, now=NOW)
    assert rules.value_on(RuleKey.PARTICIPATION, DAY) == 20_000
    assert rules.value_on(RuleKey.PARTICIPATION, date(2026, 9, 30)) == 15_000
    assert rules.own() == (rule,)
    assert rules.remove(RuleKey.PARTICIPATION, date(2026, 10, 1))
    assert not rules.remove(RuleKey.PARTICIPATION, date(2026, 10, 1))
    assert rules.value_on(RuleKey.PARTICIPATION, DAY) == 15_000


def test_a_rule_is_ended_by_a_row_without_value() -> None:
    rules.write(DatedRule(RuleKey.CAP_RS, date(2027, 1, 1), None, "JO"), by=uuid4(), now=NOW)
    assert rules.holds(RuleKey.CAP_RS, date(2027, 1, 1)) is None
    assert rules.value_on(RuleKey.CAP_RS, date(2026, 12, 31)) == 150_000


def test_who_wrote_a_row_leaves_and_the_row_stays() -> None:
    who = uuid4()
    rules.write(DatedRule(RuleKey.CAP_RS, date(2027, 1, 1), 1, "JO"), by=who, now=NOW)
    leaving.forget(who)
    row = DatedRuleRow.objects.get()
    assert row.written_by is None
    assert row.value == 1
