"""Success in the learners' own terms: what is counted of a course, and of all.

Who may: the caller asks. ``team`` is for the team of that very course (and, for all courses, the
site's operators): it sees standings, and what rests on goals only as published groups of 11 or
more. ``public`` is for everybody else: all of it as published. Nothing here names a learner but
``matrix``, which is the team's and holds no goal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import ClassVar, Final
from uuid import UUID

from agir_competencies.domain.indicators.definition import Definition
from agir_competencies.domain.indicators.registry import REGISTRY
from agir_competencies.indicators import cohort, counting, publishing, reporting
from agir_competencies.indicators.counting import Walk
from agir_competencies.indicators.data import (
    Cell,
    Changes,
    CompetencyRow,
    Excluded,
    Line,
    Matrix,
    Moved,
    Part,
    Report,
    Row,
)
from agir_kernel.errors import DomainError
from agir_platform.select import platform

__all__ = [
    "AudienceUnknown",
    "Cell",
    "Changes",
    "CompetencyRow",
    "Definition",
    "Excluded",
    "Line",
    "Matrix",
    "Moved",
    "Part",
    "PeriodReversed",
    "Report",
    "Row",
    "Walk",
    "changes",
    "compute",
    "courses",
    "forget",
    "matrix",
    "overviews",
    "registry",
    "report",
]

AUDIENCES: Final = (reporting.TEAM, reporting.PUBLIC)


class AudienceUnknown(DomainError):
    """Neither the team nor the public."""

    code: ClassVar[str] = "audience_unknown"


class PeriodReversed(DomainError):
    """The end of a period lies before its beginning."""

    code: ClassVar[str] = "period_reversed"


def registry() -> tuple[Definition, ...]:
    """Return the definitions, in the order of a report."""
    return REGISTRY


def report(course_key: str | None, *, audience: str = "public", language: str = "") -> Report:
    """Return the report of a course, or of all courses (``None``).

    Constant statements and rows, whatever the number of learners. A course never counted gives
    rows of no data. Raises ``AudienceUnknown``.
    """
    return reporting.report(course_key or counting.EVERYWHERE, _known(audience), language)


def overviews(course_keys: Sequence[str]) -> list[Report]:
    """Return the published indicators of each of these courses, without competencies.

    One statement, and the platform's for each course's title.
    """
    return reporting.overviews(course_keys)


def changes(
    course_key: str | None, since: date, until: date, *, audience: str = "public"
) -> Changes:
    """Return what changed between two days; raise ``PeriodReversed``. Constant statements."""
    if until < since:
        raise PeriodReversed
    return reporting.changes(course_key or counting.EVERYWHERE, since, until, _known(audience))


def matrix(course_key: str, *, after: str = "", limit: int = 50, language: str = "") -> Matrix:
    """Return a page of the cohort × competency matrix, for the team of this course."""
    return cohort.matrix(course_key, after, limit, language)


def compute(
    course_key: str | None = None,
    *,
    told: Callable[[Walk], None] | None = None,
    now: datetime | None = None,
) -> list[Walk]:
    """Count a course, or all; keep the day, publish where a week has passed. Idempotent.

    Resumable: what was counted stays counted, and a walk goes on where it stopped. Raises
    ``CourseUnknown``. A job calls this, never a request.
    """
    moment = now or datetime.now(UTC)
    keys = courses() if course_key is None else (course_key,)
    walks = [counting.count_course(key, told=told) for key in keys]
    for key in keys:
        publishing.publish(key, moment)
    counting.keep_day(counting.EVERYWHERE, moment)
    publishing.publish(counting.EVERYWHERE, moment)
    return walks


def courses() -> tuple[str, ...]:
    """Return the keys of the courses that can be counted."""
    return platform().courses.keys()


def forget(subject: UUID) -> None:
    """Delete what is counted of a learner; the numbers remain. Idempotent."""
    counting.leave(subject)


def _known(audience: str) -> str:
    if audience not in AUDIENCES:
        raise AudienceUnknown
    return audience
