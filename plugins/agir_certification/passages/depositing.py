"""Which passages can go to the Caisse des Dépôts, and what became of them there?

Writing a file is the business of ``accrochage``; here a row becomes its record, and the account
of what is ready, on its way, accepted or refused is kept. One record never blocks the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agir_certification.civil_status import records
from agir_certification.domain.attendance import Decision, Deposit, PassageUnknown, deposit_moved
from agir_certification.domain.civil_status import CivilStatus
from agir_certification.domain.passage import (
    Access,
    DigitalLevel,
    DigitalResult,
    Enrolment,
    Exam,
    ExamMode,
    Initiative,
    LanguageLevel,
    Mention,
    Obtained,
    VaeRoute,
)
from agir_certification.domain.passage import Passage as Record
from agir_certification.domain.repertoire import ensure_may_deposit, kind_of
from agir_certification.models import Passage, PassageStep
from agir_certification.passages.filters import AgirPassagePrepared
from agir_certification.passages.lawful import follow_law, role_of
from agir_certification.passages.taking import locked
from agir_events.data import PassageData
from agir_events.signals import PASSAGE_SETTLED, PASSAGE_TRANSMITTED

PAGE: Final = 500


class Wait(StrEnum):
    """Why a passage is in no file; a step of the filter may add words of its own."""

    UNDECIDED = "undecided"
    NOT_WHOLE = "not_whole"
    CIVIL_STATUS_MISSING = "civil_status_missing"
    IN_BATCH = "in_batch"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A passage that is in no file now, and the word that says why."""

    passage: UUID
    subject: UUID
    why: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """``records`` can be checked and written; ``waiting`` is everything else of the asked."""

    records: tuple[Record, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the passages; ``subjects`` are of those that are ready, by technical identifier."""

    found: Prepared
    subjects: Mapping[str, UUID]


def prepare(code: str, *, by: UUID | None, now: datetime, hand_over: bool = False) -> Prepared:
    """Return what of a certification can go into a file now, and why the rest does not.

    All of it at once, for a page of a few; ``pages`` is for many. Raises ``MayNotDeposit``.
    """
    found = [one.found for one in pages(code, by=by, now=now, hand_over=hand_over)]
    return Prepared(
        tuple(record for one in found for record in one.records),
        tuple(waiting for one in found for waiting in one.waiting),
    )


def pages(code: str, *, by: UUID | None, now: datetime, hand_over: bool = False) -> Iterator[Page]:
    """Yield what can go and what waits, ``PAGE`` passages at a time, in the order of decisions.

    Reads the civil status of each, which is logged. ``hand_over``: for the certifier's CSV, which
    a training partner may have; a deposit raises ``MayNotDeposit`` for one.
    """
    if not hand_over:
        ensure_may_deposit(role_of(code).value)
    purpose = "hand_over" if hand_over else "deposit"
    keys = _keys(code)
    for start in range(0, len(keys), PAGE):
        several = [UUID(bytes=key) for key in keys[start : start + PAGE]]
        yield _page(list(_rows().filter(pk__in=several)), by, purpose, now)


def _keys(code: str) -> list[bytes]:
    """Return which passages there are, in 49 bytes each: a cursor would not outlive a write."""
    rows = Passage.objects.filter(certification_code=code).order_by("decided_at", "id")
    found = rows.values_list("pk", flat=True).iterator(chunk_size=PAGE)
    return [key.bytes for key in found]


def _page(rows: list[Passage], by: UUID | None, purpose: str, now: datetime) -> Page:
    ready = [row for row in rows if row.deposit == Deposit.READY]
    known = records.read_several({row.subject for row in ready}, by=by, purpose=purpose, now=now)
    made: list[Record] = []
    waiting = [
        Waiting(row.pk, row.subject, _why(row)) for row in rows if row.deposit != Deposit.READY
    ]
    for row in ready:
        try:
            made.append(_filtered(row, known.get(row.subject)))
        except AgirPassagePrepared.StopPassage as stopped:
            waiting.append(Waiting(row.pk, row.subject, str(stopped.code)))
    subjects = {str(row.pk): row.subject for row in ready}
    return Page(Prepared(tuple(made), tuple(waiting)), subjects)


def send(passages: Iterable[UUID], batch: UUID, now: datetime, *, by: UUID | None = None) -> int:
    """Say that passages left in a file; return how many. One transaction, all or none.

    Raises ``PassageUnknown``, ``PassageSettled``: none goes into two files that are under way.
    """
    with transaction.atomic():
        moved = [
            row
            for row in (locked(passage) for passage in sorted(passages))
            if _moved(row, Deposit.IN_BATCH, now, by)
        ]
        _announce_later([row.pk for row in moved], batch, "transmitted", now)
    return len(moved)


def settle(
    passage: UUID, batch: UUID, now: datetime, *, is_accepted: bool, message: str = ""
) -> bool:
    """Record what the return file says of one passage; tell whether it was new. Idempotent.

    Raises ``PassageUnknown``, ``PassageSettled`` for one that is in no file.
    """
    after = Deposit.ACCEPTED if is_accepted else Deposit.REFUSED
    with transaction.atomic():
        row = locked(passage)
        if not _moved(row, after, now, None, message=message[:500], settled_at=now):
            return False
        follow_law(row, now)
        _announce_later([row.pk], batch, "accepted" if is_accepted else "refused", now)
    return True


def release(passages: Iterable[UUID], now: datetime, *, by: UUID | None = None) -> int:
    """Let passages of a file that was never deposited, or was refused as a whole, go again."""
    with transaction.atomic():
        return sum(_moved(locked(one), Deposit.READY, now, by) for one in sorted(passages))


def exclude(passage: UUID, reason: str, *, by: UUID, now: datetime) -> None:
    """Keep a passage out of every file, by a named person with a reason; ``release`` undoes it."""
    with transaction.atomic():
        row = locked(passage)
        _moved(row, Deposit.EXCLUDED, now, by, reason=reason)
        follow_law(row, now)


def after_correction(subject: UUID, now: datetime) -> int:
    """Make ready again what was refused of somebody who corrected their civil status."""
    with transaction.atomic():
        refused = Passage.objects.filter(subject=subject, deposit=Deposit.REFUSED.value)
        keys = list(refused.values_list("pk", flat=True))
        return sum(_moved(locked(key), Deposit.READY, now, subject) for key in keys)


def refused_of(subject: UUID) -> list[tuple[UUID, str]]:
    """Return the passages of a learner that came back, with the words of the return file."""
    rows = Passage.objects.filter(subject=subject, deposit=Deposit.REFUSED.value)
    return list(rows.values_list("pk", "message"))


def record_of(row: Passage, status: CivilStatus) -> Record:
    """Return a row as the accrochage knows it."""
    level = _digital(row.digital_level)
    return Record(
        technical_id=str(row.pk), kind=kind_of(row.certification_code),
        code=row.certification_code, holder=status,
        valid_from=row.valid_from or row.delivered_on, valid_until=row.valid_until,
        delivered_on=row.delivered_on, obtained=Obtained(row.obtained_by),
        exam=Exam(
            row.exam_start, row.exam_end, ExamMode(row.exam_mode) if row.exam_mode else None,
            row.exam_postal_code or None,
        ),
        has_language_level=bool(row.language_level),
        language_level=LanguageLevel(row.language_level) if row.language_level else None,
        has_digital_level=level is not None, digital_level=level,
        score=row.score or None, mention=Mention(row.mention) if row.mention else None,
        enrolment=Enrolment(
            Access(row.access) if row.access else None, VaeRoute(row.vae) if row.vae else None,
            Initiative(row.initiative) if row.initiative else None,
            row.registration.made_at.date(),
        ),
        proof_url=row.proof_url or None, option=row.option or None,
    )  # fmt: skip


def _filtered(row: Passage, status: CivilStatus | None) -> Record:
    if status is None:
        raise AgirPassagePrepared.StopPassage(Wait.CIVIL_STATUS_MISSING.value)
    made: Record = AgirPassagePrepared.run_filter(record_of(row, status))
    return made


def _rows() -> QuerySet:
    return Passage.objects.select_related("registration").order_by("decided_at", "id")


def _why(row: Passage) -> str:
    if not row.decision:
        return Wait.UNDECIDED.value
    if row.deposit == Deposit.NONE:
        return Wait.NOT_WHOLE.value
    return str(row.deposit)


def _moved(
    row: Passage, after: Deposit, now: datetime, by: UUID | None, *, reason: str = "",
    **told: Any,
) -> bool:  # fmt: skip
    if not deposit_moved(Deposit(row.deposit), after):
        return False
    if after is Deposit.READY and row.decision != Decision.OBTAINED:
        raise PassageUnknown
    row.deposit = after.value
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=("deposit", *told))
    PassageStep.objects.create(
        passage=row, word=after.value, reason=reason.strip()[:1000], by=by, at=now
    )
    return True


def _digital(told: Mapping[str, Any] | None) -> DigitalLevel | None:
    if not told:
        return None
    results = tuple(
        DigitalResult(one.get("level"), one.get("domain"), one.get("competency"))
        for one in told.get("results", ())
    )
    return DigitalLevel(told.get("score"), results)


def _announce_later(passages: Sequence[UUID], batch: UUID, outcome: str, now: datetime) -> None:
    """Tell once all is written; one promise for all, so that many take little memory."""
    transaction.on_commit(partial(_announce_all, tuple(passages), batch, outcome, now), robust=True)


def _announce_all(passages: Sequence[UUID], batch: UUID, outcome: str, now: datetime) -> None:
    for key in passages:
        _announce(PassageData(passage=str(key), batch=str(batch), outcome=outcome, occurred_at=now))


def _announce(told: PassageData) -> None:
    signal = PASSAGE_TRANSMITTED if told.outcome == "transmitted" else PASSAGE_SETTLED
    signal.send_event(passage=told)
