"""What does a course keep from those who do not pay? Its graded exercises, where it is set so.

As on the platform, the setting bites only in a course that somebody can pay for.
"""

from __future__ import annotations

from typing import Any

from host.courseware.models import BlockRow, Course, CourseMode, Enrolment


def withholds(row: BlockRow, user: Any) -> bool:
    """Tell whether this block is kept from a learner. No statement where nothing is gated."""
    is_gated = row.course.gates_content and row.graded and row.is_scored
    return is_gated and not _pays_or_free_of_charge(user, row.course)


def shown_to(user: Any, course: Course) -> frozenset[str]:
    """Return the keys of the blocks that an enrolled learner may open."""
    rows = BlockRow.objects.filter(course=course)
    if course.gates_content and not _pays_or_free_of_charge(user, course):
        rows = rows.exclude(graded=True, is_scored=True)
    return frozenset(rows.values_list("usage_key", flat=True))


def _pays_or_free_of_charge(user: Any, course: Course) -> bool:
    """Tell whether the learner's mode is a paid one, or the course has none."""
    paid = list(
        CourseMode.objects.filter(course=course, price_minor__gt=0).values_list("slug", flat=True)
    )
    if not paid:
        return True
    return Enrolment.objects.filter(
        user_id=user.pk, course=course, mode__in=paid, is_active=True
    ).exists()
