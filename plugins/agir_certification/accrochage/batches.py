"""How does a file come to be from what is ready, and what becomes of it?

What decides is one transaction: the file's row, its lines, and every passage that leaves. A
program that dies before its end leaves nothing; after it, the file is written again from its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import RawIOBase
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agir_certification.accrochage import judging, lines, profiles
from agir_certification.accrochage.judging import Judged
from agir_certification.accrochage.settled import depositor_of
from agir_certification.accrochage.writing import (
    Flux,
    Written,
    ensure_depositor,
    file_name,
    new_identifier,
    serialised,
    write_lines,
)
from agir_certification.civil_status import records
from agir_certification.domain.attendance import PassageSettled
from agir_certification.domain.batch import (
    BatchSettled,
    BatchState,
    BatchUnknown,
    ReasonMissing,
    batch_moved,
)
from agir_certification.domain.elements import item_of
from agir_certification.domain.passage import Depositor, Role
from agir_certification.domain.passage import Passage as Record
from agir_certification.domain.refusals import NothingToDeposit
from agir_certification.domain.repertoire import (
    CertificationUnknown,
    code_of,
    ensure_may_deposit,
    kind_of,
)
from agir_certification.models import Batch, BatchLine, Certification, Passage
from agir_certification.passages import depositing

MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and what was looked at for it: ``kept`` stays out, ``later`` goes into a next one."""

    batch: UUID
    kept: tuple[Judged, ...]
    later: int


def make(code: str, *, by: UUID | None, now: datetime, version: str = "") -> Made:
    """Make a file of what may go of a certification; one record never blocks the others.

    Raises ``CertificationUnknown``, ``MayNotDeposit``, ``NothingToDeposit``,
    ``DepositorMalformed``, ``ProfileUnknown``, ``VaultKeyUnset``.
    """
    at = now.replace(microsecond=0)
    profile = profiles.chosen(version, profiles.official())
    with transaction.atomic():
        row = _locked(code)
        ensure_may_deposit(row.role)
        flux = Flux(new_identifier(), at, _depositor(row), profile)
        ensure_depositor(flux)
        seen = judging.judge(row.code, by=by, now=now, profile=profile)
        goes = [one.record for one in seen if one.record is not None]
        kept = tuple(one for one in seen if one.record is None)
        taken, later = goes[: _most()], max(0, len(goes) - _most())
        batch = _kept(row.code, flux, taken, by, now) if taken else None
    if batch is None:  # outside, so that the log of what was read stays
        raise NothingToDeposit(refused=len(kept))
    return Made(batch.pk, kept, later)


def write(batch: UUID, file: BinaryIO, *, by: UUID | None, now: datetime) -> Written:
    """Write a file, and write down that it was; raise ``BatchUnknown``, ``BatchErased``."""
    row = one(batch)
    subjects = set(row.lines.values_list("subject", flat=True))
    records.note_export(subjects, by=by, purpose="deposit_file", now=now)
    return lines.write_again(row, file)


def declare(batch: UUID, on: date, *, by: UUID, now: datetime) -> None:
    """Record that a named person deposited a file on a day; raise ``BatchSettled`` and others."""
    if on > now.date():
        raise BatchSettled(state="future")
    with transaction.atomic():
        row = locked(batch)
        if batch_moved(BatchState(row.state), BatchState.DEPOSITED):
            row.state, row.deposited_on, row.deposited_by = BatchState.DEPOSITED.value, on, by
            row.save(update_fields=("state", "deposited_on", "deposited_by"))


def take_back(batch: UUID) -> None:
    """Take back that a file was deposited, while nothing was answered."""
    with transaction.atomic():
        row = locked(batch)
        _ensure_unanswered(row)
        if batch_moved(BatchState(row.state), BatchState.GENERATED):
            row.state, row.deposited_on = BatchState.GENERATED.value, None
            row.deposited_by = None
            row.save(update_fields=("state", "deposited_on", "deposited_by"))


