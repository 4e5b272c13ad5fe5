"""What does the law, or the CDC, ask on a given day: amounts, delays, duties?

Figures that change every year are dated rows with a source, never constants. A row holds from its
day until the next row of the same key, so rows cannot overlap; a row without a value says that
the rule no longer applies. ``verified_on`` is the day on which somebody read the source; a row
that rests on secondary pages alone has ``to_verify`` and every screen says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from agir_kernel.errors import DomainError


class RuleKey(StrEnum):
    """What a dated rule is about."""

    PARTICIPATION = "participation"
    CAP_RS = "cap_rs"
    ANSWER = "answer"
    ANSWER_PREREQUISITES = "answer_prerequisites"
    ACCEPTANCE = "acceptance"
    BEFORE_START = "before_start"
    RETRACTION = "retraction"
    FREE_CANCELLATION = "free_cancellation"
    DECLARE_ENTRY = "declare_entry"
    DECLARE_EXIT = "declare_exit"
    DECLARE_SERVICE = "declare_service"
    SERVICE_VALIDATION = "service_validation"
    INVOICE = "invoice"
    ACCROCHAGE = "accrochage"
    RECTIFICATION = "rectification"
    EXAM_ABSENCE = "exam_absence"
    OFFER_BLOCKS = "offer_blocks"
    PROOFS = "proofs"


class Unit(StrEnum):
    """What the value counts: euro cents, working days, calendar days, months, or nothing."""

    EURO_CENTS = "euro_cents"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    DUTY = "duty"


UNITS: dict[RuleKey, Unit] = {
    RuleKey.PARTICIPATION: Unit.EURO_CENTS,
    RuleKey.CAP_RS: Unit.EURO_CENTS,
    RuleKey.ANSWER_PREREQUISITES: Unit.DAYS,
    RuleKey.ACCROCHAGE: Unit.MONTHS,
    RuleKey.RECTIFICATION: Unit.MONTHS,
    RuleKey.PROOFS: Unit.MONTHS,
    RuleKey.EXAM_ABSENCE: Unit.DUTY,
    RuleKey.OFFER_BLOCKS: Unit.DUTY,
}
MOST: dict[Unit, int] = {
    Unit.EURO_CENTS: 100_000_000,
    Unit.WORKING_DAYS: 366,
    Unit.DAYS: 3660,
    Unit.MONTHS: 120,
    Unit.DUTY: 1,
}


class DatedRuleUnknown(DomainError):
    """No row of this key holds on this day, or the one that holds has no value."""

    code: ClassVar[str] = "dated_rule_unknown"


class DatedRuleMalformed(DomainError):
    """A value out of bounds, or a row without a source."""

    code: ClassVar[str] = "dated_rule_malformed"


@dataclass(frozen=True, slots=True)
class DatedRule:
    """One row. ``value`` is in ``unit``; a duty has 1; ``None`` says: no longer."""

    key: RuleKey
    since: date
    value: int | None
    source: str
    source_url: str = ""
    verified_on: date | None = None
    to_verify: bool = True

    def __post_init__(self) -> None:
        """Refuse what nobody could check."""
        if not self.source.strip():
            raise DatedRuleMalformed(key=self.key.value, field="source")
        if self.value is not None and not 0 <= self.value <= MOST[self.unit]:
            raise DatedRuleMalformed(key=self.key.value, field="value")

    @property
    def unit(self) -> Unit:
        """Return what the value counts."""
        return UNITS.get(self.key, Unit.WORKING_DAYS)


def holds(rules: Iterable[DatedRule], key: RuleKey, day: date) -> DatedRule | None:
    """Return the row that holds on ``day``, or ``None``."""
    rows = [rule for rule in rules if rule.key is key and rule.since <= day]
    found = max(rows, key=lambda rule: rule.since, default=None)
    return found if found is not None and found.value is not None else None


def value_on(rules: Iterable[DatedRule], key: RuleKey, day: date) -> int:
    """Return the value that holds on ``day``, in the unit of the key."""
    found = holds(rules, key, day)
    if found is None or found.value is None:
        raise DatedRuleUnknown(key=key.value, day=day.isoformat())
    return found.value


def merged(shipped: Iterable[DatedRule], own: Iterable[DatedRule]) -> tuple[DatedRule, ...]:
    """Return all rows by key and day; an own row replaces the shipped one of its day."""
    rows = {(rule.key, rule.since): rule for rule in shipped}
    rows |= {(rule.key, rule.since): rule for rule in own}
    return tuple(sorted(rows.values(), key=lambda rule: (rule.key, rule.since)))
