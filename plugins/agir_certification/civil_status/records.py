"""Who is kept, who read it, and when is it erased?

Every reading and writing leaves a row in the log of readings, in the same transaction. No value
reaches a log, an error or an address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from agir_certification.civil_status import sealed
from agir_certification.civil_status.nir import checked_nir
from agir_certification.civil_status.notices import VERSION, basis_of
from agir_certification.domain.civil_status import CivilStatus
from agir_certification.domain.passage import Role
from agir_certification.domain.retention import (
    CivilStatusUnknown,
    NirNotEnabled,
    NotAskedNow,
    NoticeOutdated,
    asked_until,
    is_due,
)
from agir_certification.models import (
    CivilStatusReading,
    CivilStatusRecord,
    Passage,
    Registration,
    Session,
)
from agir_platform.ports import RegistrationState
from agir_platform.vault import VaultKeyUnset, VaultUnreadable

LOG_KEPT: Final = timedelta(days=365)
UNREADABLE: Final = "unreadable"
ALIVE: Final = (RegistrationState.HELD.value, RegistrationState.CONFIRMED.value)


@dataclass(frozen=True, slots=True)
class CivilStatusView:
    """What is kept of a person. ``status`` and ``nir`` show in no repr."""

    status: CivilStatus = field(repr=False)
    nir: str = field(repr=False)
    notice_version: str
    basis: str
    recorded_at: datetime
    corrected_at: datetime | None
    keep_until: date | None
    asked_until: date


@dataclass(frozen=True, slots=True)
class ReadingView:
    """Somebody read or wrote: ``by`` ``None`` is the site itself."""

    by: UUID | None
    act: str
    purpose: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed, after which notice. ``role`` is the operator's for the certification.

    ``nir`` '' is not given. ``by`` is the manager who typed it, ``None`` for the learner.
    """

    status: CivilStatus = field(repr=False)
    notice_version: str
    role: Role
    nir: str = field(default="", repr=False)
    by: UUID | None = None


@sensitive_variables()
def record(subject: UUID, given: Given, now: datetime) -> None:
    """Keep or correct a civil status.

    Raises ``NotAskedNow`` where no session is ahead and none is settled, ``NoticeOutdated``,
    ``NirNotEnabled``, ``NirMalformed``, ``VaultKeyUnset``. What the value itself breaks is the
    business of ``domain.checks``, which the caller shows the learner.
    """
    if given.notice_version != VERSION:
        raise NoticeOutdated(version=VERSION)
    number = _nir(given.nir)
    with transaction.atomic():
        row = CivilStatusRecord.objects.select_for_update().filter(subject=subject).first()
        until = _asked_until(subject)
        if until is None and row is None:
            raise NotAskedNow
        told: dict[str, Any] = {
            "sealed": sealed.seal(given.status, subject),
            "notice_version": given.notice_version,
            "basis": basis_of(given.role),
            "name_confirmed_at": None,
            "name_confirmed_by": None,
        }
        if number or row is None:
            told["nir"] = sealed.seal_nir(number, subject) if number else ""
        if until is not None:
            told["asked_until"] = until
        if row is None:
            CivilStatusRecord.objects.create(subject=subject, recorded_at=now, **told)
        else:
            told["corrected_at"] = now
            CivilStatusRecord.objects.filter(pk=row.pk).update(**told)
        act = "record" if row is None else "correct"
        _log(subject, given.by or subject, act, "form", now)


@sensitive_variables()
def read(subject: UUID, *, by: UUID | None, purpose: str, now: datetime) -> CivilStatusView:
    """Return what is kept of a person, and write down who read it and what for.

    ``purpose`` is a word of at most 32 characters: ``learner``, ``check``, ``deposit``. Raises
    ``CivilStatusUnknown``, ``VaultUnreadable``, ``VaultKeyUnset``.
    """
    with transaction.atomic():
        row = CivilStatusRecord.objects.filter(subject=subject).first()
        if row is None:
            raise CivilStatusUnknown
        _log(subject, by, "read", purpose, now)
        return CivilStatusView(
            sealed.unseal(row), sealed.unseal_nir(row), row.notice_version, row.basis,
            row.recorded_at, row.corrected_at, row.keep_until, row.asked_until,
        )  # fmt: skip


@sensitive_variables()
def read_several(
    subjects: set[UUID], *, by: UUID | None, purpose: str, now: datetime
) -> dict[UUID, CivilStatus]:
    """Return the civil status of each that is kept; one row of the log each. Three statements."""
    with transaction.atomic():
        rows = list(CivilStatusRecord.objects.filter(subject__in=subjects))
        CivilStatusReading.objects.bulk_create(
            CivilStatusReading(subject=row.subject, by=by, act="read", purpose=purpose, at=now)
            for row in rows
        )
        return {row.subject: sealed.unseal(row) for row in rows}


def note_export(subjects: set[UUID], *, by: UUID | None, purpose: str, now: datetime) -> None:
    """Write down that what was written from these left in a file. One statement."""
    CivilStatusReading.objects.bulk_create(
        CivilStatusReading(subject=one, by=by, act="export", purpose=purpose[:32], at=now)
        for one in sorted(subjects)
    )


def recorded(subjects: set[UUID]) -> frozenset[UUID]:
    """Return of whom something is kept. Reads no value, so it is not logged."""
    rows = CivilStatusRecord.objects.filter(subject__in=subjects)
    return frozenset(rows.values_list("subject", flat=True))


