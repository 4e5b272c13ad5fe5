"""How is a whole feed of MOOChub or AMB read, page by page, without being led astray?

All of it is read before anything is written: who is not in a feed that was cut off is not gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from agir_catalogue.domain.peer_facts import PeerFacts, RecordRefused, RecordRepeated
from agir_catalogue.federation.incoming import formats
from agir_catalogue.federation.incoming.asking import Asker
from agir_catalogue.federation.incoming.formats import Format
from agir_catalogue.federation.incoming.refusals import FeedAstray, FeedTooLong

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
    format: Format = formats.MOOCHUB

    def take(self, record: Any) -> None:
        """Read one record: what is wrong with it loses it alone."""
        self.seen += 1
        if self.seen > COURSES:
            raise FeedTooLong(limit=COURSES, unit="courses")
        name = self.format.record_id(record) or f"#{self.seen}"
        try:
            if name in self.courses or name in self.refused:
                raise RecordRepeated
            self.courses[name] = self.format.read(record)
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
        found.format, records = formats.told(told.value, place)
        for record in records:
            found.take(record)
        place = _next(found.format, told.value, place)
        found.etag = told.etag if len(read_already) == 1 and not place else ""
    return found


def _next(form: Format, page: Any, url: str) -> str:
    """Return the address of the next page, '' after the last; it stays at its host."""
    link = form.next(page)
    if not isinstance(link, str) or not link:
        return ""
    place = urljoin(url, link)
    if urlsplit(place)[:2] != urlsplit(url)[:2]:
        raise FeedAstray(host=urlsplit(place).hostname or "")
    return place
