"""How do scores that nobody heard enter the ledger?

``reconcile`` walks the platform's stored scores from a watermark, never its whole tables.
``backfill`` walks one course, because a new link counts older answers only when somebody asks.
Both record through the same fold as a live score and resume where they were stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_competencies import link_cache
from agir_competencies.ledger.announce import announce
from agir_competencies.ledger.fold import fold
from agir_competencies.models import Watermark
from agir_competencies.upkeep.missing import Missing, missing
from agir_platform.ports import CourseUnknown, ScorePage
from agir_platform.select import platform

PAGE: Final = 500
SCORES: Final = "scores"


@dataclass(slots=True)
class Reconciliation:
    """``seen`` stored scores were compared, ``recorded`` pieces of evidence were missing."""

    seen: int = 0
    recorded: int = 0


@dataclass(slots=True)
class BackfillPlan:
    """What a backfill of a course would record. ``seen`` counts stored scores on linked objects."""

    course_key: str
    seen: int = 0
    scores: int = 0
    learners: set[int] = field(default_factory=set)
    by_competency: Counter[UUID] = field(default_factory=Counter)


def reconcile(page: int = PAGE) -> Reconciliation:
    """Record what is stored after the watermark and the ledger lacks; remove nothing."""
    outcome = Reconciliation()
    scores = platform().scores
    for found in _resumed(SCORES, lambda position: scores.changed_after(position, page)):
        outcome.seen += len(found.scores)
        outcome.recorded += _record(missing(found.scores, since_link=True))
    return outcome


def plan_backfill(course_key: str, page: int = PAGE) -> BackfillPlan:
    """Count what a backfill would record; write nothing. Raise ``CourseUnknown``."""
    plan = BackfillPlan(course_key)
    read = _of_course(course_key, page)
    position = ""
    while True:
        found = read(position)
        plan.seen += len(found.scores)
        for one in missing(found.scores, since_link=False):
            plan.scores += 1
            plan.learners.add(one.heard.user_id)
            plan.by_competency.update(link.identifier for link in one.links)
        if not found.position:
            return plan
        position = found.position


def apply_backfill(course_key: str, page: int = PAGE) -> Reconciliation:
    """Record what the plan counts, from where an earlier run was stopped."""
    outcome = Reconciliation()
    name = f"backfill:{course_key}"
    for found in _resumed(name, _of_course(course_key, page)):
        outcome.seen += len(found.scores)
        outcome.recorded += _record(missing(found.scores, since_link=False))
    Watermark.objects.filter(name=name).delete()  # done: a later link starts from the beginning
    return outcome


def _of_course(course_key: str, page: int) -> Callable[[str], ScorePage]:
    if platform().courses.level_of(course_key) is None:
        raise CourseUnknown(course_key=course_key)
    keys = sorted(link_cache.load(course_key).by_object)
    return lambda position: platform().scores.of_course(course_key, keys, position, page)


def _resumed(name: str, read: Callable[[str], ScorePage]) -> Iterator[ScorePage]:
    """Yield pages from the watermark ``name``, which moves once a page was dealt with."""
    kept = Watermark.objects.filter(name=name).values_list("position", flat=True).first()
    position = kept or ""
    while True:
        found = read(position)
        if found.scores:
            yield found
        if not found.position:
            return
        position = found.position
        Watermark.objects.update_or_create(
            name=name, defaults={"position": position, "moved_at": datetime.now(UTC)}
        )


def _record(lacking: list[Missing]) -> int:
    recorded = 0
    for one in lacking:
        change = fold(one.heard, only={link.competency_pk for link in one.links})
        if change is not None:
            recorded += len(change.steps)
            transaction.on_commit(lambda change=change: announce(change))  # type: ignore[misc]
    return recorded
