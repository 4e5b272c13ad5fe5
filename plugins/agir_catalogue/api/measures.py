"""What was measured of courses: a report taken in, or a browser sent.

Who may: none of these functions asks; they are for the commands of who runs the site. What they
find counts at the next look at a course (``api.covenant.look_at``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agir_catalogue.covenant import measured
from agir_catalogue.domain import measures
from agir_catalogue.domain.measures import CourseMeasure, MeasuresUnreadable
from agir_catalogue.measuring import browsing
from agir_catalogue.measuring.browsing import MeasurerAbsent
from agir_kernel.clock import Clock, SystemClock

__all__ = ["CourseMeasure", "MeasurerAbsent", "MeasuresUnreadable", "measure", "report", "take"]

report = measures.written


def take(content: bytes, *, clock: Clock | None = None) -> int:
    """Keep the measures of a report, each unless a newer one is there; return how many.

    Raises ``MeasuresUnreadable``; a report from the future is none. Then nothing is kept.
    """
    found = measures.read(content)
    now = (clock or SystemClock()).now()
    if any(one.measured_at > now for one in found):
        raise MeasuresUnreadable(where="measured_at")
    return measured.keep(found)


def measure(
    course_keys: Iterable[str],
    *,
    units: int = browsing.SAMPLE,
    clock: Clock | None = None,
    told: Callable[[CourseMeasure], None] = lambda _: None,
) -> int:
    """Visit units of these courses as a visitor without an account, and keep what was measured.

    Raises ``MeasurerAbsent`` where no browser can be started here. ``told`` hears each course. A
    course that visitors may not read is left out: what is not seen is not measured.
    """
    found = browsing.measured(course_keys, units, (clock or SystemClock()).now)
    for one in found:
        told(one)
    return measured.keep(found)
