"""How does an import move from one state to the next, whoever else pulls at it?

Each move is one guarded UPDATE: it happens once, or somebody was quicker. A worker holds a job by
its ``run``; a job whose worker died is taken up under another one, and the dead, should it rise,
finds that the job is no longer its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from agir_competencies.data import ImportOutcome
from agir_competencies.domain import import_job as states
from agir_competencies.importing import files
from agir_competencies.models import ImportJob
from agir_kernel.errors import DomainError


class Lost(Exception):
    """The job was cancelled, or another worker took it up. No refusal: nobody is told."""


@dataclass(frozen=True, slots=True)
class Run:
    """One worker's hold on a job, and the job as it was when the worker took it."""

    job: ImportJob
    run: UUID

    def rows(self) -> QuerySet:
        """Return the job's row as long as it is this worker's."""
        return ImportJob.objects.filter(
            pk=self.job.pk, run=self.run, state__in=(states.PLANNING, states.APPLYING)
        )

    def move(self, **values: Any) -> None:
        """Write to the job; raise ``Lost`` when it is no longer this worker's."""
        if not self.rows().update(**values):
            raise Lost


def begin(subject: UUID, now: datetime, **source: Any) -> ImportJob:
    """Open a job; raise ``ImportUnderWay`` when the person has one that is open."""
    job = ImportJob(
        id=uuid4(), subject=subject, slot=subject, created_at=now, beat_at=now,
        state=states.PLANNED, phase=states.PLAN, **source,
    )  # fmt: skip
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError as error:
        raise states.ImportUnderWay from error
    return job


def get(job_id: UUID) -> ImportJob:
    """Return a job; raise ``ImportUnknown``."""
    job = ImportJob.objects.filter(pk=job_id).first()
    if job is None:
        raise states.ImportUnknown
    return job


def take(job_id: UUID, now: datetime) -> Run | None:
    """Take up a job that waits for a worker; ``None`` when it does not."""
    run = uuid4()
    for phase, waits in states.BEGINNINGS.items():
        works = states.PLANNING if phase == states.PLAN else states.APPLYING
        waiting = ImportJob.objects.filter(pk=job_id, state=waits, run=None)
        if waiting.update(state=works, run=run, beat_at=now, done=0, total=F("size")):
            return Run(get(job_id), run)
    return None


def ready(run: Run, now: datetime, **plan: Any) -> None:
    """Show a plan to the person."""
    run.move(state=states.READY, run=None, phase=states.PLAN, beat_at=now, **plan)


def wrote(run: Run, outcome: ImportOutcome, at: int, of: int, now: datetime) -> None:
    """Count one framework as written, in the transaction that writes it."""
    counts = dict(run.job.wrote)
    for action, number in outcome.counts.items():
        counts[action] = counts.get(action, 0) + number
    run.job.wrote, run.job.written = counts, run.job.written + outcome.frameworks
    run.move(wrote=counts, written=run.job.written, done=at, total=of, beat_at=now)


def finish(run: Run, now: datetime) -> None:
    """Close a job that did what it was asked."""
    run.move(state=states.DONE, **_closed(now))
    files.drop(run.job.file, run.job.plan)


def refuse(run: Run, refusal: DomainError, now: datetime) -> None:
    """Close a job that cannot go on, and say why; what was written before stays."""
    run.move(
        state=states.REFUSED, refusal=refusal.code, facts=_plain(refusal.facts), **_closed(now)
    )
    files.drop(run.job.file, run.job.plan)


def fail(run: Run, now: datetime) -> None:
    """Leave a job where it may be tried again."""
    run.rows().update(state=states.FAILED, run=None, beat_at=now)


def apply(job_id: UUID, now: datetime) -> bool:
    """Ask a worker to carry a plan out; ``False`` when somebody asked already."""
    return bool(
        ImportJob.objects.filter(pk=job_id, state=states.READY).update(
            state=states.APPLYING, phase=states.APPLY, run=None, beat_at=now, done=0, is_aged=False
        )
    )


def go_on(job_id: UUID, now: datetime) -> bool:
    """Ask another worker for what a dead one left; ``False`` when one is alive."""
    quiet = Q(state__in=states.AT_WORK, beat_at__lt=now - states.QUIET)
    for phase, waits in states.BEGINNINGS.items():
        left = ImportJob.objects.filter(quiet | Q(state=states.FAILED), pk=job_id, phase=phase)
        if left.update(state=waits, run=None, beat_at=now):
            return True
    return False


def cancel(jobs: QuerySet, now: datetime, refusal: DomainError | None = None) -> int:
    """Close these jobs as far as they are open, and delete their files; return how many."""
    closed = 0
    for job in jobs.filter(state__in=states.OPEN):
        told: dict[str, Any] = _closed(now)
        if refusal is not None:
            told |= {"refusal": refusal.code, "facts": _plain(refusal.facts)}
        rows = ImportJob.objects.filter(pk=job.pk, state__in=states.OPEN)
        if rows.update(state=states.CANCELLED, **told):
            files.drop(job.file, job.plan)
            closed += 1
    return closed


def beat(run: Run, done: int, now: datetime) -> None:
    """Give a sign of life; raise ``Lost`` when the job is no longer this worker's."""
    run.move(done=Greatest(F("done"), done), beat_at=now)


def _closed(now: datetime) -> dict[str, Any]:
    return {"slot": None, "run": None, "file": "", "plan": "", "ended_at": now, "beat_at": now}


def _plain(facts: Mapping[str, object]) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else str(value) for name, value in facts.items()}
