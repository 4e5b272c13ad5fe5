"""What a learner says of a session: a score that they can change, complaints that are answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from test_certifying_pages import ADDRESS, Room, room

from agir_certification.api import proofs
from agir_certification.models import Complaint, Registration, Session

__all__ = ["room"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(room: Room) -> str:
    """Return the page of a place of ada's."""
    room.ada.register(room.session, "self")
    (place,) = room.ada.places()
    return f"{ADDRESS}places/{place.id}/"


def begun(state: str = "confirmed") -> None:
    start = datetime.now(UTC) - timedelta(hours=1)
    Session.objects.update(starts_at=start, ends_at=start + timedelta(hours=3))
    Registration.objects.update(state=state)


def test_a_score_is_given_once_the_session_began_and_can_be_changed(room: Room, page: str) -> None:
    (place,) = room.ada.places()
    told = {"act": "appraise", "score": "4", "comment": "Utile"}
    assert "How satisfied" not in room.ada.get(page)
    assert "once your session has begun" in room.ada.post(page, told, 409).content.decode()
    begun()
    answer = room.ada.post(page, told)
    assert "Thank you" in room.ada.get(answer["Location"])
    room.ada.post(page, told | {"score": "2", "comment": "<b>Froid</b>"})
    given = proofs.appraisal(place.id)
    assert given is not None
    assert (given.score, given.comment) == (2, "<b>Froid</b>")
    assert proofs.scores(None) == {1: 0, 2: 1, 3: 0, 4: 0, 5: 0}, "changed, not counted twice"
    shown = room.ada.get(page)
    assert "&lt;b&gt;Froid&lt;/b&gt;" in shown
    assert 'value="2" checked' in shown
    for score in ("0", "6", "4.5", "", "²"):
        kept = room.ada.post(page, told | {"score": score, "comment": "Tapé"}, 422)
        assert "Tapé" in kept.content.decode(), "what was typed stays"
    assert proofs.appraisal(place.id) == given


def test_who_gave_the_place_back_scores_nothing(room: Room, page: str) -> None:
    begun("lapsed")
    room.ada.post(page, {"act": "appraise", "score": "1"}, 409)
    assert proofs.scores(None)[1] == 0


def test_a_complaint_sent_twice_is_one_and_its_answer_is_read(room: Room, page: str) -> None:
    told: dict[str, Any] = {"act": "complain", "text": "La salle était froide. <script>"}
    answer = room.ada.post(page, told)
    assert "Your complaint is kept" in room.ada.get(answer["Location"])
    room.ada.post(page, told)
    row = Complaint.objects.get()
    (place,) = room.ada.places()
    assert (row.certification_code, row.registration_id, row.recorded_by) == (
        "RS5875", place.id, None,
    )  # fmt: skip
    shown = room.ada.get(page)
    assert "Waits for an answer" in shown
    assert "&lt;script&gt;" in shown
    proofs.answer(row.pk, "Chauffage réparé.", by=room.ben.subject)
    assert "Chauffage réparé." in room.ada.get(page)
    room.ada.post(page, {"act": "complain", "text": "  "}, 422)
    assert {one.id for one in proofs.complaints_of(None)} == {row.pk}, "the desk reads it"


def test_ten_complaints_wait_at_most(room: Room, page: str) -> None:
    for number in range(10):
        room.ada.post(page, {"act": "complain", "text": f"Difficulté {number}"})
    kept = room.ada.post(page, {"act": "complain", "text": "Encore"}, 409).content.decode()
    assert "10 complaints wait" in kept
    assert "Encore" in kept


def test_nobody_speaks_for_another(room: Room, page: str) -> None:
    begun()
    for told in ({"act": "appraise", "score": "1"}, {"act": "complain", "text": "Faux"}):
        room.ben.post(page, told, 404)
    assert not Complaint.objects.exists()
    assert proofs.scores(None)[1] == 0
