"""How does a file come to be from what is ready, and what becomes of it?

What decides is one transaction: the file's row, its lines, and every passage that leaves. A
program that dies before its end leaves nothing; after it, the file is written again from its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
        taking = _Taking(_opened(row.code, flux, by, now), seen, by, now)
        is_made = _written(taking, flux)
    if not is_made:  # outside, so that the log of what was read stays
        raise NothingToDeposit(refused=len(taking.kept))
    return Made(taking.batch.pk, tuple(taking.kept), taking.later)


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


class _Taking:
    """Takes what may go into a file, a few rows at a time, up to the most that one holds."""

    def __init__(
        self, batch: Batch, seen: Iterable[Judged], by: UUID | None, now: datetime
    ) -> None:
        self.batch, self.seen, self.by, self.now = batch, seen, by, now
        self.kept: list[Judged] = []
        self.taken = self.later = 0

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file, each after its row was kept and its passage had left."""
        most, several = _most(), list[tuple[UUID, str]]()
        for one in self.seen:
            if one.record is None:
                self.kept.append(one)
            elif self.taken + len(several) >= most:
                self.later += 1
            else:
                several.append((one.passage, serialised(item_of(one.record))))
            if len(several) == lines.CHUNK:
                yield from self._left(several)
                several = []
        yield from self._left(several)

    def _left(self, several: list[tuple[UUID, str]]) -> Iterator[str]:
        keys = [key for key, _ in several]
        people = dict(Passage.objects.filter(pk__in=keys).values_list("pk", "subject"))
        BatchLine.objects.bulk_create(
            BatchLine(
                batch=self.batch, passage_id=key, subject=people[key], position=place,
                sealed=lines.sealed(line, key),
            )
            for place, (key, line) in enumerate(several, start=self.taken + 1)
        )  # fmt: skip
        if depositing.send(keys, self.batch.pk, self.now, by=self.by) != len(keys):
            raise PassageSettled(state="in_batch")
        self.taken += len(several)
        yield from (line for _, line in several)


def _opened(code: str, flux: Flux, by: UUID | None, now: datetime) -> Batch:
    who = flux.depositor
    return Batch.objects.create(
        flux=flux.identifier, certification_code=code, state=BatchState.GENERATED.value,
        profile=flux.profile.value, at=flux.at, client_id=who.client_id,
        certifier_client_id=who.certifier_client_id, contract_id=who.contract_id,
        role=who.role.value, passages=0, size=0, sha256="", file_name=file_name(flux),
        made_at=now, made_by=by,
    )  # fmt: skip


def _written(taking: _Taking, flux: Flux) -> bool:
    """Tell whether anything went; the row of the file then says how much, and else is not there."""
    batch = taking.batch
    sink = cast("BinaryIO", _Nowhere())
    code = batch.certification_code
    try:
        told = write_lines(sink, flux, (kind_of(code), code), taking.lines())
    except NothingToDeposit:
        batch.delete()
        return False
    batch.passages, batch.size, batch.sha256 = told.passages, told.size, told.sha256
    batch.save(update_fields=("passages", "size", "sha256"))
    return True


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