def confirm_name(subject: UUID, *, by: UUID, now: datetime) -> None:
    """Say that a name which is also the account's stands on an identity document; it is logged.

    Holds until the civil status is corrected. Raises ``CivilStatusUnknown``.
    """
    with transaction.atomic():
        told = {"name_confirmed_at": now, "name_confirmed_by": by}
        if not CivilStatusRecord.objects.filter(subject=subject).update(**told):
            raise CivilStatusUnknown
        _log(subject, by, "confirm", "account_name", now)


def confirmed(subjects: set[UUID]) -> frozenset[UUID]:
    """Return whose name was confirmed. Reads no value, so it is not logged."""
    rows = CivilStatusRecord.objects.filter(subject__in=subjects)
    rows = rows.exclude(name_confirmed_at=None)
    return frozenset(rows.values_list("subject", flat=True))


def is_asked(subject: UUID) -> bool:
    """Tell whether a session of the learner, ahead or not settled yet, needs their civil status."""
    return _asked_until(subject) is not None


def readings(subject: UUID) -> list[ReadingView]:
    """Return who read or wrote what is kept of a person, newest first."""
    rows = CivilStatusReading.objects.filter(subject=subject).order_by("-at", "-id")
    return [ReadingView(row.by, row.act, row.purpose, row.at) for row in rows]


def keep_for_law(subject: UUID, until: date | None) -> None:
    """Say until when a legal duty needs what is kept; ``None``: none does."""
    CivilStatusRecord.objects.filter(subject=subject).update(keep_until=until)


def purge(today: date, now: datetime) -> int:
    """Erase what nobody needs any more, and old rows of the log; return how many. Idempotent."""
    erased = 0
    for row in CivilStatusRecord.objects.filter(asked_until__lt=today) | (
        CivilStatusRecord.objects.exclude(left_at=None)
    ):
        erased += _purge(row, today, now)
    CivilStatusReading.objects.filter(at__lt=now - LOG_KEPT).delete()
    return erased


def forget(subject: UUID, today: date, now: datetime) -> None:
    """Erase what is kept of somebody who leaves, unless the law needs it until a later day.

    Idempotent. What stays is kept under a pseudonym that means nobody, and is purged on its day.
    """
    row = CivilStatusRecord.objects.filter(subject=subject).first()
    if row is None:
        CivilStatusReading.objects.filter(subject=subject).delete()
        return
    if is_due(today, keep_until=row.keep_until, asked_until=row.asked_until, has_left=True):
        _erase(row)
    elif row.left_at is None:
        row.left_at = now
        row.save(update_fields=("left_at",))


@sensitive_variables()
def exported(subject: UUID, now: datetime) -> dict[str, Any]:
    """Return what is kept of a learner who takes their data with them; it is written down.

    What the site's keys do not open is told as ``unreadable``: the rest goes along all the same.
    """
    row = CivilStatusRecord.objects.filter(subject=subject).first()
    if row is None:
        return {}
    _log(subject, subject, "export", "own_data", now)
    try:
        status: Any = sealed.values(sealed.unseal(row))
        nir = sealed.unseal_nir(row)
    except (VaultKeyUnset, VaultUnreadable):
        status, nir = UNREADABLE, ""
    return {
        "civil_status": status,
        "nir": nir,
        "notice_version": row.notice_version,
        "basis": row.basis,
        "recorded_at": row.recorded_at.isoformat(),
        "keep_until": row.keep_until.isoformat() if row.keep_until else None,
        "readings": [
            {"act": one.act, "purpose": one.purpose, "at": one.at.isoformat()}
            for one in readings(subject)
        ],
    }


def _purge(row: CivilStatusRecord, today: date, now: datetime) -> int:
    with transaction.atomic():
        found = CivilStatusRecord.objects.select_for_update().filter(pk=row.pk).first()
        if found is None:
            return 0
        until = _asked_until(found.subject)
        if until is not None and until > found.asked_until:
            found.asked_until = until
            found.save(update_fields=("asked_until",))
        has_left = found.left_at is not None
        if not is_due(
            today, keep_until=found.keep_until, asked_until=found.asked_until, has_left=has_left
        ):
            return 0
        _erase(found)
        if not has_left:
            _log(found.subject, None, "purge", "retention", now)
    return 1


def _erase(row: CivilStatusRecord) -> None:
    CivilStatusReading.objects.filter(subject=row.subject).delete()
    row.delete()


def _asked_until(subject: UUID) -> date | None:
    """Return until when the sessions of a learner may need their civil status."""
    mine = Registration.objects.filter(subject=subject)
    sessions = Session.objects.filter(registrations__in=mine.filter(state__in=ALIVE))
    undecided = Passage.objects.filter(subject=subject, decision="")
    days = list(sessions.values_list("ends_at", flat=True))
    days += list(undecided.values_list("registration__session__ends_at", flat=True))
    if not days:
        return None
    kept = int(getattr(settings, "AGIR_CERTIFICATION_CIVIL_STATUS_DAYS", 365))
    return asked_until(max(days).date(), days=kept)


def _nir(nir: str) -> str:
    if not nir.strip():
        return ""
    if not getattr(settings, "AGIR_CERTIFICATION_NIR", False):
        raise NirNotEnabled
    return checked_nir(nir)


def _log(subject: UUID, by: UUID | None, act: str, purpose: str, now: datetime) -> None:
    CivilStatusReading.objects.create(subject=subject, by=by, act=act, purpose=purpose[:32], at=now)
