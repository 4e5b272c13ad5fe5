"""How does every process learn that the links of a course changed?"""

from __future__ import annotations

import time

from agir_competencies.models import LinkVersion


def bump(course_key: str) -> int:
    """Raise the course's link version and return it; locks its row until the transaction ends.

    A version is the microsecond at which it was made, or one more than the last, so that a
    version that was rolled back is never given out again: a process that read links under it
    will not take them for those of a later change.
    """
    row, _ = LinkVersion.objects.select_for_update().get_or_create(
        course_key=course_key, defaults={"version": 0}
    )
    row.version = max(row.version + 1, time.time_ns() // 1000)
    row.save(update_fields=["version"])
    return row.version
