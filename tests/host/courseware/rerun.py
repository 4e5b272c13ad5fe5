"""How is a course run again? Its blocks are copied under a new key; tags are not.

``COURSE_RERUN_COMPLETED`` names the new course alone, where the installed events have it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import CourseKey, UsageKey
from openedx_events.content_authoring import signals as events
from openedx_events.content_authoring.data import CourseData

from host.courseware import publishing
from host.courseware.models import BlockRow, Course, CourseTeam, FieldValue
from host.courseware.models.field_value import NOBODY


def rerun(source: str, destination: str) -> Course:
    """Copy a course and its team under a new key; raise ``ValueError`` where it is taken."""
    key = CourseKey.from_string(destination)
    if Course.objects.filter(key=destination).exists():
        raise ValueError(f"{destination} exists")
    with transaction.atomic():
        course = _copied(Course.objects.get(key=source), key)
        event: Any = getattr(events, "COURSE_RERUN_COMPLETED", None)
        if event is not None:
            transaction.on_commit(lambda: event.send_event(course=CourseData(course_key=key)))
        publishing.publish(course)
    return course


def _copied(old: Course, key: CourseKey) -> Course:
    rows = list(old.blocks.order_by("pk"))
    team = list(old.team.values_list("user_id", flat=True))
    source = old.key
    new = Course(
        key=str(key),
        org=key.org,
        title=old.title,
        language=old.language,
        intro=old.intro,
        image=old.image,
        grading=old.grading,
        source=old.source,
        rerun_of=source,
        starts_at=old.starts_at,
        ends_at=old.ends_at,
        visibility=old.visibility,
        licence=old.licence,
        is_self_paced=old.is_self_paced,
    )
    new.save()
    CourseTeam.objects.bulk_create(CourseTeam(course=new, user_id=user) for user in team)
    made: dict[int | None, BlockRow | None] = {None: None}
    for row in _parents_first(rows):
        made[row.pk] = _copied_row(row, new, key, made[row.parent_id])
    _copy_fields([row.usage_key for row in rows], key)
    return new


def _parents_first(rows: list[BlockRow]) -> list[BlockRow]:
    done: set[int | None] = {None}
    ordered: list[BlockRow] = []
    waiting = rows
    while waiting:
        ready = [row for row in waiting if row.parent_id in done]
        ordered.extend(ready)
        done.update(row.pk for row in ready)
        waiting = [row for row in waiting if row.pk not in done]
    return ordered


def _copied_row(row: BlockRow, course: Course, key: CourseKey, parent: Any) -> BlockRow:
    return BlockRow.objects.create(
        usage_key=moved(row.usage_key, key),
        course=course,
        block_type=row.block_type,
        parent=parent,
        position=row.position,
        title=row.title,
        level=row.level,
        is_scored=row.is_scored,
        weight=row.weight,
        possible=row.possible,
        graded=row.graded,
        format=row.format,
    )


def _copy_fields(keys: list[str], key: CourseKey) -> None:
    rows = FieldValue.objects.filter(block__in=keys, user_id=NOBODY)
    FieldValue.objects.bulk_create(
        FieldValue(
            scope=row.scope,
            user_id=NOBODY,
            block=moved(row.block, key),
            field=row.field,
            value=row.value,
        )
        for row in rows.exclude(scope="user_state_summary")
    )


def moved(usage_key: str, key: CourseKey) -> str:
    """Return the same block's key in the other course."""
    usage = UsageKey.from_string(usage_key)
    return str(key.make_usage_key(usage.block_type, usage.block_id))
