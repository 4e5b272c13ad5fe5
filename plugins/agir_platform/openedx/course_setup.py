"""What did a course's team choose in the advanced settings? Two fields of the course's own block.

Read and written on the draft branch, as Studio does, so that it works in the LMS as well, whose
own branch is the published one. The root of a course is published by being written.
"""

from typing import Any

from agir_platform.openedx.keys import course_key_of
from agir_platform.ports import CourseSetup, CourseUnknown


def of(course_key: str) -> CourseSetup:
    """Return what was chosen; raise ``CourseUnknown``."""
    _, course = _read(course_key)
    return _setup_of(course)


def write(course_key: str, setup: CourseSetup) -> None:
    """Write what differs, in the name of the platform's own commands; raise ``CourseUnknown``."""
    from xmodule.modulestore import ModuleStoreEnum  # noqa: PLC0415

    key = course_key_of(course_key)
    store, course = _read(course_key)
    if _setup_of(course) == setup:
        return
    with (
        store.branch_setting(ModuleStoreEnum.Branch.draft_preferred, key),
        store.bulk_operations(key),
    ):
        course = store.get_course(key)
        course.advanced_modules = list(setup.blocks)
        course.disable_progress_graph = not setup.has_completion_chart
        store.update_item(course, ModuleStoreEnum.UserID.mgmt_command)


def _read(course_key: str) -> tuple[Any, Any]:
    from xmodule.modulestore.django import modulestore  # noqa: PLC0415

    key = course_key_of(course_key)
    store = modulestore()
    course = None if key is None else store.get_course(key)
    if course is None:
        raise CourseUnknown(course_key=course_key)
    return store, course


def _setup_of(course: Any) -> CourseSetup:
    return CourseSetup(
        blocks=tuple(dict.fromkeys(course.advanced_modules)),
        has_completion_chart=not course.disable_progress_graph,
    )
