"""Imports that a person follows on a page: an upload or an address, its plan, then its taking in.

Who may: none of these functions asks; pages let operators in only. Who begins, applies or goes on
with an import queues ``tasks.after_import`` with its id: this face stands below the tasks.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import IO, Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agir_competencies import sentences
from agir_competencies.api.frameworks import apply_plan, plan_import, plan_import_url
from agir_competencies.data import ImportPlan
from agir_competencies.domain import import_job as states
from agir_competencies.domain.import_job import UploadMismatched, UploadMissing, UploadTooLarge
from agir_competencies.frameworks import rncp
from agir_competencies.importing import files, jobs, leaving, plan_file, sniffing
from agir_competencies.importing.data import ImportView, Line, LinePage
from agir_competencies.models import ImportJob
from agir_competencies.settings.common import DEFAULTS
from agir_kernel.clock import Clock, SystemClock
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners

__all__ = [
    "ACTIVE_SHEETS",
    "ImportView",
    "Line",
    "LinePage",
    "UploadMismatched",
    "UploadMissing",
    "UploadTooLarge",
    "apply",
    "begin_upload",
    "begin_url",
    "cancel",
    "expire",
    "go_on",
    "imports",
    "lines",
    "may",
    "most_bytes",
    "one",
    "open_of",
    "refusal",
    "work",
]

ACTIVE_SHEETS: Final = rncp.ACTIVE
LONGEST_NAME: Final = 255
LONGEST_URL: Final = 500
EACH: Final = 1.0  # seconds between two signs of life
log = logging.getLogger(__name__)
may = states.may
refusal = sentences.refusal


def most_bytes() -> int:
    """Return how many bytes an upload may have."""
    name = "AGIR_COMPETENCIES_IMPORT_MAX_BYTES"
    return int(getattr(settings, name, DEFAULTS[name]))


def begin_upload(
    user_id: int, name: str, content: IO[bytes], *, format: str = "", sheets: Sequence[str] = ()
) -> UUID:
    """Keep an upload and open its import; return its id.

    ``name`` is what the person called the file: it is shown, and never part of a path. ``format``
    '' is recognised; ``sheets`` as in ``plan_import``, with ``ACTIVE_SHEETS`` among them for those
    in force alone. Raises ``UploadTooLarge``, ``UploadUnknown``, ``UploadMismatched`` or
    ``ImportUnderWay``, and what the private storage refuses.
    """
    size = content.seek(0, 2)
    content.seek(0)
    if size > most_bytes():
        raise UploadTooLarge(limit=most_bytes() // 1024**2)
    found = sniffing.format_of(name, content, format)
    job = jobs.begin(
        learners.subject_of(user_id), SystemClock().now(),
        format=found, file_name=_shown(name), sheets=list(sheets), size=size,
    )  # fmt: skip
    kept = files.keep(job.pk, sniffing.ending_of(name), content)
    ImportJob.objects.filter(pk=job.pk).update(file=kept)
    return job.pk


def begin_url(user_id: int, url: str) -> UUID:
    """Open the import of a CASE package that another platform serves; return its id.

    The worker asks the address, not the page. Raises ``AddressUnfit`` or ``ImportUnderWay``.
    """
    if not _is_fit(url):
        raise states.AddressUnfit(limit=LONGEST_URL)
    now = SystemClock().now()
    return jobs.begin(learners.subject_of(user_id), now, format="case", url=url).pk


def one(job_id: UUID, *, clock: Clock | None = None) -> ImportView:
    """Return an import; raise ``ImportUnknown``. One SELECT."""
    return _view(jobs.get(job_id), clock)


def open_of(user_id: int) -> UUID | None:
    """Return the import that a person has open. Two SELECTs; writes nothing."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return None
    return ImportJob.objects.filter(slot=subject).values_list("pk", flat=True).first()


def imports(limit: int = 20, *, clock: Clock | None = None) -> list[ImportView]:
    """Return the latest imports of everybody. One SELECT."""
    rows = ImportJob.objects.order_by("-created_at", "pk")[:limit]
    return [_view(row, clock) for row in rows]


def lines(view: ImportView, kind: str, number: int = 1) -> LinePage:
    """Return a page of the lines of one kind of a plan that is ready; empty when there is none."""
    name, state = ImportJob.objects.values_list("plan", "state").get(pk=view.id)
    if not name or state != states.READY:
        return LinePage((), 1, 1)
    return plan_file.read(name, kind, number, view.totals.get(kind, 0))


def apply(job_id: UUID) -> bool:
    """Ask for a plan to be carried out; ``False`` when somebody asked already.

    Raises ``ImportUnknown``, or ``ImportMoved`` when there is no plan to carry out.
    """
    now = SystemClock().now()
    if jobs.apply(job_id, now):
        return True
    _refuse_unless(job_id, states.APPLYING, states.STALE, states.DONE)
    return False


def go_on(job_id: UUID) -> bool:
    """Let another worker take up what a dead one left; ``False`` when one is at work."""
    if jobs.go_on(job_id, SystemClock().now()):
        return True
    _refuse_unless(job_id, states.PLANNED, states.PLANNING, states.APPLYING, states.DONE)
    return False


