"""An exam that took place: two candidates, a jury with minutes, what is ready for the CDC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from agir_certification.api import (
    civil_status,
    managers,
    passages,
    proofs,
    registrations,
    repertoire,
    sessions,
)
from agir_certification.domain.passage import ExamMode
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners

CODE = "RS99999"  # of nobody: the RS has not come that far
TITLE = "Accompagner les usages numériques (certification de démonstration)"
MINUTES = b"%PDF-1.4\n% proces-verbal de demonstration\n"
PEOPLE = (("ondine.v", "Ondine", "Vasseur", 14), ("gaspard.lg", "Gaspard", "Le Goff", 21))


def hold(operator: Any, manager: Any) -> None:
    """Let two candidates sit: one obtained it, one was absent. Idempotent."""
    if any(one.code == CODE for one in repertoire.every(with_archived=True)):
        return
    by = learners.subject_of(operator.pk)
    made = repertoire.add(CODE, TITLE, repertoire.Role.CERTIFIER)
    told = repertoire.Identifiers(
        certifier_name="Atelier des rives", client_id="12ABC345", contract_id="MCFCER000123"
    )
    repertoire.identify(made, told)
    managers.grant(manager.username, made, by=by)
    now = datetime.now(UTC)
    before, after = FixedClock(now - timedelta(days=40)), FixedClock(now - timedelta(days=2))
    where = _session(made, by, now, before)
    several = [_candidate(where, *one, clock=before) for one in PEOPLE]
    sessions.hold(where, by=by, clock=after)
    first, second = (passages.expect(one) for one in several)
    passages.attend(first, passages.Attendance.PRESENT, by=by, clock=after)
    passages.attend(second, passages.Attendance.ABSENT, by=by, clock=after)
    jury = passages.convene(
        where, after.now().date(), [passages.Member("Jeanne Presle", "présidente", True)],
        clock=after,
    )  # fmt: skip
    passages.sign_minutes(jury, MINUTES, after.now().date(), clock=after)
    result = passages.Result(decision=passages.Decision.OBTAINED, delivered_on=after.now().date())
    passages.decide(first, result, jury=jury, by=by, clock=after)
    proofs.complain(CODE, after.now().date(), "La salle n’était pas chauffée.", by=by)
    proofs.appraise(several[0], 4)


def _session(made: UUID, by: UUID, now: datetime, before: FixedClock) -> UUID:
    start = (now - timedelta(days=3)).replace(hour=8, minute=0, second=0, microsecond=0)
    terms = sessions.SessionTerms(
        starts_at=start, ends_at=start + timedelta(hours=3), modality=ExamMode.EN_PRESENTIEL,
        capacity=12, price_minor=0, place="Médiathèque, Brest", postal_code="29200",
    )  # fmt: skip
    where = sessions.create(made, terms, clock=before)
    sessions.activate(where, by=by, clock=before)
    return where


def _candidate(
    where: UUID, username: str, first: str, last: str, day: int, *, clock: FixedClock
) -> UUID:
    user, _ = get_user_model().objects.get_or_create(
        username=username,
        defaults={"email": f"{username}@example.org", "first_name": first, "last_name": last},
    )
    subject = learners.subject_of(user.pk)
    request = registrations.Request(
        session=where, subject=subject, funding=registrations.Funding.FREE,
        key=f"demo:exam:{username}",
    )  # fmt: skip
    made = registrations.register(request, clock=clock)
    status = civil_status.CivilStatus(
        birth_name=last, first_name=first, birth_year=1987, birth_month=3, birth_day=day,
        sex=civil_status.Sex.F if day == 14 else civil_status.Sex.M,
        birthplace=civil_status.Birthplace(cog="29019", city="Brest"),
    )  # fmt: skip
    role = repertoire.Role.CERTIFIER
    given = civil_status.Given(
        status=status, notice_version=civil_status.notice(role).version, role=role
    )
    civil_status.record(subject, given, clock=clock)
    return made.id
