"""CPF-ID-01 at the deposit: the name of an account is no name, unless somebody looked at papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from certified_world import BY, PERSON, civil
from test_certification_desk import BEFORE, CODE, DESK, _rooms, sat, text, world

from agir_certification.api import civil_status, deposits

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
NAMED = {"first_name": "LEA"}


@pytest.mark.parametrize(
    ("given", "field"), [(NAMED, "prenom1"), ({"birth_name": " lea "}, "nomNaissance")]
)
def test_the_name_of_the_account_is_kept_back(
    world: Any, given: dict[str, str], field: str
) -> None:
    """The learner's account is called ``lea``; the desk says what to do."""
    sat(world)
    civil(world.subject, replace(PERSON, **given), clock=BEFORE)
    with pytest.raises(deposits.NothingToDeposit):
        deposits.make(CODE, by=BY)
    (kept,) = deposits.check(CODE, by=BY)
    assert kept.record is None
    assert [(one.check.value, one.field, one.detail) for one in kept.faults] == [
        ("CPF-ID-01", field, "username")
    ]
    told = text(world.manager.post(f"{DESK}/files/of/{CODE}/", {"act": "check"}))
    assert f"CPF-ID-01 {field}" in told
    civil(world.subject, PERSON, clock=BEFORE)
    made = deposits.make(CODE, by=BY)
    assert [key for key, _, _ in deposits.one(made.batch).lines] == [kept.passage]


def test_a_manager_confirms_it_in_their_name_and_it_goes(world: Any) -> None:
    passage = sat(world)
    civil(world.subject, replace(PERSON, **NAMED), clock=BEFORE)
    address = f"{DESK}/files/of/{CODE}/"
    assert "confirm in my name" in text(world.manager.post(address, {"act": "check"}))
    told = {"act": "confirm", "passage": str(passage)}
    assert world.stranger.post(address, told).status_code == 404
    assert world.learner.post(address, told).status_code == 403
    assert world.manager.post(address, told).status_code == 302
    logged = civil_status.readings(world.subject)[0]
    assert (logged.act, logged.purpose) == ("confirm", "account_name")
    assert logged.by not in {None, world.subject}
    assert [one.faults for one in deposits.check(CODE, by=BY)] == [()]
    assert "confirm in my name" not in text(world.manager.post(address, {"act": "check"}))


def test_a_correction_asks_again(world: Any) -> None:
    sat(world)
    civil(world.subject, replace(PERSON, **NAMED), clock=BEFORE)
    civil_status.confirm_name(world.subject, by=BY, clock=BEFORE)
    civil(world.subject, replace(PERSON, **NAMED, birth_day=2), clock=BEFORE)
    (kept,) = deposits.check(CODE, by=BY)
    assert [one.detail for one in kept.faults] == ["username"]


def test_a_confirmation_leaves_every_other_check(world: Any) -> None:
    sat(world)
    civil(world.subject, replace(PERSON, **NAMED, sex=None), clock=BEFORE)
    civil_status.confirm_name(world.subject, by=BY, clock=BEFORE)
    (kept,) = deposits.check(CODE, by=BY)
    assert [one.check.value for one in kept.faults] == ["CPF-ID-03"]


def test_nobody_is_confirmed_who_gave_nothing() -> None:
    with pytest.raises(civil_status.CivilStatusUnknown):
        civil_status.confirm_name(uuid4(), by=BY, clock=BEFORE)
