"""Which scores does the real platform hold already? Problem scores and subsection grades."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from agir_platform.openedx import grades
from agir_platform.openedx.keys import course_key_of, usage_key_of
from agir_platform.openedx.pages import Table, page
from agir_platform.ports import ScorePage

# A row's instant is written before its transaction commits: one that commits late must not lie
# behind a position already passed. The longest grade task of the platform runs for 300 seconds.
SETTLED_AFTER: Final = timedelta(minutes=10)


class OpenEdxScores:
    """Stored scores, read in a stable order."""

    def changed_after(self, position: str, limit: int) -> ScorePage:
        """Return stored scores after ``position`` that are at least ten minutes old."""
        settled = Q(modified__lte=timezone.now() - SETTLED_AFTER)
        return page(_tables(settled, settled), position, limit)

    def of_course(
        self, course_key: str, usage_keys: Iterable[str], position: str, limit: int
    ) -> ScorePage:
        """Return stored scores of these blocks after ``position``."""
        course = course_key_of(course_key)
        usages = [usage_key_of(text) for text in usage_keys]
        known = [usage for usage in usages if usage is not None]
        if course is None or not known:
            return ScorePage(scores=(), position="")
        in_course = Q(course_id=course)
        tables = _tables(
            in_course & Q(module_state_key__in=known), in_course & Q(usage_key__in=known)
        )
        return page(tables, position, limit)


def _tables(problems: Q, subsections: Q) -> tuple[Table, Table]:
    return (
        Table(_problems().filter(problems), grades.of_student_module),
        Table(_subsections().filter(subsections), grades.of_stored_subsection),
    )


def _problems() -> Any:
    from lms.djangoapps.courseware.models import StudentModule  # noqa: PLC0415

    return StudentModule.objects.filter(grade__isnull=False, max_grade__gt=0).defer("state")


def _subsections() -> Any:
    from lms.djangoapps.grades.models import PersistentSubsectionGrade  # noqa: PLC0415

    return PersistentSubsectionGrade.objects.select_related("override")
