"""What does a learner read, before they enter, of what an absence from the exam costs?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from agir_certification.domain.dated_rules import DatedRule, RuleKey
from agir_certification.rules import current

NONE: Final = "exam_absence:none"


@dataclass(frozen=True, slots=True)
class AbsenceTerms:
    """The dated rule that holds on the day of an exam; ``rule`` ``None``: none does.

    ``version`` names what was shown, at most 32 characters.
    """

    version: str
    rule: DatedRule | None


def terms(day: date) -> AbsenceTerms:
    """Return what holds of an absence on ``day``. One statement."""
    rule = current.holds(RuleKey.EXAM_ABSENCE, day)
    if rule is None:
        return AbsenceTerms(NONE, None)
    return AbsenceTerms(f"{rule.key.value}:{rule.since.isoformat()}", rule)
