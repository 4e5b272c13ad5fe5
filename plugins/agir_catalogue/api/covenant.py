"""The free-track covenant: looking at courses, the verdict, and what people may say about it.

Who may: none of these functions asks; pages and commands ask before they call. Other contexts
ask ``agir_platform.covenants`` and never come here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from agir_catalogue.api import listings, notices
from agir_catalogue.covenant import badge, document, looking, people, reading, words, writing
from agir_catalogue.covenant.looking import CourseChange
from agir_catalogue.covenant.people import (
    OverrideAbsent,
    OverrideOpen,
    PromiseBound,
    PromiseUnknown,
    ReasonMissing,
    bind,
    export,
    forget,
    promise,
)
from agir_catalogue.covenant.reading import BreachView, Past, StandingView
from agir_catalogue.covenant.writing import Looked
from agir_catalogue.domain.covenant import GUARDS, breaks, findings
from agir_kernel.clock import Clock, SystemClock
from agir_kernel.errors import DomainError
from agir_platform import signing
from agir_platform.learners import api as learners
from agir_platform.ports import CourseUnknown, CovenantVerdict
from agir_platform.select import platform

__all__ = [
    "GUARDS",
    "BreachView",
    "CourseChange",
    "Covenant",
    "CovenantWouldBreak",
    "ExceptionView",
    "Looked",
    "NotASection",
    "OverrideAbsent",
    "OverrideOpen",
    "Past",
    "PromiseBound",
    "PromiseUnknown",
    "ReasonMissing",
    "Section",
    "StandingView",
    "badge_of",
    "bind_promise",
    "breaches",
    "declare_exams",
    "document_of",
    "end_override",
    "ensure_keeps",
    "exceptions",
    "export",
    "forget",
    "is_promise_kept",
    "look_at",
    "open_breaches",
    "override",
    "past",
    "sections",
    "sign_promise",
    "standing_of",
    "standings",
    "standings_of",
    "title_of",
    "verdict",
    "verdict_word",
]

breaches = reading.breaches
open_breaches = reading.open_breaches
past = reading.past
standings = reading.standings
standings_of = reading.standings_of
title_of = words.title
verdict_word = words.verdict


class CovenantWouldBreak(DomainError):
    """A change that a guard does not survive. Facts: ``criteria`` and ``why``, a sentence."""

    code: ClassVar[str] = "covenant_would_break"


class NotASection(DomainError):
    """Only a subsection of the course can be declared an exam."""

    code: ClassVar[str] = "covenant_not_a_section"


@dataclass(frozen=True, slots=True)
class Section:
    """A subsection of a course, and whether it is a declared exam."""

    usage_key: str
    title: str
    is_exam: bool


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """An operator's exception: ``by`` and ``ended_by`` are names, '' for who has left.

    ``ended_at`` is ``None`` while it holds.
    """

    course_key: str
    reason: str
    by: str
    at: datetime
    ended_by: str
    ended_at: datetime | None


class Covenant:
    """The answer to ``agir_platform.covenants``: what the last looks found."""

    def verdict(self, course_key: str) -> CovenantVerdict:
        """Return the verdict; raise ``CourseUnknown``."""
        return verdict(course_key)


def look_at(course_key: str, *, clock: Clock | None = None) -> Looked:
    """Look at a course by two learners made for it, and write down what was found.

    The course's listing in the public catalogue follows when its standing changed. Raises
    ``CourseUnknown``. Not for a page that many open: it reads the whole course.
    """
    now = _now(clock)
    looked = writing.write(course_key, findings(looking.look(course_key, now)), now)
    if looked.has_changed:
        notice = notices.notice(course_key)
        listings.touch_notices([notice] if notice else [])
    return looked


def verdict(course_key: str, *, clock: Clock | None = None) -> CovenantVerdict:
    """Return what the looks at a course found; raise ``CourseUnknown``. Two SELECTs of ours."""
    found = reading.verdict(course_key, _now(clock))
    if all(one.checked_at is None for one in found.checks):
        _known(course_key)
    return found


def ensure_keeps(course_key: str, change: CourseChange, *, clock: Clock | None = None) -> None:
    """Raise ``CovenantWouldBreak`` when a guard passes now and would not after a change.

    For whatever changes a course through the suite, before it does. Raises ``CourseUnknown``.
    """
    now = _now(clock)
    before = findings(looking.look(course_key, now))
    after = findings(looking.look(course_key, now, change))
    broken = breaks(before, after)
    if broken:
        why = " ".join(
            words.evidence(one.code, one.facts) for one in after if one.criterion in broken
        )
        raise CovenantWouldBreak(criteria=", ".join(broken), why=why)


def sections(course_key: str) -> list[Section]:
    """Return the subsections of a course in reading order; raise ``CourseUnknown``. One SELECT."""
    exams = set(looking.exams_of(course_key))
    return [
        Section(block.usage_key, block.title, block.usage_key in exams)
        for block in platform().courses.outline(course_key).blocks
        if block.level == "subsection"
    ]


def declare_exams(
    course_key: str, usage_keys: Collection[str], by: int, *, clock: Clock | None = None
) -> Looked:
    """Let these subsections be the exams of a course, and no others; look at it anew.

    ``by`` is the platform's user. Raises ``NotASection``, ``CovenantWouldBreak`` (a section that
    is kept from free learners ceases to be an exam) and ``CourseUnknown``.
    """
    known = {one.usage_key for one in sections(course_key)}
    if not known.issuperset(usage_keys):
        raise NotASection(course_key=course_key)
    ensure_keeps(course_key, CourseChange(exams=tuple(usage_keys)), clock=clock)
    people.declare(course_key, usage_keys, learners.subject_of(by), _now(clock))
    return look_at(course_key, clock=clock)


def override(course_key: str, reason: str, by: int, *, clock: Clock | None = None) -> None:
    """Let activations proceed on a course in an operator's name, for a public reason.

    Raises ``ReasonMissing``, ``OverrideOpen`` and ``CourseUnknown``.
    """
    _known(course_key)
    people.override(course_key, reason, learners.subject_of(by), _now(clock))


def end_override(course_key: str, by: int, *, clock: Clock | None = None) -> None:
    """End an operator's exception; raise ``OverrideAbsent``."""
    people.end_override(course_key, learners.subject_of(by), _now(clock))


