"""Which amount, delay or duty holds on a day, by the operator's rows over those that ship?"""

from __future__ import annotations

from datetime import date

from agir_certification.domain import dated_rules
from agir_certification.domain.dated_rules import DatedRule, RuleKey
from agir_certification.models import DatedRuleRow
from agir_certification.rules.shipped import SHIPPED


def own() -> tuple[DatedRule, ...]:
    """Return the operator's rows."""
    return tuple(_rule(row) for row in DatedRuleRow.objects.order_by("key", "since"))


def every() -> tuple[DatedRule, ...]:
    """Return all rows by key and day, the operator's over those that ship. One SELECT."""
    return dated_rules.merged(SHIPPED, own())


def holds(key: RuleKey, day: date) -> DatedRule | None:
    """Return the row that holds on ``day``, or ``None``."""
    return dated_rules.holds(every(), key, day)


def value_on(key: RuleKey, day: date) -> int:
    """Return the value that holds on ``day``, in the unit of the key."""
    return dated_rules.value_on(every(), key, day)


def _rule(row: DatedRuleRow) -> DatedRule:
    return DatedRule(
        RuleKey(row.key),
        row.since,
        row.value,
        row.source,
        row.source_url,
        row.verified_on,
        row.to_verify,
    )
