"""How does a person enter and leave a course? With the platform's filters, events and holes.

``created`` is sent again when somebody comes back. Staff enrolling somebody in ``honor`` enrol
them in ``audit`` first, so that a receiver of ``created`` sees ``audit``.
"""

from __future__ import annotations

from typing import Any

from opaque_keys.edx.keys import CourseKey
from openedx_events.learning import signals as events
from openedx_events.learning.data import (
    CourseData,
    CourseEnrollmentData,
    UserData,
    UserPersonalData,
)
from openedx_filters.learning.filters import CourseEnrollmentStarted, CourseUnenrollmentStarted

from host.courseware.models import Course, Enrolment
from host.door import signals

DEFAULT_MODE = "audit"


class EnrolmentRefused(Exception):
    """A filter refused; the text says why."""


def enrol(user: Any, course: Course, mode: str = DEFAULT_MODE) -> Enrolment:
    """Enrol somebody by their own wish; raise ``EnrolmentRefused``.

    The filter gets mode ``None`` for somebody new and the old mode for who comes back.
    """
    row = Enrolment.objects.filter(user_id=user.pk, course=course).first()
    key = CourseKey.from_string(course.key)
    try:
        CourseEnrollmentStarted.run_filter(
            user=user, course_key=key, mode=None if row is None else row.mode
        )
    except CourseEnrollmentStarted.PreventEnrollment as refusal:
        raise EnrolmentRefused(str(refusal)) from refusal
    row = row or Enrolment(user=user, course=course)
    row.mode, row.is_active = mode, True
    row.save()
    events.COURSE_ENROLLMENT_CHANGED.send_event(enrollment=_told(row))
    signals.ENROLL_STATUS_CHANGE.send(
        sender=None, event="enroll", user=user, mode=mode, course_id=key
    )
    events.COURSE_ENROLLMENT_CREATED.send_event(enrollment=_told(row))
    return row


def enrol_by_staff(user: Any, course: Course, mode: str) -> Enrolment:
    """Enrol somebody else: in ``audit`` first, then in the mode."""
    row = enrol(user, course)
    if mode != row.mode:
        change_mode(row, mode)
    return row


def change_mode(row: Enrolment, mode: str) -> None:
    """Put an enrolment in another mode."""
    row.mode = mode
    row.save()
    events.COURSE_ENROLLMENT_CHANGED.send_event(enrollment=_told(row))
    signals.ENROLLMENT_TRACK_UPDATED.send(
        sender=None,
        user=row.user,
        course_key=CourseKey.from_string(row.course.key),
        mode=mode,
        countdown=30,
    )


def unenrol(user: Any, course: Course) -> None:
    """Take somebody out of a course; nothing happens to who is not in it."""
    row = Enrolment.objects.filter(user_id=user.pk, course=course, is_active=True).first()
    if row is None:
        return
    try:
        CourseUnenrollmentStarted.run_filter(enrollment=row)
    except CourseUnenrollmentStarted.PreventUnenrollment as refusal:
        raise EnrolmentRefused(str(refusal)) from refusal
    row.is_active = False
    row.save()
    key = CourseKey.from_string(course.key)
    events.COURSE_ENROLLMENT_CHANGED.send_event(enrollment=_told(row))
    signals.UNENROLL_DONE.send(sender=None, course_enrollment=row, skip_refund=False)
    signals.ENROLL_STATUS_CHANGE.send(
        sender=None, event="unenroll", user=user, mode=row.mode, course_id=key
    )
    events.COURSE_UNENROLLMENT_COMPLETED.send_event(enrollment=_told(row))
    signals.REFUND_ORDER.send(sender=None, course_enrollment=row)


def _told(row: Enrolment) -> CourseEnrollmentData:
    user, course = row.user, row.course
    return CourseEnrollmentData(
        user=UserData(
            id=user.pk,
            is_active=user.is_active,
            pii=UserPersonalData(
                username=user.username, email=user.email, name=user.get_full_name()
            ),
        ),
        course=CourseData(course_key=CourseKey.from_string(course.key), display_name=course.title),
        mode=row.mode,
        is_active=row.is_active,
        creation_date=row.created,
    )
