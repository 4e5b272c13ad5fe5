"""Who pays for a course that stays free? Asked by contexts that never import sponsorship.

Sponsorship registers who answers. Nobody registered, or a failure: no sponsor is shown, and
nothing else changes.
"""

import logging

from agir_platform.ports import CourseSponsor, CourseSponsors

log = logging.getLogger(__name__)

_answering: list[CourseSponsors] = []


def register(sponsors: CourseSponsors) -> None:
    """Let ``sponsors`` answer from now on, in the place of who did."""
    _answering[:] = [sponsors]


def withdraw() -> None:
    """Let nobody answer. Idempotent."""
    _answering.clear()


def of(course_key: str) -> tuple[CourseSponsor, ...]:
    """Return the sponsors of a course that are shown now; never raises."""
    if not _answering:
        return ()
    try:
        return _answering[0].of(course_key)
    except Exception:
        log.exception("The sponsors of %s could not be read", course_key)
        return ()
