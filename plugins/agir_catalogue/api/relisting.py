"""The whole public catalogue, made again from what it copies. Each night, or after a fault.

Who may: this function does not ask; its callers are jobs.
"""

from __future__ import annotations

from collections.abc import Iterator

from agir_catalogue.api import listings, notices, peers
from agir_catalogue.data import NoticeView

__all__ = ["refresh"]


def refresh() -> tuple[int, int]:
    """Make every listing say what its notice, or its operator, says; return (changed, gone).

    ``gone`` counts courses of this site. Idempotent: a second run writes nothing. Statements grow
    with the courses by pages of ``notices.MOST``, and the covenant is asked once a course.
    """
    changed, kept = 0, set()
    for page in _pages():
        changed += listings.touch_notices(page)
        kept |= {listings.named(notice.uri) for notice in page}
    gone = listings.drop_others(kept)
    # A peer that bears another name by now must not find its addresses taken by the old one.
    changed += listings.drop_origins([one.name for one in peers.peers()])
    return changed + peers.refresh_listings(), gone


def _pages() -> Iterator[tuple[NoticeView, ...]]:
    after = ""
    while page := notices.notices(after, notices.MOST):
        yield page
        after = page[-1].course_key
