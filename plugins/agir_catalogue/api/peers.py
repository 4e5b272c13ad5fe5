"""Other operators, their courses, and what is doubted of them.

Who may: none of these functions asks. Readings are public; ``trust``, ``set_state``, ``answer``,
``confirm_merge``, ``undo_merge`` and ``merge`` are for who runs the site, ``dispute`` for anybody
signed in. A refusal's code has its sentence in ``agir_catalogue.sentences``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from agir_catalogue.api import listings
from agir_catalogue.domain.peer import State
from agir_catalogue.domain.same_course import Rule
from agir_catalogue.federation.incoming import (
    disputes as disputing,
)
from agir_catalogue.federation.incoming import (
    harvesting,
    merging,
    shown,
    trusting,
)
from agir_catalogue.federation.incoming.asking import Fetch
from agir_catalogue.federation.incoming.data import (
    DisputeView,
    HarvestView,
    PeerCourseView,
    PeerView,
    RejectionView,
)
from agir_catalogue.federation.incoming.keeping import Outcome
from agir_catalogue.federation.incoming.merging import MergeView
from agir_catalogue.federation.incoming.trusting import Look
from agir_catalogue.search.entry import named
from agir_kernel.clock import Clock, SystemClock
from agir_platform import http
from agir_platform.learners import api as learners

__all__ = [
    "DISPUTE_LIMIT",
    "DisputeView",
    "HarvestView",
    "Look",
    "MergeView",
    "Outcome",
    "PeerCourseView",
    "PeerView",
    "RejectionView",
    "Rule",
    "State",
    "answer",
    "confirm_merge",
    "course",
    "course_of",
    "courses",
    "dispute",
    "disputes",
    "harvest",
    "harvest_all",
    "look",
    "merges",
    "peer",
    "peers",
    "refresh_listings",
    "rejections",
    "set_state",
    "trust",
    "undo_merge",
]

DISPUTE_LIMIT: Final = disputing.LONGEST

course = shown.course
course_of = shown.by_uri
courses = shown.courses
disputes = shown.disputes
merges = merging.listed_pairs
peer = shown.peer
peers = shown.peers
rejections = shown.rejections


def look(url: str, *, clock: Clock | None = None, fetch: Fetch = http.fetch) -> Look:
    """Return what a person sees of another operator before trusting it. Writes nothing."""
    return trusting.look(url, _now(clock), fetch=fetch)


def trust(
    url: str, seal: str, *, clock: Clock | None = None, fetch: Fetch = http.fetch
) -> int:  # fmt: skip
    """Read this operator from now on, with the keys that ``seal`` stands for; see ``trusting``."""
    return trusting.trust(url, seal, _now(clock), fetch=fetch)


def set_state(number: int, state: State, *, clock: Clock | None = None) -> None:
    """Pause, resume or remove a peer: the courses of one that is removed are hidden at once."""
    trusting.set_state(number, state)
    if state is State.REMOVED:
        _show_otherwise(merging.settle(_now(clock)))
        _follow_origins()


def harvest(
    number: int, *, is_full: bool = False, clock: Clock | None = None, fetch: Fetch = http.fetch
) -> Outcome:
    """Read one peer, fold what is the same, and have the catalogue find it.

    A fault is an outcome. Raises ``PeerUnknown`` and ``PeerNotRead``. A reading that finds
    everything as it was writes one row and no course.
    """
    now = _now(clock)
    outcome = harvesting.harvest(number, now, is_full=is_full, fetch=fetch)
    _after(outcome, clock)
    return outcome


def harvest_all(
    *, is_full: bool = False, clock: Clock | None = None, fetch: Fetch = http.fetch
) -> Iterator[Outcome]:
    """Read every active peer; no peer stops another."""
    for outcome in harvesting.harvest_all(_now(clock), is_full=is_full, fetch=fetch):
        _after(outcome, clock)
        yield outcome
    _follow_origins()


def dispute(number: int, user_id: int, text: str, *, clock: Clock | None = None) -> int:
    """Put what a signed-in person doubts beside a peer's course; return its number."""
    return disputing.file(number, learners.subject_of(user_id), text, _now(clock))


def answer(number: int, text: str, *, clock: Clock | None = None) -> None:
    """Answer a dispute in the name of this site, once."""
    disputing.answer(number, text, _now(clock))


def confirm_merge(number: int, *, clock: Clock | None = None) -> None:
    """Fold two courses into one that a rule proposed."""
    _show_otherwise((merging.confirm(number, _now(clock)),))


def undo_merge(number: int, reason: str, *, clock: Clock | None = None) -> None:
    """Take two courses apart for good, with the reason."""
    _show_otherwise((merging.undo(number, reason, _now(clock)),))


def refresh_listings() -> int:
    """Have the catalogue find every course of every peer, and no other; return how many changed.

    For the nightly job: it mends what was lost.
    """
    changed, after = 0, 0
    while several := shown.courses(after=after, limit=shown.MOST):
        changed += listings.touch_others(several)
        after = several[-1].id
    for one in shown.peers():
        changed += _drop_gone(one.name)
    return changed + _follow_origins()


def _after(outcome: Outcome, clock: Clock | None) -> None:
    if outcome.is_changed:
        moved = merging.settle(_now(clock))
        _show_otherwise((*outcome.touched, *moved))


def _show_otherwise(numbers: Iterable[int]) -> None:
    """Have the catalogue follow what became of these courses."""
    wanted = set(numbers)
    if not wanted:
        return
    listings.touch_others(shown.courses_of(wanted))
    for name in shown.homes(wanted):
        _drop_gone(name)


def _drop_gone(name: str) -> int:
    """Take out what a peer no longer lists, or what is folded into another course."""
    return listings.drop_others({named(uri) for uri in shown.uris(name)}, name)


def _follow_origins() -> int:
    return listings.drop_origins([one.name for one in shown.peers()])


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
