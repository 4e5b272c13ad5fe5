"""CPF-ID-01 at the deposit: the name of an account is nobody's birth name or first name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from certified_world import BY, PERSON, civil
from test_certification_desk import BEFORE, CODE, DESK, _rooms, sat, text, world

from agir_certification.api import deposits

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "field"),
    [({"first_name": "LEA"}, "prenom1"), ({"birth_name": " lea "}, "nomNaissance")],
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
