"""A request of the Caisse des Dépôts to put a passage right: recorded, due in 3 months, done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import BY, NOW
from test_certification_desk import CODE, DESK, _rooms, sat, text, world

from agir_certification.api import duties, leaving, passages, rectifications
from agir_certification.models import CivilStatusRecord, Rectification
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
DAY = NOW.date()
WHAT = "Le niveau de langue transmis n’est pas celui du procès-verbal."


@pytest.fixture
def accepted(world: Any) -> UUID:
    """Let the passage be accepted by the Caisse des Dépôts."""
    passage, batch = sat(world), uuid4()
    clock = FixedClock(NOW)
    passages.send([passage], batch, clock=clock)
    passages.settle(passage, batch, is_accepted=True, clock=clock)
    return passage


def address(passage: UUID) -> str:
    return f"{DESK}/passages/{passage}/rectifications/"


def asked(world: Any, passage: UUID, on: date = DAY, what: str = WHAT) -> Any:
    return world.manager.post(address(passage), {"asked_on": on.isoformat(), "what": what})


def test_it_is_due_in_three_months_and_done_by_name(world: Any, accepted: UUID) -> None:
    assert asked(world, accepted).status_code == 302
    (owed,) = [one for one in duties.waiting() if one.kind.value == "rectification"]
    assert (owed.due_on, owed.label) == (date(2027, 2, 27), CODE)
    page = text(world.manager.get(address(accepted)))
    assert WHAT in page
    assert "Due on" in page
    assert WHAT in text(world.manager.get(f"{DESK}/rectifications/"))
    done = {"on": DAY.isoformat(), "note": "sur le portail"}
    assert world.manager.post(f"{DESK}/duties/{owed.id}/", done).status_code == 302
    (view,) = rectifications.of_passage(accepted)
    assert view.done_on == DAY
    assert duties.one(owed.id).done_by == learners.subject_of(world.manager.user.pk)
    late = {"act": "withdraw", "rectification": str(view.id)}
    assert world.manager.post(address(accepted), late).status_code == 409, "it was done"


def test_a_mistake_is_taken_back_and_stays_readable(world: Any, accepted: UUID) -> None:
    asked(world, accepted)
    (view,) = rectifications.of_passage(accepted)
    told = {"act": "withdraw", "rectification": str(view.id)}
    assert world.manager.post(address(accepted), told).status_code == 302
    assert not [one for one in duties.waiting() if one.kind.value == "rectification"]
    assert "Taken back on" in text(world.manager.get(address(accepted)))
    assert Rectification.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "what"), [(DAY + timedelta(days=400), WHAT), (DAY - timedelta(days=1), WHAT), (DAY, " ")]
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    world: Any, accepted: UUID, on: date, what: str
) -> None:
    answer = asked(world, accepted, on, what)
    assert answer.status_code == 422
    assert on.isoformat() in text(answer)
    assert not Rectification.objects.exists()


def test_nothing_is_put_right_before_it_was_accepted(world: Any) -> None:
    passage = sat(world)
    assert asked(world, passage).status_code == 409
    assert "has not accepted this passage" in text(world.manager.get(address(passage)))


def test_another_manager_finds_nothing_and_a_learner_may_not_enter(
    world: Any, accepted: UUID
) -> None:
    asked(world, accepted)
    assert world.stranger.get(address(accepted)).status_code == 404
    assert WHAT not in text(world.stranger.get(f"{DESK}/rectifications/"))
    assert "No request is known" in text(world.stranger.get(f"{DESK}/rectifications/"))
    assert world.learner.get(address(accepted)).status_code == 403


def test_the_civil_status_is_kept_until_a_request_is_answered(world: Any, accepted: UUID) -> None:
    """It is asked 80 days on: what was kept for three months would be gone before it is due."""
    on = DAY + timedelta(days=80)
    before = CivilStatusRecord.objects.get(subject=world.subject).keep_until
    rectifications.ask(accepted, on, WHAT, by=BY, clock=FixedClock(NOW + timedelta(days=80)))
    after = CivilStatusRecord.objects.get(subject=world.subject).keep_until
    assert before < after == date(2027, 5, 15)


def test_who_leaves_and_recorded_one_means_nobody(world: Any, accepted: UUID) -> None:
    asked(world, accepted)
    leaving.forget(learners.subject_of(world.manager.user.pk))
    assert Rectification.objects.get().recorded_by is None
