"""Exams, juries and decisions; what is ready for the Caisse des Dépôts, and what came back.

Who may: none of these functions asks; pages and REST views do (``api.managers.ensure``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from agir_certification.domain.attendance import (
    AbsenceProofKept,
    Attendance,
    Decision,
    DecisionRefused,
    Deposit,
    JuryMalformed,
    JuryUnknown,
    MinutesUnsigned,
    PassageSettled,
    PassageUnknown,
    Result,
)
from agir_certification.passages import absences, depositing, juries, taking
from agir_certification.passages.absences import AbsenceReadingView
from agir_certification.passages.depositing import Prepared, Wait, Waiting
from agir_certification.passages.files import ProofRefused
from agir_certification.passages.filters import AgirPassagePrepared
from agir_certification.passages.juries import JuryView, Member
from agir_certification.passages.taking import PassageView, Undecided
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "AbsenceProofKept", "AbsenceReadingView", "AgirPassagePrepared", "Attendance", "Decision",
    "DecisionRefused", "Deposit", "JuryMalformed", "JuryUnknown", "JuryView", "Member",
    "MinutesUnsigned", "PassageSettled", "PassageUnknown", "PassageView", "Prepared",
    "ProofRefused", "Result", "Undecided", "Wait", "Waiting", "absence_proof",
    "absence_readings", "attend", "convene", "decide", "exclude", "expect", "juries_of",
    "of_learner", "of_session", "one", "page_of_session", "prepare", "release", "send",
    "sessions_waiting", "settle", "sign_minutes", "undecided", "waiting_for_jury",
]  # fmt: skip


def convene(
    session: UUID, meets_on: date, members: Sequence[Member], *, clock: Clock | None = None
) -> UUID:
    """Keep a jury with its members, one of them its president; raises ``JuryMalformed``."""
    return juries.convene(session, meets_on, members, (clock or SystemClock()).now())


def sign_minutes(jury: UUID, content: bytes, signed_on: date, *, clock: Clock | None = None) -> str:
    """Keep the signed minutes (PDF, PNG, JPEG, at most 5 MiB); return their SHA-256."""
    return juries.sign(jury, content, signed_on, (clock or SystemClock()).now())


def juries_of(session: UUID) -> list[JuryView]:
    """Return the juries of a session."""
    return juries.of_session(session)


def expect(registration: UUID) -> UUID:
    """Return the passage of a registration that is confirmed or ended, made when absent."""
    return taking.expect(registration)


def attend(
    passage: UUID, attendance: Attendance, *, by: UUID, proof: bytes = b"",
    drops_proof: bool = False, clock: Clock | None = None,
) -> None:  # fmt: skip
    """Record whether somebody came; ``proof`` of a legitimate reason is kept privately.

    ``drops_proof``: a proof that is there may be deleted, as they were not excused after all.
    """
    now = (clock or SystemClock()).now()
    taking.attend(passage, attendance, by=by, now=now, proof=proof, drops_proof=drops_proof)


def decide(
    passage: UUID, result: Result, *, jury: UUID, by: UUID, reason: str = "",
    clock: Clock | None = None,
) -> None:  # fmt: skip
    """Record, by a named person, what a jury decided; again corrects, while it may."""
    now = (clock or SystemClock()).now()
    taking.decide(passage, result, jury=jury, by=by, now=now, reason=reason)


def one(passage: UUID) -> PassageView:
    """Return a passage; raise ``PassageUnknown``."""
    return taking.one(passage)


def of_session(session: UUID) -> list[PassageView]:
    """Return the passages of a session."""
    return taking.of_session(session)


def page_of_session(session: UUID, *, start: int, most: int) -> tuple[list[PassageView], int]:
    """Return some passages of a session, as people registered, and how many there are."""
    return taking.page_of_session(session, start=start, most=most)


def of_learner(subject: UUID) -> list[PassageView]:
    """Return the passages of a learner."""
    return taking.of_learner(subject)


def undecided(*, codes: frozenset[str] | None = None) -> list[PassageView]:
    """Return what waits for a decision."""
    return taking.undecided(codes=codes)


def waiting_for_jury(*, codes: frozenset[str] | None = None) -> int:
    """Return how many people wait for a decision. One statement."""
    return taking.count_undecided(codes=codes)


def sessions_waiting(*, codes: frozenset[str] | None = None, most: int = 20) -> list[Undecided]:
    """Return the sessions whose people wait for a decision, oldest first. One statement."""
    return taking.sessions_undecided(codes=codes, most=most)


def absence_proof(passage: UUID, *, by: UUID, clock: Clock | None = None) -> bytes:
    """Return the proof of a legitimate absence; who read it is written down.

    Raises ``PassageUnknown`` where there is none.
    """
    return absences.proof(passage, by=by, now=(clock or SystemClock()).now())


def absence_readings(subject: UUID) -> list[AbsenceReadingView]:
    """Return who read proofs of absences of a learner, newest first."""
    return absences.readings(subject)


def prepare(
    code: str, *, by: UUID | None, hand_over: bool = False, clock: Clock | None = None
) -> Prepared:
    """Return what can go into a file now, and why the rest waits; raises ``MayNotDeposit``."""
    now = (clock or SystemClock()).now()
    return depositing.prepare(code, by=by, now=now, hand_over=hand_over)


def send(
    passages: Iterable[UUID], batch: UUID, *, by: UUID | None = None, clock: Clock | None = None
) -> int:
    """Say that passages left in a file; all or none, none in two files."""
    return depositing.send(passages, batch, (clock or SystemClock()).now(), by=by)


def settle(
    passage: UUID, batch: UUID, *, is_accepted: bool, message: str = "", clock: Clock | None = None
) -> bool:
    """Record what the return file says of one passage; tell whether it was new."""
    now = (clock or SystemClock()).now()
    return depositing.settle(passage, batch, now, is_accepted=is_accepted, message=message)


def release(passages: Iterable[UUID], *, by: UUID | None = None, clock: Clock | None = None) -> int:
    """Let passages of a file that was not deposited, or refused as a whole, go again."""
    return depositing.release(passages, (clock or SystemClock()).now(), by=by)


def exclude(passage: UUID, reason: str, *, by: UUID, clock: Clock | None = None) -> None:
    """Keep a passage out of every file, by a named person with a reason."""
    depositing.exclude(passage, reason, by=by, now=(clock or SystemClock()).now())
