"""Who decided on aid or issued vouchers takes along what is held of that."""

from __future__ import annotations

from typing import Any

import pytest
from seat_world import CLOCK, NOW, money, pool

from agir_platform.learners import api as learners
from agir_sponsorship.api import leaving, seats, solidarity
from agir_sponsorship.domain import accounts

pytestmark = pytest.mark.django_db
AWA, ANNE = 1, 2


def test_decisions_and_batches_are_theirs(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_AID_CHECKED = 0
    money(accounts.solidarity(), 50_000)
    asking = solidarity.AidAsking(
        certification="RS5875", need="job_seeker", amount_minor=20_000, currency="EUR"
    )
    one = solidarity.ask(asking, by=AWA, clock=CLOCK)
    solidarity.decide(one.id, grants=False, reason="Le fonds attend.", by=ANNE, clock=CLOCK)
    opened = pool(is_open=False)
    seats.issue_vouchers(opened.id, 2, by=ANNE, clock=CLOCK)
    held = leaving.export(learners.subject_of(ANNE))
    assert held["aid_decisions"] == [
        {"state": "declined", "reason": "Le fonds attend.", "at": NOW.isoformat()}
    ]
    assert held["voucher_batches"] == [
        {"seats": opened.name, "count": 2, "issued_at": NOW.isoformat(), "revoked_at": None}
    ]
    leaving.forget(learners.subject_of(ANNE))
    held = leaving.export(learners.subject_of(ANNE))
    assert (held["aid_decisions"], held["voucher_batches"]) == ([], [])
