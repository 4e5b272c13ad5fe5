"""The solidarity fund: small help at once, the rest by a person who knows neither side."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from seat_world import CLOCK, FEE, NOW, asked, at_the_bank, money, pool

from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners
from agir_sponsorship.api import ledger, seats, solidarity
from agir_sponsorship.api.solidarity import AidAsking, AidState
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.aid import (
    AidAsked,
    AidDeciderRefused,
    AidFundEmpty,
    AidNotForThis,
    AidReasonMissing,
    AidStateRefused,
    AidUnknown,
    AidYearSpent,
)
from agir_sponsorship.domain.seat import FeeAboveSeat, NotForCpf
from agir_sponsorship.models import AidRequest, AidStep
from agir_sponsorship.solidarity import fund

pytestmark = pytest.mark.django_db
AWA, ANNE, BILAL = 1, 2, 3


@pytest.fixture(autouse=True)
def _nobody_gives(settings: Any) -> Any:
    settings.AGIR_SPONSORSHIP_AID_CHECKED = 0
    held = list(solidarity._sponsors)
    yield
    solidarity._sponsors[:] = held


def ask(amount: int = FEE, by: int = AWA, **changes: Any) -> solidarity.AidView:
    told = {
        "certification": "RS5875", "need": "job_seeker", "amount_minor": amount, "currency": "EUR",
    }  # fmt: skip
    return solidarity.ask(AidAsking(**{**told, **changes}), by=by, clock=CLOCK)


def fee(by: int = AWA, **changes: Any) -> seats.SeatAsked:
    return asked(learners.subject_of(by), **changes)


def test_a_small_request_is_granted_at_once_and_pays_the_fee() -> None:
    """The fund holds 500 €; 60 € are granted, a fee of 45 € is paid: 455 € are left, all free."""
    money(accounts.solidarity(), 50_000)
    one = ask(6_000)
    assert (one.state, one.automatic, solidarity.held().left) == (AidState.GRANTED, True, 44_000)
    claim = seats.claim(fee(fee_minor=4_500), aid=one.id, clock=CLOCK)
    assert (claim.aid, claim.pool) == (one.id, None)
    assert solidarity.held() == solidarity.FundView("EUR", 45_500, 0)
    assert at_the_bank() == {"bank": 50_000, "solidarity": -45_500, "fee_income": -4_500}
    seats.release(claim.id, clock=CLOCK)
    assert solidarity.held() == solidarity.FundView("EUR", 50_000, 6_000)
    assert solidarity.request(one.id).state is AidState.GRANTED
    assert seats.claim(fee(fee_minor=4_500), aid=one.id, clock=CLOCK).state == "reserved"
    assert ledger.verify() == []


def test_a_greater_one_waits_for_a_person() -> None:
    money(accounts.solidarity(), 50_000)
    one = ask()
    assert one.state is AidState.QUEUED
    assert [row.id for row in solidarity.queue()] == [one.id]
    done = solidarity.decide(one.id, grants=True, reason="", by=ANNE, clock=CLOCK)
    assert (done.state, solidarity.held().promised) == (AidState.GRANTED, FEE)
    assert solidarity.queue() == []


def test_a_refusal_has_a_reason_and_another_person_judges_the_appeal() -> None:
    money(accounts.solidarity(), 50_000)
    one = ask()
    with pytest.raises(AidReasonMissing):
        solidarity.decide(one.id, grants=False, reason=" ", by=ANNE, clock=CLOCK)
    solidarity.decide(one.id, grants=False, reason="The session is full.", by=ANNE, clock=CLOCK)
    with pytest.raises(AidUnknown):
        solidarity.appeal(one.id, "I found another.", by=BILAL)
    solidarity.appeal(one.id, "I found another.", by=AWA, clock=CLOCK)
    with pytest.raises(AidDeciderRefused):
        solidarity.decide(one.id, grants=True, reason="Sorry.", by=ANNE, clock=CLOCK)
    done = solidarity.decide(one.id, grants=True, reason="There is one.", by=BILAL, clock=CLOCK)
    assert [step.state for step in done.steps] == ["queued", "declined", "appealed", "granted"]
    assert done.steps[1].by == learners.subject_of(ANNE)
    with pytest.raises(AidStateRefused):
        solidarity.appeal(one.id, "Again.", by=AWA)


def test_an_appeal_that_is_refused_is_the_end_and_nothing_was_promised() -> None:
    one = ask()
    solidarity.decide(one.id, grants=False, reason="No.", by=ANNE, clock=CLOCK)
    solidarity.appeal(one.id, "Please.", by=AWA, clock=CLOCK)
    done = solidarity.decide(one.id, grants=False, reason="No.", by=BILAL, clock=CLOCK)
    assert (done.state, solidarity.held().promised) == (AidState.REFUSED, 0)
    with pytest.raises(AidStateRefused):
        solidarity.appeal(one.id, "Please.", by=AWA)


def test_neither_who_asks_nor_a_sponsor_decides() -> None:
    money(accounts.solidarity(), 50_000)
    one = ask()
    solidarity.sponsors_are(lambda user_id: user_id == BILAL)
    for by in (AWA, BILAL):
        with pytest.raises(AidDeciderRefused):
            solidarity.decide(one.id, grants=True, reason="", by=by, clock=CLOCK)
    assert solidarity.request(one.id).state is AidState.QUEUED


def test_no_euro_is_promised_twice() -> None:
    """100 € are held: 60 € at once, then 60 € wait, and 90 € cannot be granted."""
    money(accounts.solidarity(), 10_000)
    assert ask(6_000, AWA).state is AidState.GRANTED
    assert ask(6_000, ANNE).state is AidState.QUEUED
    greater = ask(FEE, BILAL)
    with pytest.raises(AidFundEmpty):
        solidarity.decide(greater.id, grants=True, reason="", by=AWA, clock=CLOCK)
    assert solidarity.request(greater.id).state is AidState.QUEUED
    assert solidarity.held().left == 4_000


def test_one_at_a_time_and_so_much_a_year(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_AID_YEAR = 10_000
    money(accounts.solidarity(), 50_000)
    first = ask(6_000)
    with pytest.raises(AidAsked):
        ask(1_000)
    seats.claim(fee(fee_minor=6_000), aid=first.id, clock=CLOCK)
    with pytest.raises(AidYearSpent) as refused:
        ask(4_001)
    assert refused.value.facts["left"] == 4_000
    assert ask(4_000).state is AidState.GRANTED


def test_the_cpf_is_never_paid_nor_refunded() -> None:
    money(accounts.solidarity(), 50_000)
    with pytest.raises(NotForCpf):
        ask(funding="cpf")
    one = ask(6_000)
    with pytest.raises(NotForCpf):
        seats.claim(fee(fee_minor=5_000, funding="cpf"), aid=one.id, clock=CLOCK)
    assert at_the_bank() == {"bank": 50_000, "solidarity": -50_000}


def test_a_grant_is_its_learners_and_for_its_certification() -> None:
    money(accounts.solidarity(), 50_000)
    one = ask(6_000)
    for request, refusal in (
        (fee(ANNE, fee_minor=1), AidNotForThis),
        (fee(fee_minor=1, certification="RS1"), AidNotForThis),
        (fee(fee_minor=6_001), FeeAboveSeat),
    ):
        with pytest.raises(refusal):
            seats.claim(request, aid=one.id, clock=CLOCK)
    assert solidarity.held().promised == 6_000


def test_a_fee_paid_by_a_pool_is_not_paid_by_the_fund() -> None:
    money(accounts.solidarity(), 50_000)
    one, request = ask(6_000), fee(fee_minor=5_000)
    seats.claim(request, pool=pool(1).id, clock=CLOCK)
    again = fee(fee_minor=5_000, registration=request.registration, idempotency_key="other")
    with pytest.raises(seats.FeeAlreadyPaid):
        seats.claim(again, aid=one.id, clock=CLOCK)
    assert solidarity.request(one.id).state is AidState.GRANTED


def test_a_grant_that_nobody_uses_returns_to_the_fund() -> None:
    money(accounts.solidarity(), 50_000)
    one = ask(6_000)
    late = FixedClock(NOW + timedelta(days=181))
    assert seats.reconcile(clock=late).lapsed == 1
    assert seats.reconcile(clock=late).lapsed == 0
    assert (solidarity.request(one.id).state, solidarity.held().promised) == (AidState.LAPSED, 0)


def test_some_grants_at_once_are_looked_at_afterwards(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_AID_CHECKED = 1000
    money(accounts.solidarity(), 50_000)
    one = ask(6_000)
    assert [row.is_checked for row in solidarity.queue()] == [True]
    solidarity.looked_at(one.id, by=ANNE, clock=CLOCK)
    assert solidarity.queue() == []
    with pytest.raises(AidDeciderRefused):
        solidarity.looked_at(one.id, by=AWA)


def test_a_share_of_released_money_feeds_the_fund_once(settings: Any) -> None:
    """50 ‰ of 100,19 € is 5,00 €; a later setting changes nothing of what was moved."""
    campaign, pledge = uuid4(), uuid4()
    money(accounts.pledge(pledge), 10_019)
    ledger.post(
        "release",
        [
            ledger.Posting(accounts.pledge(pledge), 10_019, "EUR"),
            ledger.Posting(accounts.campaign_income(campaign), -10_019, "EUR"),
        ],
        idempotency_key="release", occurred_at=NOW,
    )  # fmt: skip
    assert seats.reconcile(clock=CLOCK).shares == 1
    settings.AGIR_SPONSORSHIP_SOLIDARITY_SHARE = 900
    assert seats.reconcile(clock=CLOCK).shares == 0
    assert solidarity.held().held == 500
    assert fund.contribute("solidarity", 0, "EUR", idempotency_key="x", now=NOW) == 0


def test_who_leaves_takes_their_words_along() -> None:
    from agir_sponsorship.api import leaving

    money(accounts.solidarity(), 50_000)
    one = ask()
    solidarity.decide(one.id, grants=False, reason="No.", by=ANNE, clock=CLOCK)
    solidarity.appeal(one.id, "My own words.", by=AWA, clock=CLOCK)
    told = leaving.export(learners.subject_of(AWA))
    assert (told["aid"][0]["appeal"], told["aid"][0]["need"]) == ("My own words.", "job_seeker")
    for _ in range(2):
        leaving.forget(learners.subject_of(AWA))
        leaving.forget(learners.subject_of(ANNE))
    row = AidRequest.objects.get()
    assert (row.appeal, row.need, row.state) == ("", "other", "lapsed")
    assert not AidStep.objects.exclude(reason="", by=None).exists()
    assert solidarity.held().promised == 0
