"""May somebody join a course now, without paying?

``None`` is unknown, where the platform does not tell: never taken for yes, nor counted as no.
"""

from __future__ import annotations

from datetime import datetime

from agir_platform.ports import CourseFacts


def is_free_to_join(facts: CourseFacts, now: datetime) -> bool | None:
    """Tell whether a free track of a listed course takes people in at ``now``.

    A free track is a mode without a price that has not expired; the enrolment window, where the
    platform states one, is open, and the course is not over.
    """
    if facts.is_listed is False or _is_closed(facts, now):
        return False
    if not facts.modes or facts.is_listed is None:
        return None
    free = (mode for mode in facts.modes if mode.price_minor == 0)
    return any(mode.expires_at is None or mode.expires_at > now for mode in free)


def _is_closed(facts: CourseFacts, now: datetime) -> bool:
    opens, closes, ends = facts.enrolment_opens_at, facts.enrolment_closes_at, facts.ends_at
    return bool((opens and opens > now) or (closes and closes <= now) or (ends and ends <= now))
