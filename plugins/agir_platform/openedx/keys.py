"""Which text is the canonical form of a key? The one that parsing and printing leaves alone."""

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey


def course_key_of(text: str) -> CourseKey | None:
    """Return the course key a text names, ``None`` for a library, a block or nonsense."""
    try:
        return CourseKey.from_string(text)
    except InvalidKeyError:
        return None


def usage_key_of(text: str, course: CourseKey | None = None) -> UsageKey | None:
    """Return the usage key a text names, with its run filled in from ``course``, or ``None``."""
    try:
        usage = UsageKey.from_string(text)
    except InvalidKeyError:
        return None
    return usage if course is None else usage.map_into_course(course)
