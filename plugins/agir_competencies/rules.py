"""Which rule judges a competency: its own, its framework's, the site's, or the default?

Rules are rows that are never edited, numbered once for the whole site. The highest number
therefore tells whether a process knows them all: the fold reads it with the learner's row, and a
process asks the table again only when it moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from threading import Lock
from typing import ClassVar, Final

from django.db.models import Max, QuerySet

from agir_competencies.domain.methods import DEFAULT_RULE, Rule, named
from agir_competencies.models import Competency, MasteryRule
from agir_kernel.errors import DomainError


class RuleOutOfBounds(DomainError):
    """A threshold outside 0..1, no object at all, or a parameter its method cannot use."""

    code: ClassVar[str] = "rule_out_of_bounds"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is for: one competency, one framework (row ids), or the site (both ``None``)."""

    competency: int | None = None
    framework: int | None = None


@dataclass(slots=True)
class Rules:
    """The rules of the site as of version ``mark`` (0: only the default), oldest first."""

    mark: int = 0
    rows: list[tuple[Scope, Rule]] = field(default_factory=list)
    framework_of: dict[int, int] = field(default_factory=dict)
    histories: dict[int, dict[int, Rule]] = field(default_factory=dict)

    def learn(self, competencies: Iterable[int]) -> None:
        """Find the frameworks of these competencies, where rules of frameworks exist."""
        if not any(scope.framework for scope, _ in self.rows):
            return
        unknown = set(competencies) - self.framework_of.keys()
        if unknown:
            rows = Competency.objects.filter(pk__in=unknown).values_list("id", "framework_id")
            self.framework_of.update(rows)

    def of(self, competency: int) -> Rule:
        """Return the rule of one competency, by its row's id; call ``learn`` before."""
        return next(reversed(self._history(competency).values()))

    def at(self, competency: int, version: int) -> Rule:
        """Return the rule of a competency that has this version; today's where it never had."""
        return self._history(competency).get(version) or self.of(competency)

    def _history(self, competency: int) -> dict[int, Rule]:
        """Return the rules that judged a competency, by version, each with the one before it."""
        found = self.histories.get(competency)
        if found is None:
            found = self._told(competency)
            self.histories[competency] = found
        return found

    def _told(self, competency: int) -> dict[int, Rule]:
        rule, narrowest = DEFAULT_RULE, SITE
        found = {rule.version: rule}
        framework = self.framework_of.get(competency)
        for scope, next_rule in self.rows:
            rank = _rank(scope, competency, framework)
            if rank is None or rank < narrowest:
                continue
            rule, narrowest = replace(next_rule, before=rule), rank
            found[rule.version] = rule
        return found

    def plus(self, scope: Scope, rule: Rule) -> Rules:
        """Return what the rules would be with one more, the newest; nothing is written."""
        newer = replace(rule, version=max(self.mark, DEFAULT_RULE.version) + 1)
        return Rules(newer.version, [*self.rows, (scope, newer)], dict(self.framework_of))


SITE: Final = 0
MOST_COUNTED: Final = 100


def _rank(scope: Scope, competency: int, framework: int | None) -> int | None:
    """Return how narrow a scope is around a competency, ``None`` where it is another's."""
    if scope.competency is not None:
        return 2 if scope.competency == competency else None
    if scope.framework is not None:
        return 1 if scope.framework == framework else None
    return SITE


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
        rules.mark = row.version
        rules.rows.append((Scope(row.competency_id, row.framework_id), _rule(row)))
    return rules


def _rule(row: MasteryRule) -> Rule:
    parameter = None if row.parameter is None else Fraction(row.parameter)
    return Rule(
        row.method,
        Fraction(row.threshold),
        row.objects_needed,
        parameter,
        version=row.version,
        since=row.created_at,
        keeps=row.keeps,
    )


def checked(rule: Rule) -> Rule:
    """Return ``rule``; raise ``MethodUnknown`` or ``RuleOutOfBounds``."""
    named(rule.method)
    count = rule.method == "n_mastery"
    highest = MOST_COUNTED if count else 1
    sound = rule.parameter is None or 0 < rule.parameter <= highest
    if not 0 < rule.threshold <= 1 or not 1 <= rule.objects_needed <= MOST_COUNTED or not sound:
        raise RuleOutOfBounds(method=rule.method, threshold=str(rule.threshold))
    return rule


def change(
    rule: Rule, *, competency: int | None = None, framework: int | None = None
) -> MasteryRule:
    """Write ``rule`` as the next version for a competency, a framework, or all; judge nothing.

    ``rule.keeps``: who would lose by it keeps. Raises ``MethodUnknown`` or ``RuleOutOfBounds``.
    Standings follow by ``upkeep.changing``.
    """
    checked(rule)
    last = MasteryRule.objects.aggregate(last=Max("version"))["last"] or DEFAULT_RULE.version
    return MasteryRule.objects.create(
        competency_id=competency,
        framework_id=framework,
        method=rule.method,
        threshold=_decimal(rule.threshold),
        objects_needed=rule.objects_needed,
        parameter=None if rule.parameter is None else _decimal(rule.parameter),
        keeps=rule.keeps,
        version=last + 1,
        created_at=rule.since or datetime.now(UTC),
    )


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
