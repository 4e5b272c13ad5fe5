"""Why is this happening? The type of the event transaction, kept in the request's cache.

As on the platform: ``edx.grades.problem.submitted`` unless somebody else acts, and a task that
goes on later is given the type by who queued it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from edx_django_utils.cache import RequestCache

SUBMITTED: Final = "edx.grades.problem.submitted"
RESCORED: Final = "edx.grades.problem.rescored"
OVERRIDDEN: Final = "edx.grades.problem.score_overridden"
STATE_DELETED: Final = "edx.grades.problem.state_deleted"
SUBSECTION_OVERRIDDEN: Final = "edx.grades.subsection.score_overridden"

_CACHE: Final = "event_transaction"
_KEY: Final = "type"


def get_event_transaction_type() -> str | None:
    """Return the type of the transaction under way, ``None`` outside of one."""
    return RequestCache(_CACHE).get_cached_response(_KEY).get_value_or_default(None)


def set_event_transaction_type(name: str | None) -> None:
    """Set the type; ``None`` ends it."""
    RequestCache(_CACHE).set(_KEY, name)


@contextmanager
def transaction_of(name: str | None) -> Iterator[None]:
    """Let what happens inside be of this type, and what follows of the former one."""
    before = get_event_transaction_type()
    set_event_transaction_type(name)
    try:
        yield
    finally:
        set_event_transaction_type(before)
