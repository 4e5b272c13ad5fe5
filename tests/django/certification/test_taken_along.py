"""Who takes their data along: all that names them, and the civil status by its log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from certified_world import (
    BY,
    CLOCK,
    NOW,
    PERSON,
    certification,
    civil,
    keep_covenant,
    seated,
    session,
)
from django.contrib.auth import get_user_model

from agir_certification.api import civil_status, leaving, managers
from agir_certification.civil_status import sealed
from agir_certification.models import (
    Appraisal,
    CalendarKey,
    Complaint,
    Contract,
    Dossier,
)
from agir_platform import covenants
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db
KEYS = (
    "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw",
    "b4U2Vd2gI0JrQxP9eCk7aLzYtN1mSwHfRo3uE6iKqDc",
)


@pytest.fixture(autouse=True)
def _a_vault(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    settings.AGIR_VAULT_KEYS = [KEYS[0]]


@pytest.fixture
def subject() -> UUID:
    user = get_user_model().objects.create(username="holder")
    return learners.subject_of(user.pk)


def test_a_civil_status_that_is_taken_along_is_written_down(subject: UUID) -> None:
    """Whoever holds the session of somebody else leaves a trace that its owner reads."""
    seated(session(certification()), subject)
    civil(subject)
    assert leaving.export(subject)["civil_status"]["civil_status"] == sealed.values(PERSON)
    told = {(one.act, one.by, one.purpose) for one in civil_status.readings(subject)}
    assert told == {("record", subject, "form"), ("export", subject, "own_data")}


def test_a_lost_key_keeps_nobody_from_the_rest_of_their_data(subject: UUID, settings: Any) -> None:
    seated(session(certification()), subject)
    civil(subject)
    settings.AGIR_VAULT_KEYS = [KEYS[1]]
    held = leaving.export(subject)
    assert len(held["registrations"]) == 1
    assert held["civil_status"]["civil_status"] == "unreadable"
    settings.AGIR_VAULT_KEYS = []
    assert leaving.export(subject)["civil_status"]["civil_status"] == "unreadable"


def test_what_others_wrote_of_a_learner_is_theirs_to_read(subject: UUID) -> None:
    row = seated(session(certification()), subject)
    Dossier.objects.create(
        external_id="12345678901234", source="manual", state="accepted", state_on=NOW.date(),
        registration_id=row, certification_code="RS5875", created_at=NOW,
    )  # fmt: skip
    Contract.objects.create(
        registration_id=row, action="Piloter", minutes=600, entered_on=NOW.date()
    )
    Appraisal.objects.create(registration_id=row, score=4, comment="Clair.", given_at=NOW)
    Complaint.objects.create(
        certification_code="RS5875", registration_id=row, received_on=NOW.date(),
        text="Salle froide.", recorded_by=BY, recorded_at=NOW, answer="Chauffée depuis.",
    )  # fmt: skip
    (told,) = leaving.export(subject)["registrations"]
    assert told["dossier"] == {"number": "12345678901234", "state": "accepted"}
    assert told["contract"] == {
        "action": "Piloter", "minutes": 600, "signed_on": None, "entered_on": "2026-11-27",
        "exited_on": None,
    }  # fmt: skip
    assert told["appraisal"] == {"score": 4, "comment": "Clair."}
    assert told["complaints"] == [{"text": "Salle froide.", "answer": "Chauffée depuis."}]


def test_a_manager_reads_what_is_held_of_them(subject: UUID) -> None:
    user = learners.user_of(subject)
    assert user is not None
    managers.grant("holder", certification(), by=BY, clock=CLOCK)
    CalendarKey.objects.create(subject=subject, digest="0" * 64, made_at=NOW - timedelta(days=1))
    held = leaving.export(subject)
    assert held["manages"] == [{"certification": "RS5875", "granted_at": NOW.isoformat()}]
    assert held["calendar"] == {"made_at": (NOW - timedelta(days=1)).isoformat()}


def test_words_about_who_left_go_on_both_sides(subject: UUID) -> None:
    row = seated(session(certification()), subject)
    Complaint.objects.create(
        certification_code="RS5875", registration_id=row, received_on=NOW.date(),
        text="Salle froide.", recorded_at=NOW, answer="Chère Ondine, elle est chauffée.",
    )  # fmt: skip
    leaving.forget(subject, clock=CLOCK)
    assert Complaint.objects.values_list("text", "answer", "registration").get() == (
        "", "(…)", None
    )  # fmt: skip
