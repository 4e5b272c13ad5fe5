"""How is a whole MOOChub feed read, page by page, without being led astray?

All of it is read before anything is written: who is not in a feed that was cut off is not gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from agir_catalogue.domain import moochub_record
from agir_catalogue.domain.peer_facts import PeerFacts, RecordRefused, RecordRepeated
from agir_catalogue.federation.incoming.asking import Asker
from agir_catalogue.federation.incoming.refusals import FeedAstray, FeedMalformed, FeedTooLong

PAGES: Final = 500
COURSES: Final = 20_000


@dataclass(slots=True)
class Reading:
    """What a reading found. ``is_whole``: a course that is not in it is gone.

    ``gone`` are records whose end was told. ``refused`` is by record, the reason with its facts;
    a record without a name stands under its place (``#12``).
    """

    courses: dict[str, PeerFacts] = field(default_factory=dict)
    refused: dict[str, RecordRefused] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    is_whole: bool = True
    is_unchanged: bool = False
    etag: str = ""
    cursor: int | None = None
    seen: int = 0

    def take(self, record: Any) -> None:
        """Read one record: what is wrong with it loses it alone."""
        self.seen += 1
        if self.seen > COURSES:
            raise FeedTooLong(limit=COURSES, unit="courses")
        name = moochub_record.record_id(record) or f"#{self.seen}"
        try:
            if name in self.courses or name in self.refused:
                raise RecordRepeated
            self.courses[name] = moochub_record.read(record)
        except RecordRefused as refusal:
            self.refused.setdefault(name, refusal)


def read(asker: Asker, url: str, *, etag: str = "") -> Reading:
    """Return all records of a feed; ``etag`` is that of a feed that had one page.

    Raises what ``Asker.ask`` does, ``FeedAstray`` and ``FeedTooLong``.
    """
    found, place, read_already = Reading(), url, set[str]()
    while place:
        if place in read_already:
            raise FeedAstray(host=urlsplit(place).hostname or "")
        if len(read_already) == PAGES:
            raise FeedTooLong(limit=PAGES, unit="pages")
        told = asker.ask(place, etag=etag if not read_already else "")
        if told.value is None:
            return Reading(is_unchanged=True, etag=told.etag)
        read_already.add(place)
        for record in records_of(told.value, place):
            found.take(record)
        place = _next(told.value, place)
        found.etag = told.etag if len(read_already) == 1 and not place else ""
    return found


def records_of(page: Any, url: str) -> list[Any]:
    """Return the records of a page; raises ``FeedMalformed`` for what is none."""
    records = page.get("data") if isinstance(page, dict) else None
    if not isinstance(records, list):
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="data")
    return records


def _next(page: Mapping[str, Any], url: str) -> str:
    """Return the address of the next page, '' after the last; it stays at its host."""
    links = page.get("links")
    link = links.get("next") if isinstance(links, dict) else None
    if isinstance(link, dict):  # JSON:API also writes a link as an object
        link = link.get("href")
    if not isinstance(link, str) or not link:
        return ""
    place = urljoin(url, link)
    if urlsplit(place)[:2] != urlsplit(url)[:2]:
        raise FeedAstray(host=urlsplit(place).hostname or "")
    return place
