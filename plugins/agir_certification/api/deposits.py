"""Files for the Caisse des Dépôts: made, written, deposited by somebody, answered.

Who may: none of these functions asks; pages and commands do (``api.managers.ensure``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from agir_certification.accrochage import answers, batches, judging, profiles, reports
from agir_certification.accrochage import lines as sealed_lines
from agir_certification.accrochage.answers import Answered
from agir_certification.accrochage.batches import Made
from agir_certification.accrochage.judging import Judged, Standing
from agir_certification.accrochage.writing import Written
from agir_certification.domain.batch import (
    BatchErased,
    BatchSettled,
    BatchState,
    BatchUnknown,
    ReasonMissing,
)
from agir_certification.domain.record import COLUMNS
from agir_certification.domain.record_row import row_of
from agir_certification.domain.refusals import (
    DepositorMalformed,
    FileTooLarge,
    NothingToDeposit,
    ReportForeign,
)
from agir_certification.domain.schema import Profile
from agir_certification.models import Batch, BatchLine
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "COLUMNS", "Answered", "BatchErased", "BatchSettled", "BatchState", "BatchUnknown",
    "BatchView", "DepositorMalformed", "FileTooLarge", "Judged", "Made", "NothingToDeposit",
    "ReasonMissing", "ReportForeign", "ReportView", "Standing", "Survey", "Written", "cancel",
    "check", "counts", "declare", "hand_over", "is_officially_checked", "lines", "make", "of",
    "one", "read_report", "reject", "standings", "standings_of", "survey", "take_back",
    "to_deposit", "write",
]  # fmt: skip

_STANDS = frozenset({"undecided", "not_whole", "in_batch", "accepted", "refused", "excluded"})
"""Why a passage is not looked at: it is elsewhere on its way."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at all passages found: how many go, are kept back, go with a warning.

    ``found`` are the first that a person should look at; it holds no civil status.
    """

    ready: int
    kept_back: int
    warned: int
    found: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report that was read, in figures."""

    at: datetime
    accepted: int
    refused: int
    missing: int
    unknown: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """A file. ``lines`` are (passage, outcome, message) in the order of the file.

    ``is_whole``: it can be written again. ``unanswered`` counts passages without an answer.
    """

    id: UUID
    flux: str
    code: str
    state: BatchState
    profile: str
    at: datetime
    passages: int
    size: int
    sha256: str
    file_name: str
    made_by: UUID | None
    deposited_on: date | None
    deposited_by: UUID | None
    reason: str
    is_whole: bool
    unanswered: int
    lines: tuple[tuple[UUID, str, str], ...] = ()
    reports: tuple[ReportView, ...] = ()


def make(code: str, *, by: UUID | None, version: str = "", clock: Clock | None = None) -> Made:
    """Make a file of what may go now of a certification; refusals stay out and block nothing."""
    return batches.make(code, by=by, now=(clock or SystemClock()).now(), version=version)


def to_deposit(code: str) -> tuple[BatchView, ...]:
    """Return the files of a certification that nobody deposited yet, oldest first."""
    return tuple(_view(row) for row in judging.unresolved(code))


def write(batch: UUID, file: BinaryIO, *, by: UUID | None, clock: Clock | None = None) -> Written:
    """Write a file, the same bytes each time; it is logged. Raises ``BatchErased``."""
    return batches.write(batch, file, by=by, now=(clock or SystemClock()).now())


def declare(batch: UUID, on: date, *, by: UUID, clock: Clock | None = None) -> None:
    """Record that a named person deposited a file on the portal."""
    batches.declare(batch, on, by=by, now=(clock or SystemClock()).now())


def take_back(batch: UUID) -> None:
    """Take that back, while nothing was answered."""
    batches.take_back(batch)


def cancel(batch: UUID, reason: str, *, by: UUID, clock: Clock | None = None) -> int:
    """Say that a file is never deposited: its passages are ready again; return how many."""
    now = (clock or SystemClock()).now()
    return batches.end(batch, BatchState.CANCELLED, reason, by=by, now=now)


def reject(batch: UUID, reason: str, *, by: UUID, clock: Clock | None = None) -> int:
    """Say that the portal refused a file as a whole: its passages are ready again."""
    now = (clock or SystemClock()).now()
    return batches.end(batch, BatchState.REJECTED, reason, by=by, now=now)


