"""What does this site tell other catalogues of its courses?

Who may: none of these functions asks; what they tell is public, and only notices that are public
are told. Each raises ``SiteUrlUnset`` where the site knows no address of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from agir_catalogue.api import notices
from agir_catalogue.data import NoticeView
from agir_catalogue.federation import amb, discovery, listed, moochub, schema_org, words
from agir_catalogue.federation.listed import CourseUnlisted, CursorUnknown, PageUnknown
from agir_catalogue.notices.changes import Kind, Logged
from agir_platform import addresses

__all__ = [
    "CourseUnlisted",
    "CursorUnknown",
    "PageUnknown",
    "amb_document",
    "changed_since",
    "discovery_document",
    "linked_document",
    "linked_script",
    "moochub_page",
    "sitemap",
]

FEED = "api/agir/catalogue/v1/moochub"
LOG = "api/agir/catalogue/v1/changes"


def discovery_document() -> dict[str, Any]:
    """Return what lies at ``/.well-known/mooc-federation.json``."""
    return discovery.document()


def moochub_page(number: int) -> dict[str, Any]:
    """Return a page of the feed, as JSON:API; raise ``PageUnknown``. Constant statements."""
    found = listed.page(number)
    views, by = _views(found.course_keys), words.operator()
    links = {"self": found.number, "first": 1, "last": found.last}
    if found.number > 1:
        links["prev"] = found.number - 1
    if found.number < found.last:
        links["next"] = found.number + 1
    feed = addresses.absolute(FEED)
    return {
        "links": {name: f"{feed}?page={place}" for name, place in links.items()},
        "data": [moochub.resource(views[key], by) for key in found.course_keys if key in views],
    }


def changed_since(cursor: int, limit: int) -> dict[str, Any]:
    """Return what became of courses after ``cursor`` (0: from the beginning), oldest first.

    ``cursor`` of the answer is where to go on, ``links.next`` its address, absent at the end. A
    course that is public no more is told as a tombstone, whatever the log says. Raises
    ``CursorUnknown``. Constant statements.
    """
    found = listed.since(cursor, limit)
    upserts = [one.course_key for one in found.changes if one.kind is Kind.UPSERT]
    views, by = _views(upserts), words.operator()
    log = addresses.absolute(LOG)
    links = {"self": f"{log}?after={found.after}&limit={limit}"}
    if not found.is_all:
        links["next"] = f"{log}?after={found.cursor}&limit={limit}"
    return {
        "links": links,
        "cursor": found.cursor,
        "changes": [_change(one, views.get(one.course_key), by) for one in found.changes],
    }


def amb_document(course_key: str) -> dict[str, Any]:
    """Return a course as AMB reads it; raise ``CourseUnlisted``."""
    return amb.document(_view(course_key), words.operator())


def linked_document(course_key: str) -> dict[str, Any]:
    """Return a course as schema.org describes it; raise ``CourseUnlisted``."""
    return schema_org.document(_view(course_key), words.operator())


def linked_script(course_key: str) -> SafeString:
    """Return the JSON-LD of a course, safe within ``<script type="application/ld+json">``.

    '' for a course that is not listed, and where the site knows no address of its own.
    """
    try:
        text = schema_org.script(linked_document(course_key))
    except (CourseUnlisted, addresses.SiteUrlUnset):
        text = ""
    return SafeString(text)  # no letter of it that a page would read as markup is left


def sitemap() -> tuple[tuple[str, datetime], ...]:
    """Return the keys of the listed courses and when each changed. One statement."""
    return listed.changed()


def _change(one: Logged, view: NoticeView | None, by: words.Operator) -> dict[str, Any]:
    told: dict[str, Any] = {
        "cursor": one.cursor,
        "kind": Kind.TOMBSTONE if view is None else one.kind,
        "id": str(words.course_id(one.course_key)),
        "courseCode": one.course_key,
        "at": words.instant(one.at),
    }
    return told if view is None else {**told, "course": moochub.resource(view, by)}


def _view(course_key: str) -> NoticeView:
    found = _views((course_key,)).get(course_key)
    if found is None:
        raise CourseUnlisted(course=course_key[:255])
    return found


def _views(course_keys: Any) -> Mapping[str, NoticeView]:
    """Return the public notices among these, in the language of each course."""
    found = notices.notices_of(course_keys) if course_keys else {}
    return {key: one for key, one in found.items() if one.is_public}
