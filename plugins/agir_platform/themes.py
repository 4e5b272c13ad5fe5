"""What are courses about? Asked by contexts that never import the catalogue.

The catalogue registers who answers. Nobody registered, or a failure: nothing is known of a theme,
so that what is meant for a theme is offered to nobody.
"""

import logging
from collections.abc import Iterable

from agir_platform.ports import CourseThemes, ThemeName

log = logging.getLogger(__name__)

_answering: list[CourseThemes] = []


def register(themes: CourseThemes) -> None:
    """Let ``themes`` answer from now on, in the place of who did."""
    _answering[:] = [themes]


def withdraw() -> None:
    """Let nobody answer. Idempotent."""
    _answering.clear()


def named() -> tuple[ThemeName, ...]:
    """Return the themes that a form may offer, scheme by scheme; never raises."""
    if not _answering:
        return ()
    try:
        return _answering[0].named()
    except Exception:
        log.exception("The themes that there are could not be read")
        return ()


def about(course_keys: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all themes of these courses, sorted; never raises."""
    keys = tuple(course_keys)
    if not keys or not _answering:
        return ()
    try:
        return tuple(sorted(_answering[0].about(keys)))
    except Exception:
        log.exception("The themes of courses could not be read")
        return ()
