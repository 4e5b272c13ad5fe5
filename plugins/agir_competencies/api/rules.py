"""Rules: when a competency counts as demonstrated here, previewed, changed, and carried through.

Who may: none of these functions asks; operators alone reach them, by command or in the admin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import inf
from typing import ClassVar, Final
from uuid import UUID

from agir_competencies import rules
from agir_competencies.domain.methods import METHODS, Rule
from agir_competencies.models import Competency, Framework
from agir_competencies.rules import Scope
from agir_competencies.standing import Fall, RulePreview, Settling
from agir_competencies.upkeep import changing
from agir_kernel.clock import Clock, SystemClock
from agir_kernel.errors import DomainError

__all__ = [
    "KEEP",
    "LET_FALL",
    "METHOD_NAMES",
    "DecisionNeeded",
    "RuleWish",
    "ScopeUnknown",
    "change_rule",
    "falling",
    "preview_rule",
    "settle_rules",
    "unsettled",
]

KEEP: Final = "keep"
LET_FALL: Final = "let_fall"
METHOD_NAMES: Final = tuple(METHODS)


class ScopeUnknown(DomainError):
    """No competency, or no framework, has this identifier."""

    code: ClassVar[str] = "scope_unknown"


class DecisionNeeded(DomainError):
    """Some would lose a competency, and nobody decided whether they keep it."""

    code: ClassVar[str] = "decision_needed"


@dataclass(frozen=True, slots=True)
class RuleWish:
    """Another rule for one competency, one framework (identifiers), or the site (both ``None``).

    ``threshold`` above 0, to 1; ``objects_needed`` 1 to 100; ``parameter`` is the method's own
    figure, ``None`` for its default. ``decision``: ``keep``, ``let_fall``, or '' where nobody
    decided yet.
    """

    method: str
    threshold: Decimal
    objects_needed: int = 2
    parameter: Decimal | None = None
    competency: UUID | None = None
    framework: UUID | None = None
    decision: str = ""


def preview_rule(
    wish: RuleWish, *, most: int | None = None, clock: Clock | None = None
) -> RulePreview:
    """Return how many learners would move where; write nothing.

    At most ``most`` states are judged (``None``: all, a page at a time). Raises a refusal of
    ``change_rule``.
    """
    return changing.preview(_meant(wish, clock), most=most)


def falling(
    wish: RuleWish, *, after: str = "", limit: int = 50, most: int | None = None
) -> tuple[list[Fall], str]:
    """Return the next statuses that would fall, and what resumes behind them ('' at the end).

    At most ``most`` states are judged (``None``: as many as it takes).
    """
    coming = changing.falls(_meant(wish, None), after=place_of(after), most=most)
    return page_of(coming, limit)


def page_of(coming: Iterator[tuple[tuple[int, UUID], Fall]], limit: int) -> tuple[list[Fall], str]:
    """Return the next ``limit`` falls, and what resumes behind them."""
    found = list(islice(coming, limit + 1))
    more = len(found) > limit
    place, _ = found[limit - 1] if more else ((0, None), None)
    return [one for _, one in found[:limit]], f"{place[0]}:{place[1]}" if more else ""


def change_rule(wish: RuleWish, *, clock: Clock | None = None) -> int:
    """Write the rule and return its version; states follow by ``settle_rules``.

    Raises ``ScopeUnknown``, ``MethodUnknown``, ``RuleOutOfBounds``, and ``DecisionNeeded`` where
    somebody would lose a competency and ``wish.decision`` does not say what is to be done.
    """
    meant = _meant(wish, clock)
    if not wish.decision and next(changing.falls(meant), None) is not None:
        raise DecisionNeeded
    scope = meant.scope
    row = rules.change(meant.rule, competency=scope.competency, framework=scope.framework)
    return int(row.version)


def settle_rules(
    *, report: Callable[[Settling], None] | None = None, seconds: float = inf
) -> Settling:
    """Bring every state to the rule of today, in ranges of learners. Idempotent, resumable.

    No range is begun once ``seconds`` have passed.
    """
    return changing.settled(report=report, seconds=seconds)


def unsettled() -> int:
    """Return how many states still wait for the rule of today."""
    return changing.waiting()


def _meant(wish: RuleWish, clock: Clock | None) -> rules.Wish:
    rule = Rule(
        method=wish.method,
        threshold=Fraction(wish.threshold),
        objects_needed=wish.objects_needed,
        parameter=None if wish.parameter is None else Fraction(wish.parameter),
        since=(clock or SystemClock()).now(),
        keeps=wish.decision == KEEP,
    )
    return rules.Wish(rules.checked(rule), _scope(wish))


def _scope(wish: RuleWish) -> Scope:
    if wish.competency is not None:
        found = Competency.objects.filter(identifier=wish.competency)
        return Scope(competency=_key(found.values_list("pk", flat=True).first(), wish.competency))
    if wish.framework is not None:
        frames = Framework.objects.filter(identifier=wish.framework)
        return Scope(framework=_key(frames.values_list("pk", flat=True).first(), wish.framework))
    return Scope()


def _key(found: int | None, asked: UUID) -> int:
    if found is None:
        raise ScopeUnknown(identifier=str(asked))
    return found


def place_of(after: str) -> tuple[int, UUID] | None:
    """Return the place that a page of falls told, ``None`` for the beginning."""
    competency, _, subject = after.partition(":")
    try:
        return (int(competency), UUID(subject)) if after else None
    except ValueError:
        return None
