"""What does a learner see of their goals? Reading writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from agir_competencies import rules
from agir_competencies.domain.goal import UNDO_WITHIN, Kind, Status
from agir_competencies.domain.goal_progress import ItemProgress, progress
from agir_competencies.domain.mastery import rounded
from agir_competencies.goals import naming
from agir_competencies.goals.data import GoalView, ItemView, MoveView
from agir_competencies.goals.seen import items_of, seen_by_goal
from agir_competencies.models import Competency, Goal, GoalItem, GoalMove
from agir_platform.learners import api as learners
from agir_platform.select import platform


def goals_of(user_id: int, language: str, now: datetime, *, only_open: bool) -> list[GoalView]:
    """Return the learner's goals, present ones first, then the latest. 1 SELECT without any."""
    subject = learners.known_subject(user_id)
    return [] if subject is None else of_subject(subject, user_id, language, now, only_open)


def of_subject(
    subject: UUID, user_id: int, language: str, now: datetime, only_open: bool = False
) -> list[GoalView]:
    """Return the goals of a learner whose subject is known already."""
    rows = Goal.objects.filter(subject=subject).prefetch_related("items").order_by("-set_at", "id")
    if only_open:
        rows = rows.filter(ended_at=None)
    pairs = [(goal, list(goal.items.all())) for goal in rows]
    return sorted(_views(subject, user_id, pairs, language, now), key=lambda one: not one.is_open)


def of_course(
    subject: UUID, user_id: int, course_key: str, language: str, now: datetime
) -> GoalView | None:
    """Return the learner's present goal of a course, else the one that ended last."""
    rows = Goal.objects.filter(subject=subject, course_key=course_key)
    rows = rows.prefetch_related("items").order_by(
        F("ended_at").desc(nulls_first=True), "-set_at", "id"
    )
    pairs = [(goal, list(goal.items.all())) for goal in rows[:1]]
    return next(iter(_views(subject, user_id, pairs, language, now)), None)


def moves_of(user_id: int, goal_id: UUID) -> list[MoveView]:
    """Return the learner's own history of one goal, in order; empty for none of theirs."""
    subject = learners.known_subject(user_id)
    rows = GoalMove.objects.filter(goal_id=goal_id, goal__subject=subject) if subject else ()
    return [
        MoveView(
            at=row.at,
            action=row.action,
            end=row.end,
            reason=row.reason,
            note=row.note,
            intent=row.terms["intent"] if row.terms else "",
            met=row.met,
            total=row.total,
            satisfaction=row.satisfaction,
        )
        for row in rows
    ]


def _views(
    subject: UUID,
    user_id: int,
    pairs: Sequence[tuple[Goal, Sequence[GoalItem]]],
    language: str,
    now: datetime,
) -> list[GoalView]:
    if not pairs:
        return []
    seen = seen_by_goal(subject, user_id, pairs)
    rows = [row for _, several in pairs for row in several]
    names = naming.labels((row.ref for row in rows if row.kind == Kind.COMPETENCY), language)
    units = [row.ref for row in rows if row.kind == Kind.UNIT]
    names |= platform().courses.titles(units) if units else {}
    bars = thresholds({row.ref for row in rows if row.kind == Kind.COMPETENCY})
    taken = {goal.course_key for goal, _ in pairs if goal.ended_at is None}
    found = []
    for goal, several in pairs:
        how = progress(items_of(several), seen[goal.pk])
        found.append(
            GoalView(
                id=goal.pk,
                course_key=goal.course_key,
                course_title=naming.course_title(goal.course_key),
                intent=goal.intent,
                status=goal.status,
                horizon=goal.horizon,
                set_at=goal.set_at,
                ended_at=goal.ended_at,
                items=tuple(_item(one, names, bars) for one in how.items),
                progress=how,
                can_undo=_can_undo(goal, now) and goal.course_key not in taken,
            )
        )
    return found


def _can_undo(goal: Goal, now: datetime) -> bool:
    ended = goal.ended_at
    return (
        ended is not None
        and goal.status in (Status.SATISFIED, Status.ABANDONED)
        and now - ended <= UNDO_WITHIN
    )


def thresholds(refs: set[str]) -> dict[str, Decimal]:
    """Return the share at which each competency is demonstrated here. Two SELECTs at most."""
    if not refs:
        return {}
    keys = dict(Competency.objects.filter(identifier__in=refs).values_list("id", "identifier"))
    judged = rules.present(keys)
    return {
        str(identifier): rounded(judged.of(key).threshold) or Decimal(1)
        for key, identifier in keys.items()
    }


def _item(one: ItemProgress, names: Mapping[str, str], bars: Mapping[str, Decimal]) -> ItemView:
    item = one.item
    return ItemView(
        kind=item.kind,
        ref=item.ref,
        target=item.target,
        label=names.get(item.ref, ""),
        is_met=one.is_met,
        met_at=one.met_at,
        done=one.done,
        total=one.total,
        level=one.level,
        threshold=bars.get(item.ref),
    )
