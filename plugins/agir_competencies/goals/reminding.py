"""Who asked to be reminded of a goal whose date is near? At most one letter a week and a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from agir_competencies.domain.goal import GoalUnknown, Status
from agir_competencies.models import Goal, GoalReminder
from agir_platform.learners import api as learners

NEAR: Final = timedelta(days=7)
REST: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that was claimed. ``before`` is what the row said, to give it back."""

    goal_id: UUID
    user_id: int
    horizon: date
    before: tuple[datetime | None, date | None]


def ask(user_id: int, goal_id: UUID, now: datetime, *, wanted: bool) -> None:
    """Keep, or take back, the wish to be reminded of one's own open goal."""
    with transaction.atomic():
        subject = learners.locked_if_known(user_id)
        goals = Goal.objects.filter(pk=goal_id, subject=subject, ended_at=None)
        goal = goals.first() if subject else None
        if goal is None:
            raise GoalUnknown
        if wanted:
            GoalReminder.objects.get_or_create(goal=goal, defaults={"asked_at": now})
        else:
            stop(goal_id)


def asked(user_id: int) -> set[UUID]:
    """Return the goals that somebody asked to be reminded of."""
    subject = learners.known_subject(user_id)
    rows = GoalReminder.objects.filter(goal__subject=subject) if subject else ()
    return {row.goal_id for row in rows}


def stop(goal_id: UUID) -> None:
    """Remind of a goal no more. Idempotent."""
    GoalReminder.objects.filter(goal_id=goal_id).delete()


def due(now: datetime) -> Iterator[Due]:
    """Yield the reminders that are due, each claimed first: whoever claims sends.

    Due is an active goal whose date lies at most a week ahead, was not reminded of, and whose
    learner got no other reminder for a week.
    """
    today = now.date()
    rows = GoalReminder.objects.filter(
        goal__ended_at=None,
        goal__status=Status.ACTIVE,
        goal__horizon__range=(today, today + NEAR),
    )
    rows = rows.exclude(sent_for=F("goal__horizon")).order_by("goal__horizon", "id")
    for key in list(rows.values_list("pk", flat=True)):
        claimed = _claimed(key, now)
        if claimed is not None:
            yield claimed


def _claimed(key: int, now: datetime) -> Due | None:
    with transaction.atomic():
        subjects = GoalReminder.objects.filter(pk=key).values_list("goal__subject", flat=True)
        subject = subjects.first()
        user_id = learners.user_of(subject) if subject else None
        if user_id is None or learners.locked_if_known(user_id) is None:
            return None
        lately = GoalReminder.objects.filter(goal__subject=subject, sent_at__gt=now - REST)
        row = GoalReminder.objects.filter(pk=key).select_related("goal").first()
        if row is None or lately.exists() or row.sent_for == row.goal.horizon:
            return None
        before = (row.sent_at, row.sent_for)
        row.sent_at, row.sent_for = now, row.goal.horizon
        row.save(update_fields=("sent_at", "sent_for"))
        return Due(row.goal_id, user_id, row.goal.horizon, before)


def give_back(one: Due) -> None:
    """Let a reminder that was not sent be due again."""
    sent_at, sent_for = one.before
    GoalReminder.objects.filter(goal_id=one.goal_id).update(sent_at=sent_at, sent_for=sent_for)
