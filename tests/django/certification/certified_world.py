"""A certification, its session and its people, as sentences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from agir_certification.api import civil_status, passages, registrations, repertoire, sessions
from agir_certification.domain.civil_status import Birthplace, CivilStatus, Sex
from agir_certification.domain.passage import ExamMode
from agir_kernel.clock import FixedClock
from agir_platform import covenants
from agir_platform.ports import Check, CovenantVerdict

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
CLOCK = FixedClock(NOW)
CODE = "RS5875"
BY = UUID(int=900)
PDF = b"%PDF-1.7 signed"
PERSON = CivilStatus(
    birth_name="Vasseur-Quénot",
    first_name="Ondine",
    birth_year=1987,
    birth_month=3,
    birth_day=14,
    sex=Sex.F,
    birthplace=Birthplace(cog="29019", city="Brest"),
)


class Covenant:
    """Says of every course what it was told to."""

    def __init__(self, *, passes: bool) -> None:
        self.passes = passes

    def verdict(self, course_key: str) -> CovenantVerdict:
        word = "pass" if self.passes else "fail"
        checks = tuple(Check(f"O{number}", word, "", NOW) for number in (1, 2, 3, 4))
        return CovenantVerdict(self.passes, checks)


def keep_covenant(*, passes: bool = True) -> None:
    covenants.register(Covenant(passes=passes))


def certification(
    code: str = CODE, role: repertoire.Role = repertoire.Role.CERTIFIER, *courses: str
) -> UUID:
    made = repertoire.add(code, "Piloter un projet", role, clock=CLOCK)
    for course in courses:
        repertoire.link_course(made, course, clock=CLOCK)
    return made


def terms(**told: Any) -> sessions.SessionTerms:
    return sessions.SessionTerms(
        **{
            "starts_at": NOW + timedelta(days=30),
            "ends_at": NOW + timedelta(days=30, hours=3),
            "modality": ExamMode.A_DISTANCE,
            "capacity": 2,
            "price_minor": 15_000,
        }
        | told
    )


def session(made: UUID, **told: Any) -> UUID:
    found = sessions.create(made, terms(**told), clock=CLOCK)
    sessions.activate(found, by=BY, clock=CLOCK)
    return found


def request(where: UUID, subject: UUID | None = None, **told: Any) -> registrations.Request:
    return registrations.Request(
        **{
            "session": where,
            "subject": subject or uuid4(),
            "funding": registrations.Funding.SELF,
            "key": uuid4().hex,
        }
        | told
    )


def seated(where: UUID, subject: UUID, **told: Any) -> UUID:
    """Register somebody whose fee is promised already; return the registration."""
    asked = request(where, subject, is_paid=True, **told)
    return registrations.register(asked, clock=CLOCK).id


def civil(subject: UUID, status: CivilStatus = PERSON, clock: FixedClock = CLOCK) -> int:
    role = repertoire.Role.CERTIFIER
    given = civil_status.Given(
        status=status, notice_version=civil_status.notice(role).version, role=role
    )
    return civil_status.record(subject, given, clock=clock)


def later(**told: Any) -> FixedClock:
    return FixedClock(NOW + timedelta(**told))


def decided(where: UUID, registration: UUID, clock: FixedClock, **told: Any) -> UUID:
    """Let a person sit and obtain it; return the passage."""
    passage = passages.expect(registration)
    passages.attend(passage, passages.Attendance.PRESENT, by=BY, clock=clock)
    jury = passages.convene(
        where, clock.now().date(), [passages.Member("Jeanne Presle", "présidente", True)],
        clock=clock,
    )  # fmt: skip
    passages.sign_minutes(jury, PDF, clock.now().date(), clock=clock)
    result = passages.Result(
        **{"decision": passages.Decision.OBTAINED, "delivered_on": clock.now().date()} | told
    )
    passages.decide(passage, result, jury=jury, by=BY, clock=clock)
    return passage
