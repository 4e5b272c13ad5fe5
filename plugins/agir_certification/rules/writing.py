"""How does an operator change a dated rule, and take the change back?"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from agir_certification.domain.dated_rules import DatedRule, RuleKey
from agir_certification.models import DatedRuleRow


def write(rule: DatedRule, *, by: UUID, now: datetime) -> None:
    """Keep a rule; one of the same key and day is replaced. ``by`` is the pseudonym of who did."""
    DatedRuleRow.objects.update_or_create(
        key=rule.key.value,
        since=rule.since,
        defaults={
            "value": rule.value,
            "source": rule.source,
            "source_url": rule.source_url,
            "verified_on": rule.verified_on,
            "to_verify": rule.to_verify,
            "written_by": by,
            "written_at": now,
        },
    )


def remove(key: RuleKey, since: date) -> bool:
    """Take an operator's row away, so that the shipped one of that day holds again."""
    return bool(DatedRuleRow.objects.filter(key=key.value, since=since).delete()[0])
