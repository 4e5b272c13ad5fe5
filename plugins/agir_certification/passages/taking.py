"""Who is expected at an exam, who came, and what did a named person record of the decision?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from agir_certification.domain.attendance import (
    AbsenceProofKept,
    Attendance,
    Decision,
    Deposit,
    JuryUnknown,
    MinutesUnsigned,
    PassageSettled,
    PassageUnknown,
    Result,
    deposit_after,
    ensure_holds_together,
)
from agir_certification.domain.hours import paris_day
from agir_certification.domain.registration import RegistrationUnknown
from agir_certification.models import (
    Jury,
    Passage,
    PassageBloc,
    PassageStep,
    Registration,
)
from agir_certification.passages import files, recorded
from agir_certification.passages.lawful import follow_law
from agir_certification.repertoire import keeping
from agir_events.data import JuryDecisionData
from agir_events.signals import JURY_DECISION_RECORDED
from agir_platform.ports import RegistrationState

SITS: Final = (RegistrationState.CONFIRMED.value, RegistrationState.ENDED.value)
ON_ITS_WAY: Final = (Deposit.IN_BATCH, Deposit.ACCEPTED)


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage. ``proposed_at``: the platform gave a certificate, and nobody decided by it.

    ``result`` is all that was recorded of the decision.
    """

    id: UUID
    registration: UUID
    subject: UUID
    code: str
    attendance: Attendance
    has_absence_proof: bool
    proposed_at: datetime | None
    proposed_course: str
    jury: UUID | None
    decision: Decision | None
    decided_at: datetime | None
    decided_by: UUID | None
    delivered_on: date | None
    blocs: tuple[tuple[str, bool], ...]
    deposit: Deposit
    message: str
    settled_at: datetime | None
    result: Result | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A session, and how many of its people wait for a jury."""

    session: UUID
    code: str
    starts_at: datetime
    waiting: int


def expect(registration: UUID) -> UUID:
    """Return the passage of a registration that is confirmed or ended; it is made when absent.

    Raises ``RegistrationUnknown``.
    """
    row = Registration.objects.filter(pk=registration, state__in=SITS).select_related(
        "session__certification"
    ).first()  # fmt: skip
    if row is None:
        raise RegistrationUnknown
    passage, _ = Passage.objects.get_or_create(
        registration=row,
        defaults={
            "subject": row.subject,
            "certification_code": row.session.certification.code,
            "exam_mode": row.session.modality,
            "exam_postal_code": row.session.postal_code,
            "exam_start": paris_day(row.session.starts_at),
            "exam_end": paris_day(row.session.ends_at),
        },
    )
    return passage.pk


def expect_all(session: UUID) -> list[UUID]:
    """Return the passages of everybody who sits in a session. Idempotent."""
    rows = Registration.objects.filter(session_id=session, state__in=SITS)
    return [expect(key) for key in rows.values_list("pk", flat=True)]


def propose(registration: UUID, course_key: str, now: datetime) -> bool:
    """Note that the platform gave a certificate of a course; tell whether that was new.

    It decides nothing: a jury does, and a named person records it.
    """
    passage = expect(registration)
    fresh = Passage.objects.filter(pk=passage, proposed_at=None, decision="")
    return bool(fresh.update(proposed_at=now, proposed_course=course_key[:255]))


def attend(
    passage: UUID, attendance: Attendance, *, by: UUID, now: datetime, proof: bytes = b"",
    drops_proof: bool = False,
) -> None:  # fmt: skip
    """Record whether somebody came; ``proof`` is of the legitimate reason of who is excused.

    Said again without a file, the proof that is there stays. Raises ``PassageUnknown``,
    ``PassageSettled`` (decided already), ``ProofRefused``, ``AbsenceProofKept`` (somebody with a
    proof is said to be present or absent, and not ``drops_proof``).
    """
    with transaction.atomic():
        row = locked(passage)
        if row.decision:
            raise PassageSettled(state=row.decision)
        before, is_excused = row.absence_proof, attendance is Attendance.EXCUSED
        if before and not is_excused and not drops_proof:
            raise AbsenceProofKept
        if is_excused and proof:
            row.absence_proof = files.keep("absences", proof)[0]
        elif not is_excused:
            row.absence_proof = ""
        row.attendance, row.attendance_by = attendance.value, by
        row.save()
        _step(row, attendance.value, "", by, now)
        if before != row.absence_proof:
            transaction.on_commit(partial(files.delete, before))


def decide(
    passage: UUID, result: Result, *, jury: UUID, by: UUID, now: datetime, reason: str = ""
) -> None:
    """Record what a jury decided, from its signed minutes; again corrects, while it may.

    ``by`` is the named person who records it, ``reason`` why it is corrected. Raises
    ``PassageUnknown``, ``PassageSettled`` (on its way to the Caisse des Dépôts, or accepted),
    ``JuryUnknown`` (or another session's), ``MinutesUnsigned``, ``DecisionRefused``.
    """
    with transaction.atomic():
        row = locked(passage)
        if row.deposit in ON_ITS_WAY:
            raise PassageSettled(state=row.deposit)
        _ensure_jury(row, jury)
        ensure_holds_together(
            result, attendance=Attendance(row.attendance),
            blocs=keeping.blocs_of(row.certification_code), today=paris_day(now),
        )  # fmt: skip
        _write(row, result, jury, by, now)
        _step(row, result.decision.value, reason, by, now)
        _announce_later(row, now)
        follow_law(row, now)


def one(passage: UUID) -> PassageView:
    """Return a passage; raise ``PassageUnknown``."""
    row = rows().filter(pk=passage).first()
    if row is None:
        raise PassageUnknown
    return view(row)


def of_session(session: UUID) -> list[PassageView]:
    """Return the passages of a session. Two statements."""
    return [view(row) for row in rows().filter(registration__session_id=session)]


def page_of_session(session: UUID, *, start: int, most: int) -> tuple[list[PassageView], int]:
    """Return some passages of a session, as people registered, and how many there are."""
    found = rows().filter(registration__session_id=session)
    found = found.order_by("registration__made_at", "pk")
    return [view(row) for row in found[start : start + most]], found.count()


def of_learner(subject: UUID) -> list[PassageView]:
    """Return the passages of a learner. Two statements."""
    return [view(row) for row in rows().filter(subject=subject)]


def undecided(*, codes: frozenset[str] | None = None) -> list[PassageView]:
    """Return what waits for a decision; ``codes`` narrows to certifications."""
    return [view(row) for row in _undecided(rows(), codes)]


def count_undecided(*, codes: frozenset[str] | None = None) -> int:
    """Return how many wait for a decision. One statement."""
    return _undecided(Passage.objects.all(), codes).count()


def sessions_undecided(*, codes: frozenset[str] | None, most: int) -> list[Undecided]:
    """Return the sessions whose people wait for a decision, oldest first. One statement."""
    told = (
        _undecided(Passage.objects.all(), codes)
        .values("registration__session_id", "registration__session__starts_at")
        .annotate(waiting=Count("pk"), code=Max("certification_code"))
        .order_by("registration__session__starts_at", "registration__session_id")[:most]
    )
    return [
        Undecided(
            session=row["registration__session_id"], code=row["code"],
            starts_at=row["registration__session__starts_at"], waiting=row["waiting"],
        )
        for row in told
    ]  # fmt: skip


def rows() -> QuerySet:
    """Return passages with what a view needs of them."""
    return Passage.objects.prefetch_related("blocs")


def locked(passage: UUID) -> Passage:
    """Return the row, locked until the transaction ends; raise ``PassageUnknown``."""
    row = Passage.objects.select_for_update().filter(pk=passage).first()
    if row is None:
        raise PassageUnknown
    return row


def view(row: Passage) -> PassageView:
    """Return a row as others see it."""
    return PassageView(
        id=row.pk, registration=row.registration_id, subject=row.subject,
        code=row.certification_code, attendance=Attendance(row.attendance),
        has_absence_proof=bool(row.absence_proof), proposed_at=row.proposed_at,
        proposed_course=row.proposed_course, jury=row.jury_id,
        decision=Decision(row.decision) if row.decision else None, decided_at=row.decided_at,
        decided_by=row.decided_by, delivered_on=row.delivered_on,
        blocs=tuple((bloc.code, bloc.is_obtained) for bloc in row.blocs.all()),
        deposit=Deposit(row.deposit), message=row.message, settled_at=row.settled_at,
        result=recorded.result_of(row),
    )  # fmt: skip


def _undecided(found: QuerySet, codes: frozenset[str] | None) -> QuerySet:
    waiting = found.filter(decision="")
    return waiting if codes is None else waiting.filter(certification_code__in=codes)


def _ensure_jury(row: Passage, jury: UUID) -> None:
    found = Jury.objects.filter(pk=jury, session__registrations=row.registration_id).first()
    if found is None:
        raise JuryUnknown
    if found.signed_on is None:
        raise MinutesUnsigned


def _write(row: Passage, result: Result, jury: UUID, by: UUID, now: datetime) -> None:
    row.jury_id, row.decided_by, row.decided_at = jury, by, now
    row.decision, row.deposit = result.decision.value, deposit_after(result.decision).value
    row.message, row.settled_at = "", None
    row.delivered_on = result.delivered_on
    row.valid_from = result.valid_from or result.delivered_on
    row.valid_until = result.valid_until
    row.obtained_by = result.obtained_by.value
    row.exam_start = result.exam_start or row.exam_start
    row.exam_end = result.exam_end or row.exam_end
    row.exam_mode = result.exam_mode.value if result.exam_mode else row.exam_mode
    row.exam_postal_code = result.exam_postal_code or row.exam_postal_code
    row.score, row.option, row.proof_url = result.score, result.option, result.proof_url
    row.mention = result.mention or ""
    row.language_level = result.language_level or ""
    row.digital_level = dict(result.digital_level) if result.digital_level else None
    row.access, row.vae = result.access or "", result.vae or ""
    row.initiative = result.initiative or ""
    row.save()
    row.blocs.all().delete()
    PassageBloc.objects.bulk_create(
        PassageBloc(passage=row, code=code, is_obtained=is_obtained)
        for code, is_obtained in sorted(result.blocs.items())
    )


def _step(row: Passage, word: str, reason: str, by: UUID | None, now: datetime) -> None:
    PassageStep.objects.create(
        passage=row, word=word[:16], reason=reason.strip()[:1000], by=by, at=now
    )


def _announce_later(row: Passage, now: datetime) -> None:
    won = row.blocs.filter(is_obtained=True).values_list("code", flat=True)
    told = JuryDecisionData(
        passage=str(row.pk), registration=str(row.registration_id), subject=str(row.subject),
        certification=row.certification_code, decision=row.decision, blocs=sorted(won),
        occurred_at=now,
    )  # fmt: skip
    transaction.on_commit(partial(_announce, told), robust=True)


def _announce(told: JuryDecisionData) -> None:
    JURY_DECISION_RECORDED.send_event(decision=told)
