"""What a manager of one certification types never reaches what is another's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from certified_world import BY, CLOCK
from test_certification_desk import CODE, DESK, OTHER, TODAY, _rooms, world

from agir_certification.api import dossiers, registrations
from agir_certification.models import Dossier

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
NUMBER = "12345678901234"


def test_a_number_of_another_managers_dossier_changes_nothing_of_it(world: Any) -> None:
    """Selim names his own certification beside the number of Mona's dossier."""
    on = TODAY - timedelta(days=3)
    told = dossiers.Told(external_id=NUMBER, state="accepted", on=on, certification_code=CODE)
    made, _ = dossiers.tell(told, by=BY)
    dossiers.tie(made, world.registration)
    sent = {"external_id": NUMBER, "state": "canceledByFinancer", "on": TODAY.isoformat(),
            "code": OTHER}  # fmt: skip
    answer = world.stranger.post(f"{DESK}/dossiers/", sent)
    assert answer.status_code == 422
    row = Dossier.objects.get()
    assert (row.state, row.certification_code) == ("accepted", CODE)
    place = registrations.one(world.registration)
    assert place.state is registrations.RegistrationState.CONFIRMED
    assert world.manager.post(f"{DESK}/dossiers/", sent | {"code": CODE}).status_code == 302
    assert Dossier.objects.get().state == "canceledByFinancer"


def test_a_dossier_without_a_certification_is_an_operators(world: Any) -> None:
    """Nobody knows yet whose it is: who manages one certification does not make it theirs."""
    told = dossiers.Told(external_id=NUMBER, state="accepted", on=TODAY)
    dossiers.tell(told, by=BY, clock=CLOCK)
    sent = {"external_id": NUMBER, "state": "accepted", "on": TODAY.isoformat(), "code": OTHER}
    assert world.stranger.post(f"{DESK}/dossiers/", sent).status_code == 422
    assert world.operator.post(f"{DESK}/dossiers/", sent).status_code == 302
    assert Dossier.objects.get().certification_code == OTHER
