"""Which course does an object belong to, and what is it called in a copy of that course?"""

from __future__ import annotations

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey


def course_of(object_key: str) -> str | None:
    """Return the course key of a usage key or of a course key, ``None`` for anything else."""
    try:
        return str(CourseKey.from_string(object_key))
    except InvalidKeyError:
        pass
    try:
        course = UsageKey.from_string(object_key).course_key
    except (InvalidKeyError, AttributeError):
        return None
    return str(course) if course else None


def twin_of(object_key: str, source: str, destination: str) -> str:
    """Return the key that an object of ``source`` has in ``destination``."""
    if object_key == source:
        return destination
    usage = UsageKey.from_string(object_key)
    return str(usage.map_into_course(CourseKey.from_string(destination)))
