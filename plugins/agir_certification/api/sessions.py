"""Sessions of a certification: drafted, opened under the covenant, closed, held.

Who may: none of these functions asks; pages and REST views do (``api.managers.ensure``).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from agir_certification.domain.passage import ExamMode
from agir_certification.domain.registration import (
    SessionFull,
    SessionInUse,
    SessionMalformed,
    SessionNotOpen,
    SessionPeopleChanged,
    SessionState,
    SessionUnknown,
    SessionWrongState,
)
from agir_certification.passages import taking
from agir_certification.registrations import places, sessions
from agir_certification.registrations.sessions import SessionTerms, SessionView
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "ExamMode", "SessionFull", "SessionInUse", "SessionMalformed", "SessionNotOpen",
    "SessionPeopleChanged", "SessionState", "SessionTerms", "SessionUnknown", "SessionView",
    "SessionWrongState", "activate", "cancel", "change", "close", "create", "every", "hold",
    "joinable", "one", "page", "redraft",
]  # fmt: skip


def create(certification: UUID, terms: SessionTerms, *, clock: Clock | None = None) -> UUID:
    """Draft a session; raise ``SessionMalformed``."""
    return sessions.create(certification, terms, (clock or SystemClock()).now())


def change(session: UUID, terms: SessionTerms) -> None:
    """Change a session; who registered keeps their fee. Raises ``SessionInUse`` and others."""
    sessions.change(session, terms)


def activate(
    session: UUID, *, by: UUID, override_reason: str = "", clock: Clock | None = None
) -> None:
    """Open a session once its courses keep the covenant; only an operator gives a reason.

    Raises ``SessionWrongState``, ``CovenantNotKept``, ``CovenantSilent``.
    """
    now = (clock or SystemClock()).now()
    sessions.activate(session, by, now, override_reason=override_reason)


def close(session: UUID) -> bool:
    """Let nobody register any more; tell whether it was open."""
    return sessions.move(session, SessionState.CLOSED)


def hold(session: UUID, *, by: UUID, clock: Clock | None = None) -> int:
    """Say that it took place: its people are expected, their registrations ended; return them."""
    held = places.hold_session(session, (clock or SystemClock()).now(), by=by)
    taking.expect_all(session)
    return held


def cancel(
    session: UUID, *, by: UUID, people: int | None = None, clock: Clock | None = None
) -> int:
    """Cancel it: every place goes back; return how many.

    ``people`` is how many held a place when it was confirmed: others, ``SessionPeopleChanged``.
    """
    now = (clock or SystemClock()).now()
    return places.cancel_session(session, now, by=by, people=people)


def redraft(session: UUID) -> bool:
    """Make a draft of a session that was cancelled, without its people; tell whether it moved."""
    return sessions.move(session, SessionState.DRAFT)


def one(session: UUID, *, clock: Clock | None = None) -> SessionView:
    """Return a session; raise ``SessionUnknown``."""
    return sessions.one(session, (clock or SystemClock()).now())


def every(*, only: frozenset[UUID] | None = None, clock: Clock | None = None) -> list[SessionView]:
    """Return sessions by date, of these certifications only if told."""
    return sessions.every((clock or SystemClock()).now(), only=only)


def page(
    *, only: frozenset[UUID], start: int, most: int, clock: Clock | None = None
) -> tuple[list[SessionView], int]:
    """Return some of the sessions of these certifications, latest first, and how many."""
    now = (clock or SystemClock()).now()
    return sessions.page(now, only=only, start=start, most=most)


def joinable(certifications: Iterable[UUID], *, clock: Clock | None = None) -> list[SessionView]:
    """Return the sessions of these certifications that can be joined now, by date."""
    return sessions.joinable(certifications, (clock or SystemClock()).now())
