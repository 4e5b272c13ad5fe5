"""Which amounts, delays and duties hold, where were they read, and how are they changed?"""

from __future__ import annotations

from agir_certification.domain.dated_rules import (
    DatedRule,
    DatedRuleMalformed,
    DatedRuleUnknown,
    RuleKey,
    Unit,
)
from agir_certification.rules.current import every, holds, own, value_on
from agir_certification.rules.words import name, value
from agir_certification.rules.writing import remove, write

__all__ = [
    "DatedRule",
    "DatedRuleMalformed",
    "DatedRuleUnknown",
    "RuleKey",
    "Unit",
    "every",
    "holds",
    "name",
    "own",
    "remove",
    "value",
    "value_on",
    "write",
]
