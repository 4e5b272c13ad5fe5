"""What does an *accusé de traitement* change here? Each passage of its file, once.

The same report again changes nothing, a report for a file that was not made here is refused, and
one that says of a passage the contrary of an earlier one is counted for a person to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from agir_certification.accrochage.batches import locked
from agir_certification.domain.batch import ENDED_UNSENT, BatchSettled, BatchState
from agir_certification.domain.refusals import ReportForeign
from agir_certification.domain.report import Refused, Report, Settlement, settle
from agir_certification.models import Batch, BatchLine, TreatmentReport
from agir_certification.passages import depositing


@dataclass(frozen=True, slots=True)
class Answered:
    """What a report did; ``is_new`` is false for one that was read before.

    ``refused`` are those to correct, with the message verbatim; ``missing`` stay on their way.
    """

    batch: UUID
    accepted: int
    refused: tuple[Refused, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    contradicted: int
    is_new: bool


def reconcile(report: Report, *, by: UUID | None, now: datetime) -> Answered:
    """Settle the passages that a report answers; raise ``ReportForeign``, ``BatchSettled``."""
    with transaction.atomic():
        batch = _batch(report)
        rows = {str(line.passage_id): line for line in batch.lines.select_for_update()}
        told = settle(report, batch.flux, list(rows))
        if TreatmentReport.objects.filter(batch=batch, sha256=report.sha256).exists():
            return _answered(batch, told, 0, is_new=False)
        contradicted = _settle(batch, rows, told, now)
        TreatmentReport.objects.create(
            batch=batch, sha256=report.sha256, treatment=report.treatment[:60],
            accepted=len(told.accepted), refused=len(told.refused), missing=len(told.missing),
            unknown=len(told.unknown), contradicted=contradicted, by=by, at=now,
        )  # fmt: skip
        _move(batch, now)
        return _answered(batch, told, contradicted, is_new=True)


def _batch(report: Report) -> Batch:
    Batch.objects.filter(flux=report.flux).update(flux=F("flux"))  # SQLite takes its lock first
    found = Batch.objects.filter(flux=report.flux).values_list("pk", flat=True).first()
    if found is None:
        raise ReportForeign
    row = locked(found)
    if BatchState(row.state) in ENDED_UNSENT:
        raise BatchSettled(state=row.state)
    return row


def _settle(batch: Batch, rows: dict[str, BatchLine], told: Settlement, now: datetime) -> int:
    contradicted = 0
    for one in told.accepted:
        contradicted += _answer(batch, rows[one], "accepted", "", now)
    for refused in told.refused:
        row = rows[refused.technical_id]
        contradicted += _answer(batch, row, "refused", refused.message, now)
    return contradicted


def _answer(batch: Batch, row: BatchLine, outcome: str, message: str, now: datetime) -> bool:
    """Settle one line; tell whether an earlier report said the contrary."""
    if row.outcome:
        return row.outcome != outcome
    row.outcome, row.message = outcome, message[:1000]
    row.save(update_fields=("outcome", "message"))
    depositing.settle(
        row.passage_id, batch.pk, now, is_accepted=outcome == "accepted", message=message
    )
    return False


def _move(batch: Batch, now: datetime) -> None:
    is_whole = not batch.lines.filter(outcome="").exists()
    batch.state = (BatchState.PROCESSED if is_whole else BatchState.DEPOSITED).value
    batch.ended_at = now if is_whole else None
    batch.save(update_fields=("state", "ended_at"))


def _answered(batch: Batch, told: Settlement, contradicted: int, *, is_new: bool) -> Answered:
    return Answered(
        batch.pk, len(told.accepted), told.refused, told.missing, told.unknown, contradicted, is_new
    )
