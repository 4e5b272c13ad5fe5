"""When is a goal met? When the learner's work says so: heard at once, or seen by the sweep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_competencies.domain.goal import Kind
from agir_competencies.goals import writing
from agir_competencies.models import Goal
from agir_platform.learners import api as learners


def on_standing(subject: UUID, competencies: Iterable[str], now: datetime) -> int:
    """Settle the open goals of a learner that ask for these competencies; return how many moved.

    One SELECT where there is none.
    """
    goals = Goal.objects.filter(
        subject=subject,
        ended_at=None,
        items__kind=Kind.COMPETENCY,
        items__ref__in=list(competencies),
    )
    return sum(_settled(pk, now) for pk in goals.values_list("pk", flat=True).distinct())


def sweep(now: datetime) -> int:
    """Settle every open goal; return how many moved. Idempotent."""
    keys = Goal.objects.filter(ended_at=None).order_by("id").values_list("pk", flat=True)
    return sum(_settled(pk, now) for pk in keys.iterator(chunk_size=500))


def _settled(goal_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        subject = Goal.objects.values_list("subject", flat=True).filter(pk=goal_id).first()
        user_id = learners.user_of(subject) if subject else None
        if user_id is None:
            return False
        learners.locked_if_known(user_id)
        goal = Goal.objects.filter(pk=goal_id, ended_at=None).first()
        return goal is not None and writing.settle(goal, user_id, now)
