"""How is a change of a notice put into the log so that no reader ever skips it?

A reader keeps the last cursor it saw and asks for what came after. Were cursors given by the
table's own counter, a transaction that commits late would show a cursor below one already read,
and would never be heard of. So whoever writes holds the one row of ``ChangeHead`` until its
commit: cursors become visible in their own order (decision 0004).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.db.models import F

from agir_catalogue.models import Change, ChangeHead
from agir_kernel.clock import Clock, SystemClock

HEAD: Final = "notices"
MOST: Final = 500
"""The most changes that one question gets."""


class Kind(StrEnum):
    """What became of a notice."""

    UPSERT = "upsert"
    TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log."""

    cursor: int
    course_key: str
    kind: Kind
    at: datetime


def log_change(course_key: str, kind: Kind | str, *, clock: Clock | None = None) -> int:
    """Put the change of a course into the log, within the caller's transaction.

    Returns its cursor. Raises ``ValueError`` for another kind. See ``log_changes``.
    """
    return log_changes([(course_key, kind)], clock=clock)


def log_changes(changes: Iterable[tuple[str, Kind | str]], *, clock: Clock | None = None) -> int:
    """Put changes into the log, within the caller's transaction; return the last cursor.

    Four statements for any number of them (two more for the first ever). The row it locks is
    free again at the caller's commit: call it last, after other rows are written, so that two
    writers lock in the same order. A course named twice counts once, with its last kind.
    """
    told = {course_key: Kind(kind) for course_key, kind in changes}
    with transaction.atomic():
        last = _next(len(told))
        if not told:
            return last
        now = (clock or SystemClock()).now()
        Change.objects.filter(pk__in=told).delete()
        Change.objects.bulk_create(
            Change(course_key=course_key, cursor=cursor, kind=kind, at=now)
            for cursor, (course_key, kind) in enumerate(told.items(), last - len(told) + 1)
        )
    return last


def logged_since(cursor: int, limit: int) -> tuple[Logged, ...]:
    """Return what came after ``cursor``, oldest first, at most ``limit`` (1 to ``MOST``).

    One statement.
    """
    rows = Change.objects.filter(cursor__gt=cursor).order_by("cursor")[: max(1, min(limit, MOST))]
    return tuple(Logged(row.cursor, row.course_key, Kind(row.kind), row.at) for row in rows)


def last_cursor() -> int:
    """Return the cursor given last, 0 for a log without a line. One statement."""
    return ChangeHead.objects.filter(pk=HEAD).values_list("last", flat=True).first() or 0


def _next(number: int) -> int:
    """Take that many cursors and hold the log; return the last of them."""
    row = ChangeHead.objects.filter(pk=HEAD)
    # An update waits for whoever holds the row, and reads what that one committed.
    if not row.update(last=F("last") + number):  # a migration made it: somebody emptied the table
        ChangeHead.objects.bulk_create([ChangeHead(name=HEAD)], ignore_conflicts=True)
        row.update(last=F("last") + number)
    return row.values_list("last", flat=True).get()