def end(batch: UUID, state: BatchState, reason: str, *, by: UUID, now: datetime) -> int:
    """Cancel a file that was never deposited, or say that the portal refused it as a whole.

    Its passages are ready again; returns how many. Raises ``BatchSettled``, ``ReasonMissing``.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        row = locked(batch)
        _ensure_unanswered(row)
        if not batch_moved(BatchState(row.state), state):
            return 0
        row.state, row.ended_at, row.reason = state.value, now, reason.strip()[:1000]
        row.save(update_fields=("state", "ended_at", "reason"))
        several = list(row.lines.values_list("passage_id", flat=True))
        return depositing.release(several, now, by=by)


def one(batch: UUID) -> Batch:
    """Return a file; raise ``BatchUnknown``."""
    row = Batch.objects.filter(pk=batch).first()
    if row is None:
        raise BatchUnknown
    return row


def locked(batch: UUID) -> Batch:
    """Return the row, locked until the transaction ends; raise ``BatchUnknown``.

    The lock is a write, so that SQLite takes its own before anything is read.
    """
    Batch.objects.filter(pk=batch).update(flux=F("flux"))
    row = Batch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise BatchUnknown
    return row


def _locked(code: str) -> Certification:
    """Return the row of a certification, locked: two files of one are made one after the other."""
    told = code_of(code)
    Certification.objects.filter(code=told).update(updated_at=F("updated_at"))
    row = Certification.objects.select_for_update().filter(code=told).first()
    if row is None:
        raise CertificationUnknown
    return row


def _kept(code: str, flux: Flux, taken: list[Record], by: UUID | None, now: datetime) -> Batch:
    written = [serialised(item_of(record)) for record in taken]
    sink = cast("BinaryIO", _Nowhere())
    told = write_lines(sink, flux, (kind_of(code), code), written)
    who = flux.depositor
    batch = Batch.objects.create(
        flux=flux.identifier, certification_code=code, state=BatchState.GENERATED.value,
        profile=flux.profile.value, at=flux.at, client_id=who.client_id,
        certifier_client_id=who.certifier_client_id, contract_id=who.contract_id,
        role=who.role.value, passages=told.passages, size=told.size, sha256=told.sha256,
        file_name=file_name(flux), made_at=now, made_by=by,
    )  # fmt: skip
    keys = [UUID(record.technical_id) for record in taken]
    people = dict(Passage.objects.filter(pk__in=keys).values_list("pk", "subject"))
    BatchLine.objects.bulk_create(
        (
            BatchLine(
                batch=batch, passage_id=key, subject=people[key], position=place,
                sealed=lines.sealed(line, key),
            )
            for place, (key, line) in enumerate(zip(keys, written, strict=True), start=1)
        ),
        batch_size=500,
    )  # fmt: skip
    if depositing.send(keys, batch.pk, now, by=by) != len(keys):
        raise PassageSettled(state="in_batch")
    return batch


def _depositor(row: Certification) -> Depositor:
    """Return who deposits: what the certification says, and the site's setting where it does not.

    A certifier's two identifiers are one.
    """
    if Role(row.role) is Role.CERTIFIER:
        own = row.client_id or row.certifier_client_id
        named = (own, own)
    else:
        named = (row.client_id, row.certifier_client_id)
    told = {"client": named[0], "certifier": named[1], "contract": row.contract_id}
    return depositor_of(told | {"role": row.role})


def _ensure_unanswered(row: Batch) -> None:
    if row.lines.exclude(outcome="").exists():
        raise BatchSettled(state=row.state)


def _most() -> int:
    most: int = getattr(settings, "AGIR_CERTIFICATION_BATCH_PASSAGES", MOST)
    return max(1, min(int(most), 200_000))


class _Nowhere(RawIOBase):
    """Takes what is written to be counted alone."""

    def write(self, piece: Any) -> int:
        return len(piece)
