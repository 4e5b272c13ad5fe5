"""Is somebody's presence at a block anybody's business?

Only where an author made a link of the kind ``completion``, which is rare, while completions are
the most frequent thing a platform says. So a process asks for a course's link version once a
minute at most, and may miss the first minute of such a link: presence weighs nothing.
"""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import Final

from agir_competencies import link_cache
from agir_competencies.domain.link import COMPLETION
from agir_platform.ports import Completion, Score, ScoreCause

ASKED_EVERY: Final = 60.0  # seconds
WHOLE: Final = 1

_asked: dict[str, float] = {}
_lock = Lock()


def score_of(completion: Completion) -> Score | None:
    """Return a completion as evidence of presence, ``None`` where no link asks for it.

    One that fell to 0 takes the presence away. No SELECT; one a minute for a course, or two.
    """
    if not _is_linked(completion):
        return None
    is_gone = completion.share <= 0
    return Score(
        user_id=completion.user_id,
        course_key=completion.course_key,
        usage_key=completion.usage_key,
        kind=COMPLETION,
        earned=None if is_gone else completion.share,
        possible=None if is_gone else type(completion.share)(WHOLE),
        cause=ScoreCause.DELETION if is_gone else ScoreCause.ATTEMPT,
        occurred_at=completion.occurred_at,
    )


def clear() -> None:
    """Ask again at once; for tests."""
    with _lock:
        _asked.clear()


def _is_linked(completion: Completion) -> bool:
    course_key, now = completion.course_key, monotonic()
    with _lock:
        is_due = now - _asked.get(course_key, -ASKED_EVERY) >= ASKED_EVERY
        if is_due:
            _asked[course_key] = now
    links = link_cache.load(course_key) if is_due else link_cache.cached(course_key)
    several = links.by_object.get(completion.usage_key, ()) if links else ()
    return any(link.hears(COMPLETION) for link in several)
