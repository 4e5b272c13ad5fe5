"""What happens to goals when a learner leaves, or asks for their data?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_competencies.models import Goal, GoalItem, GoalMove, GoalReminder

MOVE_COLUMNS = (
    "at", "action", "end", "reason", "note", "terms", "met", "total", "satisfaction",
)  # fmt: skip


def forget(subject: UUID) -> None:
    """Delete the goals of a learner with what they chose and why. Idempotent."""
    goals = Goal.objects.filter(subject=subject)
    GoalMove.objects.filter(goal__in=goals).delete()
    GoalItem.objects.filter(goal__in=goals).delete()
    GoalReminder.objects.filter(goal__in=goals).delete()
    goals.delete()


def export(subject: UUID) -> list[dict[str, Any]]:
    """Return every goal with its whole history, in values that ``json`` can write."""
    rows = Goal.objects.filter(subject=subject).order_by("set_at", "id")
    return [_told(goal) for goal in rows.prefetch_related("items", "moves")]


def _told(goal: Goal) -> dict[str, Any]:
    return {
        "id": str(goal.pk),
        "course_key": goal.course_key,
        "intent": goal.intent,
        "status": goal.status,
        "horizon": goal.horizon.isoformat() if goal.horizon else None,
        "set_at": goal.set_at.isoformat(),
        "ended_at": goal.ended_at.isoformat() if goal.ended_at else None,
        "reminder_asked": hasattr(goal, "reminder"),
        "items": [
            {
                "kind": item.kind,
                "ref": item.ref,
                "target": item.target,
                "said": None if item.said is None else str(item.said),
            }
            for item in goal.items.all()
        ],
        "moves": [
            {name: getattr(one, name) for name in MOVE_COLUMNS} | {"at": one.at.isoformat()}
            for one in goal.moves.all()
        ],
    }