def exceptions() -> list[ExceptionView]:
    """Return who excepted what and why, those in force first; at most 200, in three statements.

    For operators: everybody else reads the reason alone.
    """
    rows = reading.exceptions()
    subjects = {one for row in rows for one in (row.made_by, row.ended_by) if one}
    users = learners.users_of(subjects) if subjects else {}
    contacts = platform().people.contacts(users.values()) if users else {}

    def name(subject: UUID | None) -> str:
        user_id = users.get(subject) if subject else None
        contact = contacts.get(user_id) if user_id else None
        return (contact.name or contact.email) if contact else ""

    return [
        ExceptionView(
            row.course_key,
            row.reason,
            name(row.made_by),
            row.made_at,
            name(row.ended_by),
            row.ended_at,
        )
        for row in rows
    ]


def sign_promise(reference: str, by: int, *, clock: Clock | None = None) -> None:
    """Sign the covenant for a course that does not exist yet, under a campaign's reference.

    Signing again changes nothing. At most 255 characters.
    """
    promise(reference, learners.subject_of(by), _now(clock))


def bind_promise(reference: str, course_key: str, *, clock: Clock | None = None) -> None:
    """Say which course came of a promise; raise ``PromiseUnknown, PromiseBound, CourseUnknown``.

    From then on the first failing guard of that course is a breach.
    """
    _known(course_key)
    bind(reference, course_key, _now(clock))


def is_promise_kept(reference: str, *, clock: Clock | None = None) -> bool:
    """Tell whether the course of a promise exists and passes, looked at now.

    To be asked before the last milestone of a campaign is released. Raises ``PromiseUnknown``.
    """
    course_key = people.course_of(reference)
    if not course_key:
        return False
    try:
        look_at(course_key, clock=clock)
        return verdict(course_key, clock=clock).passes
    except CourseUnknown:
        return False


def document_of(course_key: str, address: str, *, clock: Clock | None = None) -> dict[str, Any]:
    """Return the covenant of a course as JSON, sealed where the site has a key.

    Raises ``CourseUnknown``. ``address`` is where it is served. Five SELECTs at most. The seal's
    date is that of the newest look, so that the document changes when what it says does.
    """
    found = verdict(course_key, clock=clock)
    said = document.build(course_key, address, found, breaches(course_key))
    signer = signing.current()
    if signer is None:
        return said
    dates = [one.checked_at for one in found.checks if one.checked_at]
    return document.seal(said, signer, created=max(dates, default=_now(clock)))


def badge_of(course_key: str, language: str, *, clock: Clock | None = None) -> str:
    """Return the badge “free and open” of a course as SVG; raise ``CourseUnknown``."""
    return badge.draw(standing_of(verdict(course_key, clock=clock)), language)


def standing_of(found: CovenantVerdict) -> str:
    """Return ``kept``, ``not_kept`` or ``unknown``, whatever an operator excepted."""
    if reading.is_kept(found):
        return "kept"
    failed = any(one.criterion in GUARDS and one.verdict == "fail" for one in found.checks)
    return "not_kept" if failed else "unknown"


def _known(course_key: str) -> None:
    block = platform().courses.level_of(course_key)
    if block is None or block.level != "course":
        raise CourseUnknown(course_key=course_key)


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
