"""How does the suite hear the real platform?

The LMS hears scores, completions and retirements; Studio hears tags, reruns and publishing. Each
connection that fails is logged and leaves the process running: a signal that a later release
renames must not stop a site.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string

from agir_platform import completions, hearing
from agir_platform.openedx import causes, grades, parts
from agir_platform.openedx.keys import course_key_of, usage_key_of
from agir_platform.ports import Completion, CoursePublished, CourseRerun, Score, TagsChanged

GRADES: Final = "lms.djangoapps.grades.signals.signals"
EVENTS: Final = "openedx_events.content_authoring.signals"
RETIREMENT: Final = "openedx.core.djangoapps.user_api.accounts.signals.USER_RETIRE_LMS_MISC"
PUBLISHED: Final = "xmodule.modulestore.django.COURSE_PUBLISHED"


class OpenEdxSubscriptions:
    """Signals and events of the platform, translated into the ports' records."""

    def on_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear problem scores and subsection grades, in the LMS."""
        if _is_lms():
            problem = f"{GRADES}.PROBLEM_WEIGHTED_SCORE_CHANGED"
            hearing.connect_if_there(problem, grades.of_problem_signal, receiver)
            for name, translate in (
                ("SUBSECTION_SCORE_CHANGED", _of_subsection),
                ("SUBSECTION_OVERRIDE_CHANGED", _of_override),
            ):
                hearing.connect_if_there(f"{GRADES}.{name}", translate, receiver)

    def on_part_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear criteria of open responses and line items of LTI tools, in the LMS. Untested."""
        if _is_lms():
            parts.subscribe(receiver)

    def on_completion(self, receiver: Callable[[Completion], None]) -> None:
        """Hear block completions, in the LMS."""
        if _is_lms():
            completions.subscribe(receiver)

    def on_tags(self, receiver: Callable[[TagsChanged], None]) -> None:
        """Hear tag changes, in Studio."""
        if not _is_lms():
            path = f"{EVENTS}.CONTENT_OBJECT_TAGS_CHANGED"
            hearing.connect_if_there(path, _of_tags, receiver)

    def on_rerun(self, receiver: Callable[[CourseRerun], None]) -> None:
        """Hear course copies, in Studio, where the installed events say them."""
        if not _is_lms() and _exists(f"{EVENTS}.COURSE_RERUN_COMPLETED"):
            hearing.connect_if_there(f"{EVENTS}.COURSE_RERUN_COMPLETED", _of_rerun, receiver)

    def on_publish(self, receiver: Callable[[CoursePublished], None]) -> None:
        """Hear published courses, in Studio."""
        if not _is_lms():
            hearing.connect_if_there(PUBLISHED, _of_publish, receiver)

    def on_retirement(self, receiver: Callable[[int], None]) -> None:
        """Hear retirements, in the LMS.

        Here a fault is let out: the platform's pipeline then stops and runs again, where a
        silent one would leave a person's data behind.
        """
        if not _is_lms():
            return

        def hear(*, user: Any, **_: Any) -> None:
            receiver(user.pk)

        try:
            signal = import_string(RETIREMENT)
        except ImportError as error:
            hearing.cannot_hear(RETIREMENT, error)
            return
        signal.connect(hear, weak=False, dispatch_uid=hearing.uid_of(RETIREMENT, receiver))


def _is_lms() -> bool:
    return getattr(settings, "SERVICE_VARIANT", "lms") != "cms"


def _exists(path: str) -> bool:
    try:
        import_string(path)
    except ImportError:
        return False
    return True


def _of_subsection(carried: Mapping[str, Any]) -> Score | None:
    grade = carried["subsection_grade"]
    return _stored_subsection(carried["user"].pk, str(carried["course"].id), str(grade.location))


def _of_override(carried: Mapping[str, Any]) -> Score | None:
    return _stored_subsection(
        carried["user_id"], str(carried["course_id"]), str(carried["usage_id"])
    )


def _stored_subsection(user_id: int, course_id: str, usage_id: str) -> Score | None:
    """Return the stored grade: what is heard is then what reconciliation would read."""
    from lms.djangoapps.grades.models import PersistentSubsectionGrade  # noqa: PLC0415

    course = course_key_of(course_id)
    usage = None if course is None else usage_key_of(usage_id, course)
    if usage is None:
        return None
    rows = PersistentSubsectionGrade.objects.select_related("override")
    row = rows.filter(user_id=user_id, course_id=course, usage_key=usage).first()
    return None if row is None else grades.of_subsection_row(row, causes.transaction_type())


def _of_tags(carried: Mapping[str, Any]) -> TagsChanged:
    return TagsChanged(object_key=str(carried["content_object"].object_id))


def _of_rerun(carried: Mapping[str, Any]) -> CourseRerun | None:
    from common.djangoapps.course_action_state.models import CourseRerunState  # noqa: PLC0415

    destination = carried["course"].course_key
    state = CourseRerunState.objects.filter(course_key=destination).order_by("-pk").first()
    if state is None:
        return None
    return CourseRerun(source=str(state.source_course_key), destination=str(destination))


def _of_publish(carried: Mapping[str, Any]) -> CoursePublished | None:
    course = carried["course_key"]
    return CoursePublished(course_key=str(course.for_branch(None))) if course.is_course else None
