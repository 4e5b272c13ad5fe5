"""What the demo certifies: a sheet that was imported, two sessions, a manager, one dossier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from agir_certification.api import dossiers, managers, registrations, repertoire, sessions
from agir_certification.domain.passage import ExamMode
from agir_platform.learners import api as learners

CODE = "RNCP35959"
NUMBER = "DEMO0000000001"
REASON = "Démonstration"


def certify(course_key: str, operator: Any, manager: Any, learner: Any) -> None:
    """Keep the certification that a course leads to, with somebody registered. Idempotent."""
    if any(one.code == CODE for one in repertoire.every(with_archived=True)):
        return
    by = learners.subject_of(operator.pk)
    made = repertoire.add(CODE, CODE, repertoire.Role.TRAINING_PARTNER)
    blocs = repertoire.one(made).blocs
    repertoire.link_course(made, course_key, bloc=blocs[0].code if blocs else "")
    managers.grant(manager.username, made, by=by)
    near, _ = (_session(made, by, days) for days in (45, 120))
    request = registrations.Request(
        session=near, subject=learners.subject_of(learner.pk),
        funding=registrations.Funding.CPF, key="demo:certification",
    )  # fmt: skip
    registration = registrations.register(request)
    today = datetime.now(UTC).date()
    told = dossiers.Told(
        external_id=NUMBER, state="accepted", on=today, starts_on=today + timedelta(days=20),
        ends_on=today + timedelta(days=44), amount_minor=100_00,
    )  # fmt: skip
    dossier, _ = dossiers.tell(told, by=by)
    dossiers.tie(dossier, registration.id)


def _session(certification: UUID, by: UUID, days: int) -> UUID:
    start = (datetime.now(UTC) + timedelta(days=days)).replace(
        hour=8, minute=0, second=0, microsecond=0
    )
    terms = sessions.SessionTerms(
        starts_at=start, ends_at=start + timedelta(hours=3), modality=ExamMode.A_DISTANCE,
        capacity=12, price_minor=100_00, arrangements="Tiers temps, pauses, lecteur d’écran.",
        contact="certification@example.org", prerequisites="Avoir suivi le cours libre.",
    )  # fmt: skip
    made = sessions.create(certification, terms)
    sessions.activate(made, by=by, override_reason=REASON)
    return made
