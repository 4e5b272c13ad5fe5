"""What is known of a learner that their goals depend on?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from agir_competencies.domain.goal import Item, Kind
from agir_competencies.domain.goal_progress import Presence, Said, Seen, Stand
from agir_competencies.goals.presence import presences
from agir_competencies.models import Goal, GoalItem, State
from agir_competencies.models.state import status_now

STAND_COLUMNS = (
    "competency__identifier", "present_status", "certainty", "estimate", "demonstrated_at",
    "last_evidence_at",
)  # fmt: skip


def items_of(rows: Sequence[GoalItem]) -> tuple[Item, ...]:
    """Return rows as the domain knows them, in its order."""
    return tuple(sorted(Item(Kind(row.kind), row.ref, row.target) for row in rows))


def stands(subject: UUID, refs: set[str]) -> dict[str, Stand]:
    """Return the learner's standings on these competencies. One SELECT, none for none."""
    if not refs:
        return {}
    rows = State.objects.filter(subject=subject, competency__identifier__in=refs)
    rows = rows.annotate(present_status=status_now(datetime.now(UTC)))
    return {str(row[0]): Stand(*row[1:]) for row in rows.values_list(*STAND_COLUMNS)}


def seen_by_goal(
    subject: UUID, user_id: int | None, goals: Sequence[tuple[Goal, Sequence[GoalItem]]]
) -> dict[UUID, Seen]:
    """Return what is known for each goal: one SELECT for competencies, one a course for units."""
    refs = {row.ref for _, rows in goals for row in rows if row.kind == Kind.COMPETENCY}
    standing = stands(subject, refs)
    return {
        goal.pk: Seen(
            stands=standing,
            presences=_presences(user_id, goal.course_key, rows),
            said={
                (Kind(row.kind), row.ref): Said(row.said, row.said_at)
                for row in rows
                if row.said is not None and row.said_at is not None
            },
        )
        for goal, rows in goals
    }


def _presences(
    user_id: int | None, course_key: str, rows: Sequence[GoalItem]
) -> dict[str, Presence]:
    keys = [row.ref for row in rows if row.kind in (Kind.UNIT, Kind.COURSE)]
    return presences(user_id, course_key, keys) if keys and user_id is not None else {}