def read_report(
    content: bytes,
    *,
    by: UUID | None,
    allowed: frozenset[str] | None = None,
    clock: Clock | None = None,
) -> Answered:
    """Settle what an *accusé de traitement* answers; the same one again changes nothing.

    ``allowed``: codes of certifications; a report on a file of another one is foreign. Raises
    ``XmlRefused``, ``FileTooLarge``, ``ReportMalformed``, ``ReportContradictory``,
    ``ReportForeign``, ``BatchSettled``.
    """
    report = reports.read(BytesIO(content))
    if allowed is not None:
        known = Batch.objects.filter(flux=report.flux, certification_code__in=allowed)
        if not known.exists():
            raise ReportForeign
    return answers.reconcile(report, by=by, now=(clock or SystemClock()).now())


def of(code: str) -> list[BatchView]:
    """Return the files of a certification, newest first."""
    return [_view(row) for row in Batch.objects.filter(certification_code=code)]


def one(batch: UUID, *, with_lines: bool = True) -> BatchView:
    """Return a file with its reports and, unless told, its lines; raise ``BatchUnknown``."""
    return _view(batches.one(batch), in_full=True, with_lines=with_lines)


def lines(batch: UUID, *, start: int, most: int) -> list[tuple[UUID, UUID, str, str]]:
    """Return a page of a file: (passage, subject, outcome, message). One statement."""
    rows = BatchLine.objects.filter(batch=batch).order_by("position")
    named = rows.values_list("passage_id", "passage__subject", "outcome", "message")
    return list(named[start : start + most])


def standings(code: str, *, start: int = 0, most: int | None = None) -> list[Standing]:
    """Return where passages of a certification stand, or a page of them; reads no civil status."""
    return judging.standings(code, start=start, most=most)


def standings_of(passages: Sequence[UUID]) -> list[Standing]:
    """Return where these passages stand."""
    return judging.standings_of(passages)


def counts(code: str) -> dict[str, int]:
    """Return how many passages of a certification stand where, by the words of ``Deposit``."""
    return judging.counts(code)


def check(
    code: str, *, by: UUID | None, hand_over: bool = False, clock: Clock | None = None
) -> list[Judged]:
    """Look at everything that is ready, and say what keeps each back; reads are logged."""
    return list(_judged(code, by=by, hand_over=hand_over, clock=clock))


def survey(
    code: str, *, by: UUID | None, hand_over: bool = False, most: int = 50,
    clock: Clock | None = None,
) -> Survey:  # fmt: skip
    """Look at everything that is ready, a page at a time, and keep the first ``most`` to look at.

    However many there are, it holds ``most`` of them; reads are logged.
    """
    ready = kept_back = warned = 0
    found: list[Judged] = []
    for one in _judged(code, by=by, hand_over=hand_over, clock=clock):
        if one.record is not None:
            ready += 1
        is_back = one.record is None and one.why not in _STANDS
        kept_back += is_back
        warned += one.record is not None and bool(one.faults)
        if (one.faults or is_back) and len(found) < most:
            found.append(Judged(one.passage, None, one.why, one.faults))
    return Survey(ready, kept_back, warned, tuple(found))


def hand_over(code: str, *, by: UUID, clock: Clock | None = None) -> Iterator[list[str]]:
    """Yield the rows that a training partner hands to its certifier, names of columns first.

    ``agir_cpf_export --records`` reads such a file. What is kept back stays out.
    """
    yield list(COLUMNS)
    for one in _judged(code, by=by, hand_over=True, clock=clock):
        if one.record is not None:
            row = row_of(one.record)
            yield [row.get(name, "") for name in COLUMNS]


def is_officially_checked() -> Profile | None:
    """Return the version of the official schema that this site checks against, if any."""
    found = profiles.official()
    return found.profile if found else None


def _judged(
    code: str, *, by: UUID | None, hand_over: bool, clock: Clock | None
) -> Iterator[Judged]:
    return judging.judge(
        code, by=by, now=(clock or SystemClock()).now(), hand_over=hand_over,
        profile=profiles.chosen("", profiles.official()),
    )  # fmt: skip


def _view(row: Batch, *, in_full: bool = False, with_lines: bool = True) -> BatchView:
    told = row.lines.order_by("position").values_list("passage_id", "outcome", "message")
    return BatchView(
        id=row.pk, flux=row.flux, code=row.certification_code, state=BatchState(row.state),
        profile=row.profile, at=row.at, passages=row.passages, size=row.size, sha256=row.sha256,
        file_name=row.file_name, made_by=row.made_by, deposited_on=row.deposited_on,
        deposited_by=row.deposited_by, reason=row.reason, is_whole=sealed_lines.is_whole(row),
        unanswered=row.lines.filter(outcome="").count(),
        lines=tuple(told) if in_full and with_lines else (),
        reports=tuple(
            ReportView(
                one.at, one.accepted, one.refused, one.missing, one.unknown, one.contradicted
            )
            for one in row.reports.all()
        )
        if in_full
        else (),
    )  # fmt: skip
