"""What has to be declared on somebody's portal, by when, and who did it.

Who may: none of these functions asks; pages and REST views do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from agir_certification.domain.duty import DutyKind, DutySettled, DutyUnknown
from agir_certification.domain.hours import paris_day
from agir_certification.duties import log as duties
from agir_certification.duties.log import DutyView
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "DutyKind", "DutySettled", "DutyUnknown", "DutyView", "do", "of", "one", "overdue", "page",
    "recent", "undo", "waiting",
]  # fmt: skip


def waiting(*, codes: frozenset[str] | None = None, clock: Clock | None = None) -> list[DutyView]:
    """Return what is still to be done, soonest first; ``codes`` narrows to certifications."""
    return duties.waiting(_today(clock), codes=codes)


def page(
    *, codes: frozenset[str] | None, start: int, most: int, clock: Clock | None = None
) -> tuple[list[DutyView], int]:
    """Return some of what is still to be done, soonest first, and how much there is."""
    return duties.page(_today(clock), codes=codes, start=start, most=most)


def overdue(*, codes: frozenset[str] | None = None, clock: Clock | None = None) -> list[DutyView]:
    """Return what is late, longest first."""
    return duties.overdue(_today(clock), codes=codes)


def recent(*, codes: frozenset[str] | None = None, clock: Clock | None = None) -> list[DutyView]:
    """Return what was done last, newest first, 20 at most."""
    return duties.recent(_today(clock), codes=codes)


def of(about: Iterable[UUID], *, clock: Clock | None = None) -> list[DutyView]:
    """Return every duty about these dossiers or passages, done or not."""
    return duties.of(about, _today(clock))


def one(duty: UUID, *, clock: Clock | None = None) -> DutyView:
    """Return a duty; raise ``DutyUnknown``."""
    return duties.one(duty, _today(clock))


def do(duty: UUID, on: date, *, by: UUID, note: str = "", clock: Clock | None = None) -> DutyView:
    """Record that a named person did it on the portal; raises ``DutySettled`` and others."""
    return duties.do(duty, by, on, (clock or SystemClock()).now(), note=note)


def undo(duty: UUID) -> None:
    """Take back that it was done."""
    duties.undo(duty)


def _today(clock: Clock | None) -> date:
    return paris_day((clock or SystemClock()).now())
