"""Weights of links, carried through to what was answered before they were changed.

By the road of a changed rule: previewed, decided where somebody would lose, then settled in ranges
of learners (``api.rules.settle_rules``). Who may: none of these functions asks; operators alone
reach them.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf

from django.db import transaction

from agir_competencies import rules
from agir_competencies.api.rules import KEEP, DecisionNeeded, page_of, place_of
from agir_competencies.domain.link import HEARD_KINDS, PROVING_KINDS
from agir_competencies.domain.methods import Rule
from agir_competencies.models import Link
from agir_competencies.standing import Fall, RulePreview, Settling
from agir_competencies.upkeep import changing
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "change_weights",
    "falling_by_weights",
    "moved_links",
    "preview_weights",
    "settle_weights",
]

Moved = dict[int, dict[tuple[str, str], Fraction]]


def moved_links(course_key: str) -> int:
    """Return how many links of a course weigh otherwise than answers of before. One SELECT."""
    return Link.objects.filter(course_key=course_key, weight_moved=True).count()


def preview_weights(
    course_key: str, *, decision: str = "", most: int | None = None, clock: Clock | None = None
) -> RulePreview:
    """Return how many learners the changed weights of a course would move where; write nothing.

    ``decision`` as in ``change_weights``; at most ``most`` states are judged (``None``: all).
    """
    return changing.preview(_meant(course_key, decision, clock), most=most)


def falling_by_weights(
    course_key: str, *, after: str = "", limit: int = 50, most: int | None = None
) -> tuple[list[Fall], str]:
    """Return the next statuses that would fall, and what resumes behind them ('' at the end)."""
    wish = _meant(course_key, "", None)
    return page_of(changing.falls(wish, after=place_of(after), most=most), limit)


def change_weights(
    course_key: str, *, decision: str = "", clock: Clock | None = None
) -> int | None:
    """Let the weights of a course's links count for what was answered before; return the version.

    ``None`` where no weight changed. ``decision`` is ``api.rules.KEEP`` or ``LET_FALL``; raises
    ``DecisionNeeded`` where somebody would lose a competency and it is ''. States follow by
    ``settle_weights``. Everybody is judged without a lock; where a weight changed meanwhile, they
    are judged again.
    """
    while True:
        wish = _meant(course_key, decision, clock)
        if not decision and next(changing.falls(wish), None) is not None:
            raise DecisionNeeded
        with transaction.atomic():
            moved = Link.objects.filter(course_key=course_key, weight_moved=True)
            keys = list(moved.select_for_update().values_list("pk", flat=True))
            if _meant(course_key, decision, clock).weights != wish.weights:
                continue
            Link.objects.filter(pk__in=keys).update(weight_moved=False)
            return int(rules.reweigh(wish.weights, wish.rule).version) if wish.weights else None


def settle_weights(
    *, report: Callable[[Settling], None] | None = None, seconds: float = inf
) -> Settling:
    """Bring every state to the weights of today, as ``api.rules.settle_rules`` does."""
    return changing.settled(report=report, seconds=seconds)


def _meant(course_key: str, decision: str, clock: Clock | None) -> rules.Wish:
    """Return the changed weights of a course as a rule to come. One SELECT."""
    rows = Link.objects.filter(
        course_key=course_key, weight_moved=True, kind__in=(*PROVING_KINDS, *HEARD_KINDS)
    )
    weights: Moved = {}
    for competency, object_key, kind, weight in rows.values_list(
        "competency_id", "object_key", "kind", "weight"
    ):
        weights.setdefault(competency, {})[object_key, kind] = Fraction(weight)
    since = (clock or SystemClock()).now()
    return rules.Wish(Rule(since=since, keeps=decision == KEEP), weights=weights)
