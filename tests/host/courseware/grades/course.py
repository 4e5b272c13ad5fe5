"""What is the grade of a course, and what is said of it?

Said at every recalculation, changed or not, in the platform's order: passed for the first time,
the persistent grade, the changed grade, the passing status with an empty name, passed or failed.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from hashlib import sha1
from typing import Any

import simplejson
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey
from openedx_events.learning.data import (
    CourseData,
    CoursePassingStatusData,
    PersistentCourseGradeData,
    UserData,
    UserPersonalData,
)
from openedx_events.learning.signals import (
    COURSE_PASSING_STATUS_UPDATED,
    PERSISTENT_GRADE_SUMMARY_CHANGED,
)

from host.courseware.grades import policy, subsection
from host.courseware.models import Course, CourseGrade
from host.door import signals


def listen() -> None:
    """Follow every subsection's grade. Idempotent."""
    signals.SUBSECTION_SCORE_CHANGED.connect(
        _on_subsection, dispatch_uid="host.courseware.grades.course"
    )


def _on_subsection(*, course: Any, user: Any, **_: Any) -> None:
    recalculate(user, course.row)


def recalculate(user: Any, course: Course) -> CourseGrade:
    """Recalculate, store and tell the learner's grade of the course."""
    share = policy.percent(course.grading, _graded(user.pk, course))
    now = timezone.now()
    grade = CourseGrade.objects.filter(user_id=user.pk, course=course).first()
    grade = grade or CourseGrade(user_id=user.pk, course=course)
    grade.percent, grade.letter = share, policy.letter(course.grading, share)
    grade.modified = now
    is_first = bool(grade.letter) and grade.passed_at is None
    if is_first:
        grade.passed_at = now
    grade.save()
    _tell(user, course, grade, is_first=is_first)
    return grade


def _graded(user_id: int, course: Course) -> list[policy.Graded]:
    """Return each graded subsection with the learner's share; one that nobody began is 0."""
    grades = subsection.totals(user_id, course)
    rows = course.blocks.filter(level="subsection")
    graded = [row for row in rows if row.graded] or list(rows)
    nothing = Decimal(0), Decimal(0)
    found = []
    for row in graded:
        earned, possible = grades.get(row.usage_key, nothing)
        found.append(policy.Graded(row.format, earned / possible if possible else Decimal(0)))
    return found


def _tell(user: Any, course: Course, grade: CourseGrade, *, is_first: bool) -> None:
    key = CourseKey.from_string(course.key)
    if is_first:
        signals.COURSE_GRADE_PASSED_FIRST_TIME.send(sender=None, course_id=key, user=user)
    PERSISTENT_GRADE_SUMMARY_CHANGED.send_event(grade=_summary(user, course, grade))
    signals.COURSE_GRADE_CHANGED.send(
        sender=None, user=user, course_grade=grade, course_key=key, deadline=None
    )
    COURSE_PASSING_STATUS_UPDATED.send_event(
        course_passing_status=CoursePassingStatusData(
            is_passing=bool(grade.letter),
            course=CourseData(course_key=key),
            user=UserData(
                id=user.pk,
                is_active=user.is_active,
                pii=UserPersonalData(username=user.username, email=user.email, name=""),
            ),
        )
    )
    if grade.letter:
        signals.COURSE_GRADE_NOW_PASSED.send(sender=None, user=user, course_id=key)
    else:
        signals.COURSE_GRADE_NOW_FAILED.send(sender=None, user=user, course_id=key, grade=grade)


def _summary(user: Any, course: Course, grade: CourseGrade) -> PersistentCourseGradeData:
    rules = simplejson.dumps(course.grading, sort_keys=True).encode()
    passed: datetime | None = grade.passed_at
    return PersistentCourseGradeData(
        user_id=user.pk,
        course=CourseData(course_key=CourseKey.from_string(course.key)),
        course_edited_timestamp=grade.modified,
        course_version="",
        grading_policy_hash=sha1(rules, usedforsecurity=False).hexdigest(),
        percent_grade=float(grade.percent),
        letter_grade=grade.letter,
        passed_timestamp=passed,
    )
