"""What is the grade of a subsection? The sum of its scored blocks' weighted points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey, UsageKey

from host.courseware.models import BlockRow, Course, ProblemState, SubsectionGrade
from host.door import signals


@dataclass(frozen=True, slots=True)
class CourseStub:
    """What a receiver may read of a course: its ``id``."""

    id: CourseKey
    row: Course


@dataclass(frozen=True, slots=True)
class SubsectionStub:
    """What a receiver may read of a subsection's grade."""

    location: UsageKey
    earned: Decimal
    possible: Decimal


def scored_below(holder: BlockRow) -> list[BlockRow]:
    """Return the scored blocks of the subsection, however deep, with two queries a level."""
    found: list[BlockRow] = []
    level = [holder.pk]
    while level:
        rows = list(BlockRow.objects.filter(parent_id__in=level))
        found.extend(row for row in rows if row.is_scored)
        level = [row.pk for row in rows]
    return found


def calculate(user: Any, holder: BlockRow) -> SubsectionGrade:
    """Sum the learner's points and store the grade; an override stays in force.

    ``possible`` counts answered blocks by their score and the others by what they offer.
    ``first_attempted`` is empty when no score is left.
    """
    blocks = scored_below(holder)
    states = ProblemState.objects.filter(
        user_id=user.pk, usage_key__in=[row.usage_key for row in blocks], earned__isnull=False
    )
    scores = {state.usage_key: state for state in states}
    now = timezone.now()
    grade = SubsectionGrade.objects.filter(user_id=user.pk, usage_key=holder.usage_key).first()
    grade = grade or SubsectionGrade(
        user_id=user.pk, usage_key=holder.usage_key, course=holder.course
    )
    grade.earned = sum((state.earned or Decimal(0) for state in scores.values()), Decimal(0))
    grade.possible = sum((_possible(row, scores.get(row.usage_key)) for row in blocks), Decimal(0))
    grade.first_attempted = (grade.first_attempted or now) if scores else None
    grade.modified = now
    grade.save()
    return grade


def set_override(user: Any, holder: BlockRow, points: tuple[Decimal, Decimal] | None) -> None:
    """Put a grade by hand in force, or undo it with ``None``, and tell so."""
    grade = SubsectionGrade.objects.filter(
        user_id=user.pk, usage_key=holder.usage_key
    ).first() or calculate(user, holder)
    grade.override_earned, grade.override_possible = points or (None, None)
    grade.modified = timezone.now()
    grade.save()
    signals.SUBSECTION_OVERRIDE_CHANGED.send(
        sender=None,
        user_id=user.pk,
        course_id=holder.course.key,
        usage_id=holder.usage_key,
        only_if_higher=False,
        modified=grade.modified,
        score_deleted=points is None,
        score_db_table="overrides",
    )


def tell(user: Any, holder: BlockRow, grade: SubsectionGrade) -> None:
    """Send the subsection's signal; the course grade listens first."""
    earned, possible = grade.in_force
    signals.SUBSECTION_SCORE_CHANGED.send(
        sender=None,
        course=CourseStub(CourseKey.from_string(holder.course.key), holder.course),
        course_structure=None,
        user=user,
        subsection_grade=SubsectionStub(UsageKey.from_string(holder.usage_key), earned, possible),
    )


def totals(user_id: int, course: Course) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the learner's grades of graded subsections by usage key, (earned, possible)."""
    rows = SubsectionGrade.objects.filter(user_id=user_id, course=course)
    return {row.usage_key: row.in_force for row in rows}


def offered(course: Course) -> Decimal:
    """Return the points that the scored blocks of the course offer together."""
    found = course.blocks.filter(is_scored=True).aggregate(sum=Sum("possible"))["sum"]
    return found or Decimal(0)


def _possible(row: BlockRow, state: ProblemState | None) -> Decimal:
    if state is not None and state.possible is not None:
        return state.possible
    return row.possible if row.possible is not None else (row.weight or Decimal(1))
