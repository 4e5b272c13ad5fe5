"""In which format does a peer tell its courses? What a page is tells it: no setting can be wrong.

MOOChub: an object of JSON:API with ``data``. AMB: documents of JSON-LD, as a list, as the
``@graph`` of one document, as an ``ItemList``, or one alone; its next page is told by ``next``, by
``links`` as in JSON:API, or by a ``view`` of Hydra.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from agir_catalogue.domain import amb_record, moochub_record
from agir_catalogue.domain.amb_record import plainly
from agir_catalogue.domain.peer_facts import PeerFacts
from agir_catalogue.federation.incoming.refusals import FeedMalformed


@dataclass(frozen=True, slots=True)
class Format:
    """How a record is named and read, and where a page says what follows it."""

    name: str
    record_id: Callable[[Any], str]
    read: Callable[[Any], PeerFacts]
    next: Callable[[Any], Any]


def told(page: Any, url: str) -> tuple[Format, list[Any]]:
    """Return the format of a page and its records; raises ``FeedMalformed`` for what is none."""
    if isinstance(page, dict) and isinstance(page.get("data"), list):
        return MOOCHUB, page["data"]
    records = _documents(page)
    if records is None:
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="data")
    return AMB, records


def _documents(page: Any) -> list[Any] | None:
    if isinstance(page, list):
        return page or None  # a server that is broken says this too: it takes no course away
    if not isinstance(page, dict):
        return None
    for name in ("@graph", "itemListElement", "member", "hydra:member"):
        if isinstance(page.get(name), list):
            return [_item(one) for one in page[name]]
    kinds = plainly(page).get("type")
    is_one = "LearningResource" in (kinds if isinstance(kinds, list) else [kinds])
    return [page] if is_one else None


def _item(one: Any) -> Any:
    """Return what an element of a list holds: the document, or the document in its ``item``."""
    held = one.get("item") if isinstance(one, dict) else None
    return held if isinstance(held, dict) else one


def _linked(page: Any) -> Any:
    """Return the next page as JSON:API tells it; a link is also written as an object."""
    links = page.get("links") if isinstance(page, dict) else None
    link = links.get("next") if isinstance(links, dict) else None
    return link.get("href") if isinstance(link, dict) else link


def _following(page: Any) -> Any:
    if not isinstance(page, dict):
        return None
    view = page.get("view") or page.get("hydra:view")
    in_view = (view.get("next") or view.get("hydra:next")) if isinstance(view, dict) else None
    link = page.get("next") or in_view
    return (plainly(link).get("id") if isinstance(link, dict) else link) or _linked(page)


MOOCHUB: Final = Format("moochub", moochub_record.record_id, moochub_record.read, _linked)
AMB: Final = Format("amb", amb_record.record_id, amb_record.read, _following)