def cancel(job_id: UUID) -> None:
    """Close an import. What was written before stays; a second time changes nothing."""
    closed = jobs.cancel(ImportJob.objects.filter(pk=job_id), SystemClock().now())
    if not closed:
        _refuse_unless(job_id, states.CANCELLED)


def expire(*, clock: Clock | None = None) -> tuple[int, int]:
    """Close imports that waited seven days; return how many, and how many files were swept."""
    return leaving.expire((clock or SystemClock()).now())


def work(job_id: UUID, *, clock: Clock | None = None) -> str:
    """Do what an import waits for; return the state it reached, '' when it was not waiting.

    Called twice, by two workers or after a kill, it writes once: each framework is written in one
    transaction with the count of it, under the worker's hold on the import.
    """
    clock = clock or SystemClock()
    run = jobs.take(job_id, clock.now())
    if run is None:
        return ""
    try:
        _do(run, clock)
    except jobs.Lost:
        log.info("Import %s was cancelled or taken over", job_id)
    except DomainError as fact:
        if "path" in fact.facts:
            fact.facts["path"] = run.job.file_name  # where it lies is nobody's business
        _leave(partial(jobs.refuse, run, fact, clock.now()))
    except Exception:
        log.exception("Import %s failed", job_id)
        jobs.fail(run, clock.now())
    return jobs.get(job_id).state


def _leave(move: Any) -> None:
    try:
        move()
    except jobs.Lost:
        log.info("An import was lost before it could be closed")


def _do(run: jobs.Run, clock: Clock) -> None:
    plan = _plan(run, clock)
    found = [plan_file.digest(part) for part in plan.frameworks]
    if run.job.phase == states.PLAN:
        _show(run, plan, found, clock, is_aged=False)
        return
    for at, part in enumerate(plan.frameworks, start=1):
        is_asked = part.is_new or part.is_changed  # not written before the worker died
        if is_asked and found[at - 1 : at] != run.job.digests[at - 1 : at]:
            _show(run, plan, found, clock, is_aged=True)
            return
        jobs.beat(run, 0, clock.now())
        with transaction.atomic():
            outcome = apply_plan(ImportPlan(plan.format, (part,)), clock=clock)
            jobs.wrote(run, outcome, at, len(plan.frameworks), clock.now())
    jobs.finish(run, clock.now())


def _plan(run: jobs.Run, clock: Clock) -> ImportPlan:
    job, progress = run.job, _Pulse(run, clock)
    if job.url:
        return plan_import_url(job.url)
    with files.on_disk(job.file) as path:
        return plan_import(
            path, format=job.format, sheets=job.sheets, name=job.file_name, progress=progress
        )


def _show(
    run: jobs.Run, plan: ImportPlan, digests: list[str], clock: Clock, *, is_aged: bool
) -> None:
    former = run.job.plan
    name, totals = plan_file.write(run.job.pk, plan)
    try:
        jobs.ready(run, clock.now(), plan=name, totals=totals, digests=digests, is_aged=is_aged)
    except jobs.Lost:
        files.drop(name)
        raise
    files.drop(former)


class _Pulse:
    """Gives a sign of life while a file is read, at most each second."""

    def __init__(self, run: jobs.Run, clock: Clock) -> None:
        self._run, self._clock, self._last = run, clock, clock.now()

    def __call__(self, _count: int, read: int) -> None:
        now = self._clock.now()
        if (now - self._last).total_seconds() >= EACH:
            self._last = now
            jobs.beat(self._run, read, now)


def _refuse_unless(job_id: UUID, *kept: str) -> None:
    """Raise ``ImportMoved`` unless the import is in one of these states."""
    view = one(job_id)
    if view.state not in kept:
        raise states.ImportMoved(state=view.state)


def _is_fit(url: str) -> bool:
    """Tell whether an address may be kept, and shown to all who import: it bears no password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_address = parts.scheme in ("http", "https") and bool(parts.netloc)
    return is_address and "@" not in parts.netloc and len(url) <= LONGEST_URL


def _shown(name: str) -> str:
    """Return what a person called a file, as one line of text without folders."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in bare if letter.isprintable())[:LONGEST_NAME]


def _view(job: ImportJob, clock: Clock | None) -> ImportView:
    state = states.shown(job.state, job.beat_at, (clock or SystemClock()).now())
    fact = DomainError("", **job.facts)
    fact.code = job.refusal  # type: ignore[misc]  # as it was when it was met
    return ImportView(
        id=job.pk,
        subject=job.subject,
        name=job.file_name or job.url,
        format=job.format,
        is_url=bool(job.url),
        size=job.size,
        state=state,
        phase=job.phase,
        is_waiting=job.state in states.AT_WORK and job.run is None,
        percent=states.percent(job.done, job.total),
        totals=job.totals,
        is_aged=job.is_aged,
        written=job.written,
        wrote=job.wrote,
        refusal=refusal(fact) if job.refusal else "",
        created_at=job.created_at,
        ended_at=job.ended_at,
    )
