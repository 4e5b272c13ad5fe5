"""An error in the middle of a request for aid tells neither why it is asked nor the answer."""

from __future__ import annotations

from typing import Any

import pytest
from seat_world import money
from test_seat_pages import MANAGE, enter

from agir_sponsorship.api import solidarity
from agir_sponsorship.domain import accounts
from breaking import break_each, form

__all__ = ["enter"]

pytestmark = pytest.mark.django_db
WHY, REASON, CODE = "Je vis seule avec trois enfants", "Dossier social incomplet", "K7QX-93LM-TT2P"
TOLD = (WHY, REASON, CODE, "job_seeker", "ondine", "Ondine")
ASK = "/agir/seats/aid/"


@pytest.fixture(autouse=True)
def _as_a_site(settings: Any) -> None:
    settings.DEBUG = False
    settings.AGIR_SPONSORSHIP_AID_CHECKED = 0


def test_from_asking_to_appealing(enter: Any, caplog: Any) -> None:
    money(accounts.solidarity(), 500_00)
    learner, judge = enter("ondine"), enter("anne", operator=True)
    fields = {"certification": "RS5875", "amount": "90,00", "need": "job_seeker"}
    assert break_each(learner, form(ASK, **fields), TOLD, caplog, stride=3) > 2
    assert learner.post(ASK, fields).status_code == 302
    (asked,) = solidarity.queue()
    decide = f"{MANAGE}/aid/{asked.id}/"
    sent = form(decide, act="decline", reason=REASON)
    assert break_each(judge, sent, TOLD, caplog, stride=3) > 2
    assert judge.post(decide, {"act": "decline", "reason": REASON}).status_code == 302
    sent = form(f"{ASK}{asked.id}/appeal/", words=WHY)
    assert break_each(learner, sent, TOLD, caplog, stride=3) > 2


def test_a_code_that_is_typed(enter: Any, caplog: Any) -> None:
    sent = form("/agir/seats/voucher/", code=CODE)
    assert break_each(enter("ondine"), sent, TOLD, caplog) > 1
