"""What a manager did by mistake is taken back, or was confirmed knowing what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import BY, CLOCK, NOW, certification, keep_covenant, later, seated, session
from test_certification_desk import DESK, enter, text

from agir_certification.api import managers, registrations, sessions
from agir_certification.models import Registration, RegistrationStep, Session
from agir_certification.registrations import places
from agir_platform import covenants, permissions

pytestmark = pytest.mark.django_db
State = registrations.RegistrationState
Funding = registrations.Funding


@pytest.fixture(autouse=True)
def _rooms(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    permissions.hold(permissions.Role.CERTIFICATION_MANAGER, managers.holds)
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"


def given_back(where: UUID, subject: UUID | None = None, **told: Any) -> UUID:
    found = seated(where, subject or uuid4(), **told)
    registrations.cancel(found, reason="by_manager", by=BY, clock=CLOCK)
    return found


def refused(registration: UUID, clock: Any = CLOCK) -> str:
    with pytest.raises(registrations.ReinstatementRefused) as told:
        registrations.reinstate(registration, by=BY, clock=clock)
    return str(told.value.facts["reason"])


def test_a_place_that_a_manager_gave_back_stands_where_it_stood() -> None:
    where = session(certification())
    found = given_back(where)
    assert registrations.reinstatable(where, clock=CLOCK) == {found}
    assert registrations.reinstate(found, by=BY, clock=later(days=2)).state is State.CONFIRMED
    assert places.count_matches(Session.objects.get(pk=where))
    steps = list(RegistrationStep.objects.filter(registration=found).values_list("state", "by"))
    assert steps == [("confirmed", None), ("lapsed", BY), ("confirmed", BY)], "nothing is unwritten"
    assert registrations.reinstatable(where, clock=CLOCK) == frozenset()


def test_a_place_that_only_waited_waits_again() -> None:
    where = session(certification())
    asked = registrations.Request(
        session=where, subject=uuid4(), funding=Funding.SELF, key=uuid4().hex
    )
    found = registrations.register(asked, clock=CLOCK).id
    registrations.cancel(found, reason="by_manager", by=BY, clock=CLOCK)
    view = registrations.reinstate(found, by=BY, clock=CLOCK)
    assert (view.state, view.held_until) == (State.HELD, NOW + timedelta(days=7))


def test_it_is_refused_late_for_others_acts_and_for_a_seat_that_went_back() -> None:
    where = session(certification(), capacity=9)
    assert refused(seated(where, uuid4())) == "not_given_back"
    assert refused(given_back(where), later(days=8)) == "late"
    assert refused(given_back(where, funding=Funding.SEAT)) == "seat"
    own = seated(where, uuid4())
    registrations.cancel(own, reason="withdrawn", clock=CLOCK)
    assert refused(own) == "by_whom"


def test_a_place_reinstated_and_then_withdrawn_is_its_learners_affair() -> None:
    where = session(certification())
    found = given_back(where)
    registrations.reinstate(found, by=BY, clock=later(hours=1))
    registrations.cancel(found, reason="withdrawn", clock=later(hours=2))
    assert registrations.reinstatable(where, clock=later(hours=3)) == frozenset()
    assert refused(found, later(hours=3)) == "by_whom"


def test_no_place_is_taken_twice() -> None:
    where, subject = session(certification(), capacity=1), uuid4()
    found = given_back(where, subject)
    assert registrations.reinstatable(where, clock=CLOCK) == {found}
    other = seated(where, uuid4())
    assert registrations.reinstatable(where, clock=CLOCK) == frozenset(), "no room"
    with pytest.raises(registrations.SessionFull):
        registrations.reinstate(found, by=BY, clock=CLOCK)
    registrations.cancel(other, reason="withdrawn", clock=CLOCK)
    seated(where, subject)
    with pytest.raises(registrations.AlreadyRegistered):
        registrations.reinstate(found, by=BY, clock=CLOCK)
    assert places.count_matches(Session.objects.get(pk=where))


def test_a_session_that_begun_or_was_cancelled_takes_nobody_back() -> None:
    where = session(certification(), capacity=3)
    found = given_back(where)
    with pytest.raises(registrations.SessionNotOpen):
        registrations.reinstate(found, by=BY, clock=_after_start(where))
    sessions.cancel(where, by=BY, clock=CLOCK)
    with pytest.raises(registrations.SessionNotOpen):
        registrations.reinstate(found, by=BY, clock=CLOCK)


def _after_start(where: UUID) -> Any:
    row = Registration.objects.get(session=where)
    row.lapsed_at = row.session.starts_at
    row.save()
    return later(days=31)


def test_cancelling_says_how_many_lose_their_place_and_asks_again_when_more_do() -> None:
    made = certification()
    ahead = datetime.now(UTC) + timedelta(days=30)
    where = session(made, starts_at=ahead, ends_at=ahead)
    seated(where, uuid4())
    manager = enter("mona")
    managers.grant("mona", made, by=BY)
    address = f"{DESK}/sessions/{where}/"
    page = text(manager.get(address))
    assert "1 person loses their place" in page
    seated(where, uuid4())
    answer = manager.post(address, {"act": "cancel", "people": "1"})
    assert answer.status_code == 409
    assert "2 people hold a place by now" in text(answer)
    assert sessions.one(where).state is sessions.SessionState.OPEN
    assert manager.post(address, {"act": "cancel"}).status_code == 422, "nobody confirmed anything"
    assert manager.post(address, {"act": "cancel", "people": "2"}).status_code == 302
    assert {row.state for row in Registration.objects.all()} == {"lapsed"}
    assert Registration.objects.count() == 2, "what was recorded stays"
    assert manager.post(address, {"act": "redraft"}).status_code == 302
    assert sessions.one(where).state is sessions.SessionState.DRAFT


def test_a_place_is_taken_back_on_its_page() -> None:
    made = certification()
    ahead = datetime.now(UTC) + timedelta(days=30)
    where = session(made, starts_at=ahead, ends_at=ahead)
    found = seated(where, uuid4())
    manager, stranger = enter("mona"), enter("selim")
    managers.grant("mona", made, by=BY)
    address = f"{DESK}/registrations/{found}/"
    assert manager.post(address, {"act": "cancel"}).status_code == 302
    assert "Take that back" in text(manager.get(f"{DESK}/sessions/{where}/"))
    assert stranger.post(address, {"act": "reinstate"}).status_code == 403
    assert manager.post(address, {"act": "reinstate"}).status_code == 302
    assert registrations.one(found).state is State.CONFIRMED
    answer = manager.post(address, {"act": "reinstate"})
    assert answer.status_code == 409
    assert "cannot be taken back" in text(answer)
