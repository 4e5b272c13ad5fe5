"""Which rule judges a competency: its own, its framework's, the site's, or the default?

Rules are rows that are never edited, numbered once for the whole site. The highest number
therefore tells whether a process knows them all: the fold reads it with the learner's row, and a
process asks the table again only when it moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from threading import Lock
from typing import ClassVar

from django.db.models import Max, QuerySet

from agir_competencies.domain.methods import DEFAULT_RULE, Rule, named
from agir_competencies.models import Competency, MasteryRule
from agir_kernel.errors import DomainError


class RuleOutOfBounds(DomainError):
    """A threshold outside 0..1, no object at all, or a parameter its method cannot use."""

    code: ClassVar[str] = "rule_out_of_bounds"


@dataclass(slots=True)
class Rules:
    """The rules of the site as of version ``mark`` (0: only the default)."""

    mark: int = 0
    site: Rule = DEFAULT_RULE
    by_framework: dict[int, Rule] = field(default_factory=dict)
    by_competency: dict[int, Rule] = field(default_factory=dict)
    by_version: dict[int, Rule] = field(default_factory=lambda: {1: DEFAULT_RULE})
    framework_of: dict[int, int] = field(default_factory=dict)

    def learn(self, competencies: Iterable[int]) -> None:
        """Find the frameworks of these competencies, where rules of frameworks exist."""
        unknown = set(competencies) - self.framework_of.keys() if self.by_framework else set()
        if unknown:
            rows = Competency.objects.filter(pk__in=unknown).values_list("id", "framework_id")
            self.framework_of.update(rows)

    def of(self, competency: int) -> Rule:
        """Return the rule of one competency, by its row's id; call ``learn`` before."""
        own = self.by_competency.get(competency)
        if own is not None:
            return own
        return self.by_framework.get(self.framework_of.get(competency, 0), self.site)


_known = Rules()
_lock = Lock()


def newest() -> QuerySet[MasteryRule]:
    """Return the one row that holds the highest version, for a ``Subquery``."""
    return MasteryRule.objects.order_by("-version").values("version")[:1]


def known(mark: int | None, competencies: Iterable[int]) -> Rules:
    """Return the rules as of version ``mark`` (``None``: there are none), able to judge these."""
    global _known  # noqa: PLW0603  replaced whole, so that readers see one or the other
    rules = _known
    if rules.mark != (mark or 0):
        rules = _read() if mark else Rules()
        with _lock:
            _known = rules
    rules.learn(competencies)
    return rules


def present(competencies: Iterable[int]) -> Rules:
    """Return the rules now. One SELECT when the process knows them, else two or three."""
    return known(MasteryRule.objects.aggregate(mark=Max("version"))["mark"], competencies)


def _read() -> Rules:
    rules = Rules()
    for row in MasteryRule.objects.order_by("version"):
        rule = _rule(row)
        rules.mark = row.version
        rules.by_version[row.version] = rule
        if row.competency_id is not None:
            rules.by_competency[row.competency_id] = rule
        elif row.framework_id is not None:
            rules.by_framework[row.framework_id] = rule
        else:
            rules.site = rule
    return rules


def _rule(row: MasteryRule) -> Rule:
    parameter = None if row.parameter is None else Fraction(row.parameter)
    return Rule(
        row.method, Fraction(row.threshold), row.objects_needed, parameter, version=row.version
    )


def change(
    rule: Rule, *, competency: int | None = None, framework: int | None = None
) -> MasteryRule:
    """Write ``rule`` as the next version for a competency, a framework, or all; judge nothing.

    Raises ``MethodUnknown`` or ``RuleOutOfBounds``. Standings follow by ``recompute``.
    """
    named(rule.method)
    count = rule.method == "n_mastery"
    highest = 100 if count else 1
    sound = rule.parameter is None or 0 < rule.parameter <= highest
    if not 0 < rule.threshold <= 1 or rule.objects_needed < 1 or not sound:
        raise RuleOutOfBounds(method=rule.method, threshold=str(rule.threshold))
    last = MasteryRule.objects.aggregate(last=Max("version"))["last"] or DEFAULT_RULE.version
    return MasteryRule.objects.create(
        competency_id=competency,
        framework_id=framework,
        method=rule.method,
        threshold=_decimal(rule.threshold),
        objects_needed=rule.objects_needed,
        parameter=None if rule.parameter is None else _decimal(rule.parameter),
        version=last + 1,
        created_at=datetime.now(UTC),
    )


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
