"""An error in the middle of a learner's page of certification tells nothing of the learner."""

from __future__ import annotations

from typing import Any

import pytest
from test_certifying_pages import ADDRESS, TYPED, Room
from test_certifying_pages import room as room  # noqa: PLC0414  a fixture

from agir_certification.api import civil_status
from agir_certification.api.repertoire import Role
from breaking import break_each, form

pytestmark = pytest.mark.django_db
KEY = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"
TOLD = ("Vasseur", "Quénot", "Qu\\xe9not", "Ondine", "29019", "1987", KEY)
CIVIL = f"{ADDRESS}civil-status/"
SENT = {**TYPED, "act": "keep", "notice": civil_status.notice(Role.CERTIFIER).version}


@pytest.fixture(autouse=True)
def _as_a_site(settings: Any) -> None:
    settings.AGIR_VAULT_KEYS = [KEY]
    settings.DEBUG = False


def test_giving_ones_civil_status(room: Room, caplog: Any) -> None:
    room.ada.register(room.session, "self")
    assert break_each(room.ada.client, form(CIVIL, **SENT), TOLD, caplog) > 5


def test_looking_at_what_is_held(room: Room, caplog: Any) -> None:
    room.ada.register(room.session, "self")
    room.ada.post(CIVIL, SENT)
    asked = {"method": "GET", "path": f"{ADDRESS}my-data/?where=29019"}
    assert break_each(room.ada.client, asked, TOLD, caplog) > 2
