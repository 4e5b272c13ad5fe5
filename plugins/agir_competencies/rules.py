"""Which rule judges a competency: its own, its framework's, the site's, or the default?

Rules are rows that are never edited, numbered once for the whole site. The highest number
therefore tells whether a process knows them all: the fold reads it with the learner's row, and a
process asks the table again only when it moved. A change of links' weights is such a row too: it
leaves each rule as it was, and says what facts that are already there weigh (decision 0012).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from threading import Lock
from typing import ClassVar, Final

from django.db import transaction
from django.db.models import Max, QuerySet

from agir_competencies.domain.methods import DEFAULT_RULE, Rule, Weights, named
from agir_competencies.models import Competency, LinkWeight, MasteryRule
from agir_kernel.errors import DomainError


class RuleOutOfBounds(DomainError):
    """A threshold outside 0..1, no object at all, or a parameter its method cannot use."""

    code: ClassVar[str] = "rule_out_of_bounds"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is for: one competency, one framework (row ids), or the site (both ``None``)."""

    competency: int | None = None
    framework: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What might be next: ``rule`` for ``scope``, or, where they are not ``None``, other weights.

    Weights go by competency; then of ``rule`` only ``since`` and ``keeps`` matter.
    """

    rule: Rule
    scope: Scope = Scope()
    weights: Mapping[int, Weights] | None = None


@dataclass(slots=True)
class Rules:
    """The rules of the site as of version ``mark`` (0: only the default), oldest first.

    A row without a scope changes weights: ``weights`` holds them, by version and competency, for
    the competencies that were ``weighed``.
    """

    mark: int = 0
    rows: list[tuple[Scope | None, Rule]] = field(default_factory=list)
    framework_of: dict[int, int] = field(default_factory=dict)
    weights: dict[int, dict[int, Weights]] = field(default_factory=dict)
    weighed: set[int] = field(default_factory=set)
    histories: dict[int, dict[int, Rule]] = field(default_factory=dict)

    def learn(self, competencies: Iterable[int]) -> None:
        """Find frameworks and changed weights of these competencies, where there are any."""
        several = set(competencies)
        if any(scope is not None and scope.framework for scope, _ in self.rows):
            self._learn_frameworks(several - self.framework_of.keys())
        if any(scope is None for scope, _ in self.rows):
            self._learn_weights(several - self.weighed)

    def _learn_frameworks(self, unknown: set[int]) -> None:
        if unknown:
            rows = Competency.objects.filter(pk__in=unknown).values_list("id", "framework_id")
            self.framework_of.update(rows)

    def _learn_weights(self, unknown: set[int]) -> None:
        if not unknown:
            return
        rows = LinkWeight.objects.filter(competency_id__in=unknown, rule__version__lte=self.mark)
        found: dict[tuple[int, int], dict[tuple[str, str], Fraction]] = {}
        for version, competency, object_key, kind, weight in rows.values_list(
            "rule__version", "competency_id", "object_key", "kind", "weight"
        ):
            found.setdefault((version, competency), {})[object_key, kind] = Fraction(weight)
        for (version, competency), weights in found.items():
            self.weights.setdefault(version, {})[competency] = weights
        self.weighed |= unknown

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
            if scope is None:
                moved = self.weights.get(next_rule.version, {}).get(competency)
                rule = _reweighed(rule, next_rule, moved) if moved else rule
                found[rule.version] = rule
                continue
            rank = _rank(scope, competency, framework)
            if rank is None or rank < narrowest:
                continue
            rule, narrowest = replace(next_rule, before=rule, weights=rule.weights), rank
            found[rule.version] = rule
        return found

    def plus(self, wish: Wish) -> Rules:
        """Return what the rules would be with one more, the newest; nothing is written."""
        newer = replace(wish.rule, version=max(self.mark, DEFAULT_RULE.version) + 1)
        scope, weights = wish.scope, dict(self.weights)
        if wish.weights is not None:
            weights[newer.version] = dict(wish.weights)
        return Rules(
            newer.version,
            [*self.rows, (scope if wish.weights is None else None, newer)],
            dict(self.framework_of),
            weights,
            set(self.weighed),
        )


def _reweighed(rule: Rule, change: Rule, moved: Weights) -> Rule:
    """Return ``rule`` with other weights, by which ``change`` replaced it."""
    since = change.since or datetime.max.replace(tzinfo=UTC)
    return replace(
        rule,
        version=change.version,
        before=rule,
        since=change.since,
        keeps=change.keeps,
        weights={**rule.weights, **{key: (weight, since) for key, weight in moved.items()}},
    )


SITE: Final = 0
MOST_COUNTED: Final = 100
BATCH: Final = 500


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
        scope = None if row.reweighs else Scope(row.competency_id, row.framework_id)
        rules.rows.append((scope, _rule(row)))
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
    return MasteryRule.objects.create(
        competency_id=competency,
        framework_id=framework,
        method=rule.method,
        threshold=_decimal(rule.threshold),
        objects_needed=rule.objects_needed,
        parameter=None if rule.parameter is None else _decimal(rule.parameter),
        keeps=rule.keeps,
        version=_next_version(),
        created_at=rule.since or datetime.now(UTC),
    )


@transaction.atomic
def reweigh(weights: Mapping[int, Weights], rule: Rule) -> MasteryRule:
    """Write the next version: what the facts of these links weigh, by competency; judge nothing.

    Of ``rule`` only ``since`` and ``keeps`` matter. Four statements, whatever the number of links
    within an engine's batch. Standings follow by ``upkeep.changing``.
    """
    row = MasteryRule.objects.create(
        keeps=rule.keeps,
        reweighs=True,
        version=_next_version(),
        created_at=rule.since or datetime.now(UTC),
    )
    LinkWeight.objects.bulk_create(
        (
            LinkWeight(
                rule=row,
                competency_id=competency,
                object_key=object_key,
                kind=kind,
                weight=_decimal(weight),
            )
            for competency, moved in sorted(weights.items())
            for (object_key, kind), weight in sorted(moved.items())
        ),
        batch_size=BATCH,
    )
    return row


def _next_version() -> int:
    last = MasteryRule.objects.aggregate(last=Max("version"))["last"] or DEFAULT_RULE.version
    return int(last) + 1


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
