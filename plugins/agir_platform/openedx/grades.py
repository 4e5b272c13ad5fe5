"""How does a row or a signal of the real platform's grades become a ``Score``?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from agir_kernel.figures import NotAFigure, exact
from agir_platform.openedx import causes
from agir_platform.openedx.keys import course_key_of, usage_key_of
from agir_platform.ports import Score, ScoreCause

PROBLEM = "problem_score"
SUBSECTION = "subsection_grade"


def of_problem_signal(carried: Mapping[str, Any]) -> Score | None:
    """Return the score a problem's signal carries, ``None`` outside of a course."""
    course = course_key_of(str(carried["course_id"]))
    usage = None if course is None else usage_key_of(str(carried["usage_id"]), course)
    if usage is None:
        return None
    is_deleted = bool(carried.get("score_deleted"))
    earned, possible = _points(carried.get("weighted_earned"), carried.get("weighted_possible"))
    is_gone = is_deleted or earned is None or possible is None
    return Score(
        user_id=carried.get("user_id"),
        course_key=str(course),
        usage_key=str(usage),
        kind=PROBLEM,
        earned=None if is_gone else earned,
        possible=None if is_gone else possible,
        cause=causes.problem_cause(causes.transaction_type(), is_deleted=is_gone),
        occurred_at=carried["modified"],
    )


def of_student_module(row: Any) -> Score | None:
    """Return a stored problem score; the raw points have the share of the weighted ones."""
    earned, possible = _points(row.grade, row.max_grade)
    usage = usage_key_of(str(row.module_state_key), course_key_of(str(row.course_id)))
    if earned is None or possible is None or usage is None:
        return None
    return Score(
        user_id=row.student_id,
        course_key=str(row.course_id),
        usage_key=str(usage),
        kind=PROBLEM,
        earned=earned,
        possible=possible,
        cause=ScoreCause.ATTEMPT,
        occurred_at=row.modified,
    )


def of_stored_subsection(row: Any) -> Score | None:
    """Return a stored subsection grade, ``None`` for one that nobody attempted or set by hand."""
    score = of_subsection_row(row)
    return None if score.earned is None else score


def of_subsection_row(row: Any, transaction: str | None = None) -> Score:
    """Return a subsection grade as its row tells it, an override in force.

    The graded points count, or all points where nothing in the subsection is graded. A grade
    that nobody attempted and nobody set by hand is taken away.
    """
    override = getattr(row, "override", None)
    kind = "graded" if exact(_in_force(row, override, "possible", "graded")) else "all"
    is_gone = override is None and row.first_attempted is None
    cause = causes.subsection_cause(transaction, is_overridden=override is not None)
    return Score(
        user_id=row.user_id,
        course_key=str(row.course_id),
        usage_key=str(row.full_usage_key),
        kind=SUBSECTION,
        earned=None if is_gone else exact(_in_force(row, override, "earned", kind)),
        possible=None if is_gone else exact(_in_force(row, override, "possible", kind)),
        cause=ScoreCause.RESET if is_gone else cause,
        occurred_at=row.modified if override is None else max(row.modified, override.modified),
    )


def _in_force(row: Any, override: Any, figure: str, kind: str) -> Any:
    """Return a figure of the grade, or what an override puts in its place."""
    chosen = getattr(override, f"{figure}_{kind}_override", None)
    return getattr(row, f"{figure}_{kind}") if chosen is None else chosen


def _points(earned: Any, possible: Any) -> tuple[Decimal | None, Decimal | None]:
    try:
        return exact(earned), exact(possible)
    except NotAFigure:
        return None, None
