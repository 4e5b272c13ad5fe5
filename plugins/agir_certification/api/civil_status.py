"""Civil status: asked before the exam, corrected by its owner, read by few, logged, erased.

Who may: none of these functions asks; pages and REST views do. Every reading is written down.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from agir_certification.accrochage import lines
from agir_certification.civil_status import notices, records
from agir_certification.civil_status.notices import Notice
from agir_certification.civil_status.records import CivilStatusView, Given, ReadingView
from agir_certification.domain.civil_status import Birthplace, CivilStatus, Sex
from agir_certification.domain.hours import paris_day
from agir_certification.domain.passage import Role
from agir_certification.domain.retention import (
    CivilStatusUnknown,
    NirMalformed,
    NirNotEnabled,
    NotAskedNow,
    NoticeOutdated,
)
from agir_certification.passages import absences, depositing
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "Birthplace", "CivilStatus", "CivilStatusUnknown", "CivilStatusView", "Given", "NirMalformed",
    "NirNotEnabled", "NotAskedNow", "Notice", "NoticeOutdated", "ReadingView", "Sex",
    "confirm_name", "is_recorded", "notice", "purge", "read", "readings", "record", "refused",
]  # fmt: skip


def notice(role: Role) -> Notice:
    """Return the notice to show before the form, by what the operator is."""
    return notices.notice(role)


def record(subject: UUID, given: Given, *, clock: Clock | None = None) -> int:
    """Keep or correct a civil status; return how many refused passages are ready again.

    Raises ``NotAskedNow``, ``NoticeOutdated``, ``NirNotEnabled``, ``NirMalformed``,
    ``VaultKeyUnset``. Check the value with ``domain.identity_checks`` first.
    """
    now = (clock or SystemClock()).now()
    with transaction.atomic():
        records.record(subject, given, now)
        return depositing.after_correction(subject, now)


def read(subject: UUID, *, by: UUID, purpose: str, clock: Clock | None = None) -> CivilStatusView:
    """Return what is kept of a person, and write down who read it and what for."""
    return records.read(subject, by=by, purpose=purpose, now=(clock or SystemClock()).now())


def is_recorded(subject: UUID) -> bool:
    """Tell whether anything is kept; reads no value."""
    return bool(records.recorded({subject}))


def readings(subject: UUID) -> list[ReadingView]:
    """Return who read or wrote what is kept of a person, newest first."""
    return records.readings(subject)


def refused(subject: UUID) -> list[tuple[UUID, str]]:
    """Return the passages that came back: a request to the learner to look at their data."""
    return depositing.refused_of(subject)


def confirm_name(subject: UUID, *, by: UUID, clock: Clock | None = None) -> None:
    """Say that a name which is also the account's is right, by a named person; it is logged.

    Raises ``CivilStatusUnknown``.
    """
    records.confirm_name(subject, by=by, now=(clock or SystemClock()).now())


def purge(*, clock: Clock | None = None) -> int:
    """Erase what nobody needs any more, return how many; forget who read what a year ago.

    Idempotent.
    """
    now = (clock or SystemClock()).now()
    erased = records.purge(paris_day(now), now)
    absences.purge(now)
    lines.erase_orphans()
    return erased
