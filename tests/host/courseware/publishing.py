"""What is said when learners may see something new?"""

from __future__ import annotations

from django.db import transaction
from opaque_keys.edx.keys import CourseKey, UsageKey
from openedx_events.content_authoring.data import XBlockData
from openedx_events.content_authoring.signals import XBLOCK_PUBLISHED

from host.courseware.models import BlockRow, Course
from host.door.signals import COURSE_PUBLISHED


def publish(course: Course, unit: BlockRow | None = None) -> None:
    """Say after the commit that the course was published; a unit is named on its own first."""

    def say() -> None:
        if unit is not None:
            key = UsageKey.from_string(unit.usage_key)
            XBLOCK_PUBLISHED.send_event(
                xblock_info=XBlockData(usage_key=key, block_type=unit.block_type)
            )
        COURSE_PUBLISHED.send_robust(sender=None, course_key=CourseKey.from_string(course.key))

    transaction.on_commit(say)
