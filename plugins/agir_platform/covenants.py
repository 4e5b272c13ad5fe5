"""Does a course keep the free-track covenant? Whoever activates something on it asks here.

The catalogue registers who answers; it is asked by contexts that never import it (design,
decision 15). While nobody answers, the answer is a refusal and never a silent yes.
"""

import logging
from typing import ClassVar

from agir_kernel.errors import DomainError
from agir_platform.ports import CourseCovenant, CovenantVerdict

log = logging.getLogger(__name__)


class CovenantSilent(DomainError):
    """Nobody can say whether the course keeps the covenant: the catalogue is off, or failed."""

    code: ClassVar[str] = "covenant_silent"


class CovenantNotKept(DomainError):
    """The course does not keep the covenant; ``criteria`` are the guards that do not pass."""

    code: ClassVar[str] = "covenant_not_kept"


_answering: list[CourseCovenant] = []


def register(covenant: CourseCovenant) -> None:
    """Let ``covenant`` answer from now on, in the place of who did."""
    _answering[:] = [covenant]


def withdraw() -> None:
    """Let nobody answer. Idempotent."""
    _answering.clear()


def ask(course_key: str) -> CovenantVerdict:
    """Return the verdict on a course; raise ``CourseUnknown`` or ``CovenantSilent``."""
    if not _answering:
        raise CovenantSilent(course_key=course_key)
    try:
        return _answering[0].verdict(course_key)
    except DomainError:
        raise
    except Exception as fault:  # whatever broke, nothing may be activated on a guess
        log.exception("The covenant of %s could not be read", course_key)
        raise CovenantSilent(course_key=course_key) from fault


def ensure_kept(course_key: str) -> CovenantVerdict:
    """Return a verdict that passes; raise ``CovenantNotKept``, or what ``ask`` raises.

    For whoever activates sponsorship or certification. What is under way goes on: ask once, at
    the activation, and ask anew before the next.
    """
    verdict = ask(course_key)
    if not verdict.passes:
        guards = ("O1", "O2", "O3", "O4")
        missing = sorted(
            one.criterion
            for one in verdict.checks
            if one.criterion in guards and one.verdict != "pass"
        )
        raise CovenantNotKept(course_key=course_key, criteria=",".join(missing))
    return verdict
