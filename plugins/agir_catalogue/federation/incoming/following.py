"""How is only what changed read, from a peer of this suite that keeps a log of changes?

From the cursor read last; from the beginning where there is none, where the peer began its log
anew (410), or where somebody asks for all of it. Read from the beginning, a log tells every
course: who is not in it is gone.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from agir_catalogue.domain import moochub_record
from agir_catalogue.federation.incoming.asking import Asker
from agir_catalogue.federation.incoming.paging import PAGES, Reading
from agir_catalogue.federation.incoming.refusals import FeedAstray, FeedMalformed, FeedTooLong
from agir_platform.http import AnswerUnexpected

LIMIT: Final = 500
TOMBSTONE: Final = "tombstone"
UPSERT: Final = "upsert"


def read(asker: Asker, url: str, cursor: int | None) -> Reading:
    """Return what became of courses after ``cursor``. Raises what ``paging.read`` does."""
    if cursor is None:
        return _since(asker, url, 0, is_whole=True)
    try:
        return _since(asker, url, cursor, is_whole=False)
    except AnswerUnexpected as refusal:
        if refusal.facts.get("status") != HTTPStatus.GONE:
            raise
        return _since(asker, url, 0, is_whole=True)


def _since(asker: Asker, url: str, cursor: int, *, is_whole: bool) -> Reading:
    found, place = Reading(is_whole=is_whole, cursor=cursor), cursor
    for _ in range(PAGES):
        page = asker.ask(f"{url}?{urlencode({'after': place, 'limit': LIMIT})}").value
        changes, after = _changes(page, url)
        for change in changes:
            _take(found, change, url)
        if after < place or (changes and after == place):
            raise FeedAstray(host=urlsplit(url).hostname or "")
        found.cursor = place = after
        links = page.get("links")
        if not changes or not (isinstance(links, dict) and links.get("next")):
            found.is_unchanged = not (is_whole or found.seen)
            return found
    raise FeedTooLong(limit=PAGES, unit="pages")


def _changes(page: Any, url: str) -> tuple[list[Any], int]:
    changes = page.get("changes") if isinstance(page, dict) else None
    after = page.get("cursor") if isinstance(page, dict) else None
    if not isinstance(changes, list):
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="changes")
    if not isinstance(after, int) or isinstance(after, bool) or not 0 <= after < 2**63:
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="cursor")
    return changes, after


def _take(found: Reading, change: Any, url: str) -> None:
    """Read one change; a course that moved while the log was read counts as it was told last."""
    name = moochub_record.record_id(change)
    kind = change.get("kind") if isinstance(change, dict) else None
    if kind not in (TOMBSTONE, UPSERT):
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="kind")
    found.courses.pop(name, None)
    found.refused.pop(name, None)
    found.gone.discard(name)
    if kind == UPSERT:
        found.take(change.get("course"))
    else:
        found.seen += 1
        if name:
            found.gone.add(name)
