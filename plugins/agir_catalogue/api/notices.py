"""Notices: what the catalogue says of courses, completed by their teams, each change kept.

Who may: none of these functions asks; pages and views ask before they call. What is not
``is_public`` is for the course's team alone.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final

from django.db import transaction

from agir_catalogue.api import listings
from agir_catalogue.coproduction import records
from agir_catalogue.data import CompetencyRef, NoticeVersionView, NoticeView
from agir_catalogue.domain.notice import (
    ACCESS_MODES,
    FEATURES,
    FIELDS,
    HAZARDS,
    LEVELS,
    NothingToUndo,
    NoticeFieldUnfit,
    NoticeFieldUnknown,
    NoticeMoved,
    Said,
    certified,
    checked,
    is_free,
)
from agir_catalogue.domain.notice_findings import Finding
from agir_catalogue.domain.themes.shares import shares
from agir_catalogue.models import Notice
from agir_catalogue.notices import reading, snapshot, writing
from agir_catalogue.notices.reading import Parts
from agir_catalogue.notices.writing import Reading, Signer
from agir_catalogue.themes import tagging
from agir_competencies.api import teaching
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.ports import CourseFacts, CourseUnknown
from agir_platform.select import platform

__all__ = [
    "ACCESS_MODES",
    "FEATURES",
    "FIELDS",
    "HAZARDS",
    "LEVELS",
    "MOST",
    "Desk",
    "Finding",
    "NothingToUndo",
    "NoticeFieldUnfit",
    "NoticeFieldUnknown",
    "NoticeMoved",
    "complete",
    "desk",
    "notice",
    "notices",
    "notices_of",
    "refresh",
    "refresh_all",
    "undo",
]

log = logging.getLogger(__name__)
MOST: Final = 200
"""The most notices that one question gets, and that one refresh reads at once."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A notice as its team works on it.

    ``completed`` is what the team said, ``platform`` what stands there where it says nothing;
    ``history`` the latest changes, the last first. ``notice.version`` 0: not kept yet.
    """

    notice: NoticeView
    completed: Said
    platform: Said
    findings: tuple[Finding, ...]
    history: tuple[NoticeVersionView, ...]


def notice(course_key: str, language: str = "") -> NoticeView | None:
    """Return what the catalogue says of a course, public or not; ``None`` where it says nothing.

    At most nine SELECTs.
    """
    return notices_of([course_key], language).get(course_key)


def notices(
    after: str = "", limit: int = 50, language: str = "", *, everything: bool = False
) -> tuple[NoticeView, ...]:
    """Return the notices after a course key ('' = first), by key, at most ``MOST``.

    Public ones, unless ``everything`` is asked for. At most nine SELECTs.
    """
    rows = Notice.objects.filter(is_gone=False, version__gt=0, pk__gt=after)
    if not everything:
        rows = rows.filter(is_public=True)
    return tuple(_views(list(rows[: max(1, min(limit, MOST))]), language).values())


def notices_of(course_keys: Collection[str], language: str = "") -> dict[str, NoticeView]:
    """Return the notices of these courses, public or not, by key. At most nine SELECTs."""
    rows = Notice.objects.filter(is_gone=False, version__gt=0, pk__in=list(course_keys))
    return _views(list(rows), language)


def desk(course_key: str, language: str = "", *, clock: Clock | None = None) -> Desk:
    """Return a notice as its team works on it; raise ``CourseUnknown``. Writes nothing.

    At most thirteen SELECTs.
    """
    now = _now(clock)
    row = Notice.objects.filter(pk=course_key, is_gone=False).first() or _draft(course_key, now)
    parts = _parts([course_key], language).get(course_key, Parts())
    return Desk(
        notice=reading.view(row, parts, now),
        completed=row.completed,
        platform=reading.platform_says(row, now),
        findings=reading.findings(row, parts, now),
        history=reading.history(course_key, row.completed),
    )


def complete(
    course_key: str,
    changes: Mapping[str, object],
    by: int,
    *,
    version: int | None = None,
    clock: Clock | None = None,
) -> NoticeView:
    """Let a user of the course's team complete its notice, field by field; return it.

    ``changes`` are some of ``FIELDS``; an empty value clears a field, which then says again what
    the platform says. ``version`` is that of the notice that was read. Raises ``CourseUnknown``,
    ``NoticeFieldUnknown``, ``NoticeFieldUnfit``, ``NoticeMoved``; then nothing is written.
    """
    fit, now = checked(changes), _now(clock)
    expected = _begun(course_key, version, clock)
    writing.complete(course_key, fit, _signer(by), now, version=expected)
    return _written(course_key)


def undo(
    course_key: str, of: int, by: int, *, version: int | None = None, clock: Clock | None = None
) -> NoticeView:
    """Take the change that made version ``of`` back, as a change of its own; return the notice.

    Raises ``CourseUnknown``, ``NothingToUndo``, ``NoticeMoved``.
    """
    writing.undo(course_key, of, _signer(by), _now(clock), version=version)
    return _written(course_key)


def refresh(course_keys: Iterable[str], *, clock: Clock | None = None) -> tuple[str, ...]:
    """Bring these notices in line with the platform and with the rooms beside; return the changed.

    To be called as well after themes, institutions or links of a course changed. Courses that
    the platform has no more leave the catalogue. A refresh that changes nothing writes nothing.
    """
    keys, changed, now = iter(dict.fromkeys(course_keys)), [], _now(clock)
    while part := list(islice(keys, MOST)):
        facts = platform().courses.facts_of(part)
        parts = _parts(list(facts), "")
        readings = {
            key: Reading(one, _digest(parts.get(key, Parts()), one, now))
            for key, one in facts.items()
        }
        moved = writing.refresh(readings, now)
        left = writing.leave([key for key in part if key not in facts], now)
        changed += [*moved, *left]
        _list_later([*moved, *left])
    return tuple(changed)


def refresh_all(*, clock: Clock | None = None) -> tuple[str, ...]:
    """Refresh every course of the platform, and those that it had; return the changed."""
    known = Notice.objects.filter(is_gone=False).values_list("pk", flat=True)
    return refresh([*platform().courses.keys(), *known], clock=clock)


def _views(rows: list[Notice], language: str) -> dict[str, NoticeView]:
    now = _now(None)
    parts = _parts([row.pk for row in rows], language)
    return {row.pk: reading.view(row, parts.get(row.pk, Parts()), now) for row in rows}


def _parts(course_keys: Collection[str], language: str) -> dict[str, Parts]:
    """Return what other rooms hold of these courses."""
    if not course_keys:
        return {}
    taught = teaching.taught(course_keys, language=language)
    themes = tagging.said_of(course_keys)
    makers = records.credits_of(course_keys)
    nothing = teaching.Taught()
    return {
        key: Parts(
            teaches=_refs(taught.get(key, nothing).teaches),
            assesses=_refs(taught.get(key, nothing).assesses),
            themes=shares(one.tag for one in themes.get(key, ())),
            institutions=makers.get(key, ()),
        )
        for key in course_keys
    }


def _refs(several: Iterable[teaching.Named]) -> tuple[CompetencyRef, ...]:
    return tuple(
        CompetencyRef(one.identifier, one.uri, one.label, one.framework_title, one.framework_uri)
        for one in several
    )


def _digest(parts: Parts, facts: CourseFacts, now: datetime) -> str:
    """Return what changes when something beside the notice does.

    Another room's word, or a way to enrol that ended by its date: nobody touched the course then,
    and what it costs is another all the same.
    """
    terms = is_free(facts.modes, now), certified(facts.modes, now)
    return hashlib.sha256(repr((parts, terms)).encode()).hexdigest()


def _draft(course_key: str, now: datetime) -> Notice:
    """Return the notice that a refresh would begin, not kept."""
    facts = platform().courses.facts(course_key)
    if facts is None:
        raise CourseUnknown(course_key=course_key)
    return Notice(course_key=course_key, facts=snapshot.kept(facts), version=0, modified_at=now)


def _begun(course_key: str, version: int | None, clock: Clock | None) -> int | None:
    """Begin a notice that no refresh has met yet; return the version that must be the present."""
    if not Notice.objects.filter(pk=course_key, is_gone=False).exists():
        refresh([course_key], clock=clock)
        return None
    return 1 if version == 0 else version  # whoever read a draft read what a refresh wrote since


def _written(course_key: str) -> NoticeView:
    _list_later([course_key])
    found = notice(course_key)
    if found is None:
        raise CourseUnknown(course_key=course_key)
    return found


def _list_later(course_keys: Collection[str]) -> None:
    """Have the search table say the same, once the transaction is committed."""
    if course_keys:
        transaction.on_commit(partial(_list, tuple(course_keys)))


def _list(course_keys: tuple[str, ...]) -> None:
    """Never raises: what is lost here is found again by ``agir_refresh_catalogue``."""
    try:
        found = notices_of(course_keys)
        listings.touch_notices(found.values())
        for key in course_keys:
            if key not in found:
                listings.drop_course(key)
    except Exception:
        log.exception("Notices wait for agir_refresh_catalogue to be found")


def _signer(user_id: int) -> Signer:
    person = platform().people.person(user_id)
    return Signer(learners.subject_of(user_id), person.name[:255] if person else "")


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
