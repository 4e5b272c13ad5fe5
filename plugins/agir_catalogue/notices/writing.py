"""How does a notice change? With a version, a line of history and one of the change log.

All three are written in one transaction; what did not change is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_catalogue.domain import notice as rules
from agir_catalogue.domain.notice import NothingToUndo, NoticeMoved, Said
from agir_catalogue.models import Notice, NoticeVersion
from agir_catalogue.notices import snapshot
from agir_catalogue.notices.changes import Kind, log_changes
from agir_kernel.clock import FixedClock
from agir_platform.ports import CourseFacts, CourseUnknown

PLATFORM: Final = "platform"
STAFF: Final = "staff"
UNDO: Final = "undo"
ASIDE: Final = "aside"
GONE: Final = "gone"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a course now: ``facts``, and the digest of what other tables hold."""

    facts: CourseFacts
    aside: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who changes a notice: a pseudonym, and the name they go by."""

    subject: UUID
    name: str


@dataclass(frozen=True, slots=True)
class _Change:
    """A row as it is to be, and what its history says."""

    row: Notice
    was_public: bool
    origin: str
    before: Said
    after: Said
    by: Signer | None = None


def refresh(readings: Mapping[str, Reading], now: datetime) -> tuple[str, ...]:
    """Bring notices in line with what was read; return the keys of those that changed.

    One SELECT where nothing changed. Else one more transaction of at most nine statements.
    """
    rows = {row.pk: row for row in Notice.objects.filter(pk__in=list(readings))}
    moved = [key for key, reading in readings.items() if not _says(rows.get(key), reading)]
    if not moved:
        return ()
    with transaction.atomic():
        absent = [key for key in moved if key not in rows]
        Notice.objects.bulk_create(
            [Notice(course_key=key, version=0, modified_at=now) for key in absent],
            ignore_conflicts=True,
        )
        changes = [_refreshed(row, readings[row.pk]) for row in _locked(moved)]
        return _write([one for one in changes if one is not None], now)


def leave(course_keys: Collection[str], now: datetime) -> tuple[str, ...]:
    """Note that the platform has these courses no more; return those that it had until now."""
    if not course_keys:
        return ()
    with transaction.atomic():
        changes = []
        for row in _locked(course_keys):
            if not row.is_gone:
                was_public, row.is_gone, row.is_public = row.is_public, True, False
                changes.append(_Change(row, was_public, GONE, {}, {}))
        return _write(changes, now)


def complete(
    course_key: str, changes: Said, by: Signer, now: datetime, *, version: int | None = None
) -> bool:
    """Let a team complete a notice by checked ``changes``; return whether anything changed.

    Raises ``CourseUnknown``, ``NoticeMoved`` where ``version`` is not the present one,
    ``NoticeFieldUnfit``.
    """
    return _rewrite(course_key, STAFF, by, now, version, lambda one: rules.applied(one, changes))


def undo(
    course_key: str, of: int, by: Signer, now: datetime, *, version: int | None = None
) -> bool:
    """Take the change that made version ``of`` back; return whether anything changed.

    Raises ``CourseUnknown``, ``NoticeMoved``, ``NothingToUndo``.
    """
    made = NoticeVersion.objects.filter(notice_id=course_key, version=of).first()
    if made is None or made.origin not in (STAFF, UNDO):
        raise NothingToUndo(version=of)
    before, after = made.before, made.after
    return _rewrite(
        course_key, UNDO, by, now, version, lambda one: rules.undone(one, before, after, of)
    )


def _rewrite(
    course_key: str,
    origin: str,
    by: Signer,
    now: datetime,
    version: int | None,
    rewrite: Callable[[Said], Said],
) -> bool:
    with transaction.atomic():
        row = next(iter(_locked([course_key])), None)
        if row is None or row.is_gone:
            raise CourseUnknown(course_key=course_key)
        if version is not None and version != row.version:
            raise NoticeMoved(version=row.version)
        completed = rewrite(row.completed)
        names = rules.differing(row.completed, completed)
        if not names:
            return False
        before, after = _part(row.completed, names), _part(completed, names)
        was_public, row.completed = row.is_public, completed
        _settle(row)
        _write([_Change(row, was_public, origin, before, after, by)], now)
    return True


def _refreshed(row: Notice, reading: Reading) -> _Change | None:
    if _says(row, reading):
        return None
    facts = snapshot.kept(reading.facts)
    names = rules.differing(row.facts, facts)
    before, after = _part(row.facts, names), _part(facts, names)
    was_public, is_back = row.is_public, row.is_gone
    row.facts, row.aside, row.is_gone = facts, reading.aside, False
    _settle(row)
    return _Change(row, was_public, PLATFORM if names or is_back else ASIDE, before, after)


def _says(row: Notice | None, reading: Reading) -> bool:
    if row is None or row.version == 0 or row.is_gone:
        return False
    return row.aside == reading.aside and row.facts == snapshot.kept(reading.facts)


def _settle(row: Notice) -> None:
    is_listed = row.facts.get("is_listed") is True
    row.is_public = is_listed and not row.completed.get("is_withheld")


def _write(changes: Sequence[_Change], now: datetime) -> tuple[str, ...]:
    """Write rows, their history and the log, the log last, in the caller's transaction."""
    if not changes:
        return ()
    for one in changes:
        one.row.version += 1
        one.row.modified_at = now
    Notice.objects.bulk_update([one.row for one in changes], _COLUMNS)
    NoticeVersion.objects.bulk_create(_line(one, now) for one in changes)
    told = [
        (one.row.pk, Kind.UPSERT if one.row.is_public else Kind.TOMBSTONE)
        for one in changes
        if one.row.is_public or one.was_public
    ]
    if told:
        log_changes(told, clock=FixedClock(now))
    return tuple(one.row.pk for one in changes)


_COLUMNS: Final = (
    "facts",
    "completed",
    "aside",
    "version",
    "is_public",
    "is_gone",
    "modified_at",
)


def _line(one: _Change, now: datetime) -> NoticeVersion:
    return NoticeVersion(
        notice_id=one.row.pk,
        version=one.row.version,
        at=now,
        origin=one.origin,
        before=one.before,
        after=one.after,
        by=one.by.subject if one.by else None,
        by_name=one.by.name if one.by else "",
    )


def _locked(course_keys: Iterable[str]) -> list[Notice]:
    """Return the rows, locked in one order, so that two writers wait and never deadlock."""
    rows = Notice.objects.select_for_update().filter(pk__in=list(course_keys))
    return list(rows.order_by("pk"))


def _part(said: Said, names: Collection[str]) -> Said:
    return {name: said[name] for name in names if name in said}
