"""How does the suite hear the host? Its signals, translated into the ports' records.

The LMS hears scores, completions and retirements, Studio tags, reruns and publishing; a host
that is both hears all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from openedx_events.content_authoring import signals as events

from agir_kernel.figures import NotAFigure, exact
from agir_platform import completions, hearing
from agir_platform.ports import Completion, CoursePublished, CourseRerun, Score, TagsChanged
from host.door import causes, learning, services, signals
from host.door.transactions import get_event_transaction_type


class HostSubscriptions:
    """The ports' subscriptions on the host's own signals."""

    def on_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear problem scores and subsection grades."""
        if _is(services.LMS):
            for name, translate in (
                ("PROBLEM_WEIGHTED_SCORE_CHANGED", of_problem_signal),
                ("SUBSECTION_SCORE_CHANGED", _of_subsection),
                ("SUBSECTION_OVERRIDE_CHANGED", _of_override),
            ):
                hearing.connect(getattr(signals, name), name, translate, receiver)

    def on_part_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear nothing: the host has no open responses and no LTI tools."""

    def on_completion(self, receiver: Callable[[Completion], None]) -> None:
        """Hear block completions."""
        if _is(services.LMS):
            completions.subscribe(receiver)

    def on_tags(self, receiver: Callable[[TagsChanged], None]) -> None:
        """Hear tag changes."""
        if _is(services.CMS):
            signal = events.CONTENT_OBJECT_TAGS_CHANGED
            hearing.connect(signal, "CONTENT_OBJECT_TAGS_CHANGED", _of_tags, receiver)

    def on_rerun(self, receiver: Callable[[CourseRerun], None]) -> None:
        """Hear course copies, where the installed events say them."""
        signal = getattr(events, "COURSE_RERUN_COMPLETED", None)
        if _is(services.CMS) and signal is not None:
            hearing.connect(signal, "COURSE_RERUN_COMPLETED", _of_rerun, receiver)

    def on_publish(self, receiver: Callable[[CoursePublished], None]) -> None:
        """Hear published courses."""
        if _is(services.CMS):
            hearing.connect(signals.COURSE_PUBLISHED, "COURSE_PUBLISHED", _of_publish, receiver)

    def on_retirement(self, receiver: Callable[[int], None]) -> None:
        """Hear retirements; a fault is let out, as the platform's pipeline runs again."""

        def hear(*, user: Any, **_: Any) -> None:
            receiver(user.pk)

        if _is(services.LMS):
            uid = hearing.uid_of("USER_RETIRE_LMS_MISC", receiver)
            signals.USER_RETIRE_LMS_MISC.connect(hear, weak=False, dispatch_uid=uid)


def _is(kind: str) -> bool:
    return kind in settings.AGIR_HOST_KINDS


def of_problem_signal(carried: Mapping[str, Any]) -> Score:
    """Return the score a problem's signal carries."""
    is_deleted = bool(carried.get("score_deleted"))
    try:
        earned = None if is_deleted else exact(carried["weighted_earned"])
        possible = None if is_deleted else exact(carried["weighted_possible"])
    except NotAFigure:
        earned = possible = None
    is_gone = earned is None or possible is None
    return Score(
        user_id=carried.get("user_id"),
        course_key=str(carried["course_id"]),
        usage_key=str(carried["usage_id"]),
        kind=learning.PROBLEM,
        earned=None if is_gone else earned,
        possible=None if is_gone else possible,
        cause=causes.problem_cause(get_event_transaction_type(), is_deleted=is_gone),
        occurred_at=carried["modified"],
    )


def _of_subsection(carried: Mapping[str, Any]) -> Score | None:
    return _stored(carried["user"].pk, str(carried["subsection_grade"].location))


def _of_override(carried: Mapping[str, Any]) -> Score | None:
    return _stored(carried["user_id"], str(carried["usage_id"]))


def _stored(user_id: int, usage_key: str) -> Score | None:
    rows = learning.models.SubsectionGrade.objects.select_related("course")
    row = rows.filter(user_id=user_id, usage_key=usage_key).first()
    return None if row is None else learning.of_subsection(row, get_event_transaction_type())


def _of_tags(carried: Mapping[str, Any]) -> TagsChanged:
    return TagsChanged(object_key=str(carried["content_object"].object_id))


def _of_rerun(carried: Mapping[str, Any]) -> CourseRerun | None:
    destination = str(carried["course"].course_key)
    course = learning.models.Course.objects.filter(key=destination).first()
    if course is None or not course.rerun_of:
        return None
    return CourseRerun(source=course.rerun_of, destination=destination)


def _of_publish(carried: Mapping[str, Any]) -> CoursePublished:
    return CoursePublished(course_key=str(carried["course_key"]))
