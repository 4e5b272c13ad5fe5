"""Which scores does the real platform hold already?

Problem scores and subsection grades as one stream, ordered by (modified, table, id). A position
is that triple in text. Both tables are indexed by ``modified``, so that a page costs its length.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from agir_platform.openedx import grades
from agir_platform.openedx.keys import course_key_of, usage_key_of
from agir_platform.ports import Score, ScorePage

# A row's instant is written before its transaction commits: one that commits late must not lie
# behind a position already passed. The longest grade task of the platform runs for 300 seconds.
SETTLED_AFTER: Final = timedelta(minutes=10)


class Position(NamedTuple):
    """Where a reading stopped: the instant, the table (0 problems, 1 subsections), the row."""

    modified: datetime
    table: int
    row_id: int

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Return the position a text writes, ``None`` for the beginning."""
        if not text:
            return None
        modified, table, row_id = text.split("|")
        return cls(datetime.fromisoformat(modified), int(table), int(row_id))

    def __str__(self) -> str:
        """Write the position so that ``parse`` reads it."""
        return f"{self.modified.isoformat()}|{self.table}|{self.row_id}"


class OpenEdxScores:
    """Stored scores, read in a stable order."""

    def changed_after(self, position: str, limit: int) -> ScorePage:
        """Return stored scores after ``position`` that are at least ten minutes old."""
        settled = Q(modified__lte=timezone.now() - SETTLED_AFTER)
        problems, subsections = _problems().filter(settled), _subsections().filter(settled)
        return _page([problems, subsections], position, limit)

    def of_course(
        self, course_key: str, usage_keys: Iterable[str], position: str, limit: int
    ) -> ScorePage:
        """Return stored scores of these blocks after ``position``."""
        course = course_key_of(course_key)
        usages = [usage_key_of(text) for text in usage_keys]
        known = [usage for usage in usages if usage is not None]
        if course is None or not known:
            return ScorePage(scores=(), position="")
        problems = _problems().filter(course_id=course, module_state_key__in=known)
        subsections = _subsections().filter(course_id=course, usage_key__in=known)
        return _page([problems, subsections], position, limit)


def _problems() -> Any:
    from lms.djangoapps.courseware.models import StudentModule  # noqa: PLC0415

    return StudentModule.objects.filter(grade__isnull=False, max_grade__gt=0).defer("state")


def _subsections() -> Any:
    from lms.djangoapps.grades.models import PersistentSubsectionGrade  # noqa: PLC0415

    return PersistentSubsectionGrade.objects.select_related("override")


def _page(tables: list[Any], position: str, limit: int) -> ScorePage:
    """Return the next ``limit`` rows of the merged tables."""
    after = Position.parse(position)
    rows: list[tuple[Position, Any]] = []
    for table, queryset in enumerate(tables):
        waiting = queryset if after is None else queryset.filter(_behind(after, table))
        page = waiting.order_by("modified", "id")[:limit]
        rows.extend((Position(row.modified, table, row.pk), row) for row in page)
    rows = sorted(rows, key=lambda pair: pair[0])[:limit]
    scores = tuple(score for place, row in rows if (score := _score_of(place, row)) is not None)
    return ScorePage(scores=scores, position=str(rows[-1][0]) if rows else "")


def _behind(after: Position, table: int) -> Q:
    later = Q(modified__gt=after.modified)
    if table < after.table:
        return later
    same = Q(modified=after.modified)
    if table == after.table:
        same &= Q(id__gt=after.row_id)
    return Q(modified__gte=after.modified) & (later | same)


def _score_of(place: Position, row: Any) -> Score | None:
    return grades.of_student_module(row) if place.table == 0 else grades.of_subsection_row(row)
