"""What may an author make in the small Studio? A block of an installed XBlock, in a unit."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from opaque_keys.edx.keys import CourseKey

from host.courseware import publishing
from host.courseware.models import BlockRow
from host.courseware.olx.importing import offers
from host.courseware.runtime import HostRuntime
from host.courseware.runtime.types import class_of


def keep_up(row: BlockRow, block: Any) -> None:
    """Let the row say what the block says after its author changed it: title, score, weight."""
    row.title = (getattr(block, "display_name", None) or row.title)[:255]
    row.is_scored = bool(getattr(block, "has_score", False))
    row.weight, row.possible = offers(block) if row.is_scored else (None, None)
    row.save()


@transaction.atomic
def add_block(parent_key: str, block_type: str) -> str:
    """Add an empty block at the end of a unit and return its usage key.

    Raises ``PluginMissingError`` where nothing installed runs the type.
    """
    class_of(block_type)
    unit = BlockRow.objects.select_related("course").get(usage_key=parent_key)
    course_key = CourseKey.from_string(unit.course.key)
    usage = course_key.make_usage_key(block_type, uuid4().hex)
    block = HostRuntime(course_key).block(usage)
    row = BlockRow.objects.create(
        usage_key=str(usage),
        course=unit.course,
        block_type=block_type,
        parent=unit,
        position=unit.children.count(),
        title=(getattr(block, "display_name", None) or block_type)[:255],
        level="leaf",
        is_scored=bool(getattr(block, "has_score", False)),
        graded=unit.graded,
        format=unit.format,
    )
    publishing.publish(unit.course, unit)
    return row.usage_key
