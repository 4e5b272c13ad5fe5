"""Which courses does the site tell others of, in pages and since when?

Both readings are of the log (``notices.changes``): a course is listed while its last change is no
tombstone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from agir_catalogue.models import Change
from agir_catalogue.notices.changes import MOST, Kind, Logged, last_cursor, logged_since
from agir_kernel.errors import DomainError

PAGE: Final = 100
"""Courses of one page."""

SITEMAP: Final = 50_000
"""The most addresses that one sitemap may hold (sitemaps.org)."""


class PageUnknown(DomainError):
    """The feed has no such page: there are ``last``."""

    code: ClassVar[str] = "page_unknown"


class CursorUnknown(DomainError):
    """This site never gave the cursor: its log was begun anew, and is to be read from 0."""

    code: ClassVar[str] = "cursor_unknown"


class CourseUnlisted(DomainError):
    """The catalogue tells nobody of such a course."""

    code: ClassVar[str] = "course_unlisted"


@dataclass(frozen=True, slots=True)
class Page:
    """The keys of one page of ``last``, in the order of keys."""

    number: int
    last: int
    course_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What came after a cursor; ``is_all`` tells whether nothing comes after it."""

    after: int
    changes: tuple[Logged, ...]
    is_all: bool

    @property
    def cursor(self) -> int:
        """Return where to go on."""
        return self.changes[-1].cursor if self.changes else self.after


def page(number: int) -> Page:
    """Return a page of the listed courses, 1 or more. Two statements. Raises ``PageUnknown``."""
    rows = Change.objects.filter(kind=Kind.UPSERT)
    last = max(1, -(-rows.count() // PAGE))
    if not 1 <= number <= last:
        raise PageUnknown(page=number, last=last)
    first = (number - 1) * PAGE
    keys = rows.order_by("course_key").values_list("course_key", flat=True)
    return Page(number, last, tuple(keys[first : first + PAGE]))


def since(cursor: int, limit: int) -> Since:
    """Return at most ``limit`` changes after ``cursor``. Two statements at most.

    Raises ``CursorUnknown``.
    """
    limit = max(1, min(limit, MOST))
    found = logged_since(cursor, limit)
    if not found and cursor > last_cursor():
        raise CursorUnknown(cursor=cursor)
    return Since(cursor, found, len(found) < limit)


def changed() -> tuple[tuple[str, datetime], ...]:
    """Return each listed course and when it changed, the latest first. One statement."""
    rows = Change.objects.filter(kind=Kind.UPSERT).order_by("-cursor")
    return tuple(rows.values_list("course_key", "at")[:SITEMAP])
