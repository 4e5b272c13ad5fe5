"""What the demo certifies: a sheet that has ended, with a dossier; a fictitious one to join."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from agir_certification.api import dossiers, managers, registrations, repertoire, sessions
from agir_certification.domain.passage import ExamMode
from agir_platform.learners import api as learners

CODE = "RNCP35959"
NUMBER = "DEMO0000000001"
REASON = "Démonstration"
JOINED, SIRET = "RNCP99001", "12345678200028"
SHEET = Path(__file__).parents[2] / "courses/inclusion-numerique/frameworks/rncp99001-fictive.xml"
ARRANGEMENTS = "Tiers temps, pauses, lecteur d’écran, assistance d’une personne."


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


def open_to_all(course_key: str, operator: Any, manager: Any) -> None:
    """Keep the certification that learners of the demo may register for. Idempotent."""
    if any(one.code == JOINED for one in repertoire.every(with_archived=True)):
        return
    by = learners.subject_of(operator.pk)
    made = repertoire.add(JOINED, JOINED, repertoire.Role.TRAINING_PARTNER)
    repertoire.check_sheets(SHEET, siret=SIRET)
    for bloc in repertoire.one(made).blocs:
        repertoire.link_course(made, course_key, bloc=bloc.code)
    managers.grant(manager.username, made, by=by)
    for days, terms in (
        (30, {"price_minor": 90_00, "modality": ExamMode.A_DISTANCE}),
        (
            75,
            {
                "price_minor": 90_00,
                "modality": ExamMode.EN_PRESENTIEL,
                "postal_code": "29200",
                "place": "Médiathèque, Brest",
            },
        ),
        (20, {"price_minor": 0, "modality": ExamMode.A_DISTANCE, "title": "Session offerte"}),
    ):
        _open(made, by, days, terms)


def _open(certification: UUID, by: UUID, days: int, terms: dict[str, Any]) -> None:
    start = (datetime.now(UTC) + timedelta(days=days)).replace(
        hour=8, minute=0, second=0, microsecond=0
    )
    made = sessions.create(
        certification,
        sessions.SessionTerms(
            starts_at=start, ends_at=start + timedelta(hours=3), capacity=12,
            arrangements=ARRANGEMENTS, contact="certification@example.org",
            pay_url="https://example.org/payer", prerequisites="Aucun : le cours libre y prépare.",
            **terms,
        ),
    )  # fmt: skip
    sessions.activate(made, by=by, override_reason=REASON)


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
