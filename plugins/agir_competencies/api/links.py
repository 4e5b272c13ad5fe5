"""Links: which objects of a course show, or promise, which competencies.

Who may: none of these functions asks; tags are written by those whom the platform lets write.
"""

from __future__ import annotations

from agir_competencies.data import LinkChanges, LinkView
from agir_competencies.linking import rerun, sync
from agir_competencies.models import Link
from agir_kernel.clock import Clock, SystemClock
from agir_platform.select import platform

__all__ = ["copy_links", "links_of", "sync_course", "sync_object"]


def sync_object(object_key: str, *, clock: Clock | None = None) -> LinkChanges:
    """Make the links of one object (a usage key or a course key) those of its tags.

    A key that names no block of a course here changes nothing and is logged. The course's link
    version rises in the same transaction, when and only when a link changed.
    """
    now = (clock or SystemClock()).now()
    return sync.sync_object(object_key, platform().courses, now)


def sync_course(course_key: str, *, clock: Clock | None = None) -> LinkChanges:
    """Make the links of a whole course those of its tags; raise ``CourseUnknown``."""
    now = (clock or SystemClock()).now()
    return sync.sync_course(course_key, platform().courses, now)


def copy_links(source: str, destination: str, *, clock: Clock | None = None) -> LinkChanges:
    """Copy tags and links of a course into its rerun, each once; raise ``CourseUnknown``."""
    now = (clock or SystemClock()).now()
    return rerun.copy_links(source, destination, platform().courses, now)


def links_of(course_key: str) -> list[LinkView]:
    """Return all links of a course, removed ones too, by object and label. One SELECT."""
    rows = Link.objects.filter(course_key=course_key).select_related("competency")
    return [
        LinkView(
            link_id=row.id,
            object_key=row.object_key,
            competency=row.competency.identifier,
            label=str(row.competency),
            kind=row.kind,
            weight=row.weight,
            origin=row.origin,
            created_at=row.created_at,
            removed_at=row.removed_at,
        )
        for row in rows.order_by("object_key", "competency__label", "id")
    ]
