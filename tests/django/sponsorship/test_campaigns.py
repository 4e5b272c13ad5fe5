"""Campaigns from a draft to settled accounts: the path that fails, then the one that holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from campaign_world import (
    NOW,
    a_plan,
    a_pledge,
    an_open_campaign,
    by_anne,
    by_bruno,
    campaign_row,
    own_accounts,
    paid,
    state_of,
)
from django.db import IntegrityError

from agir_kernel.errors import DomainError
from agir_platform import covenants
from agir_platform.covenants import CovenantNotKept
from agir_platform.ports import CovenantVerdict
from agir_sponsorship.campaigns import closing, milestones, planning, pledging, refusals
from agir_sponsorship.domain.amounts import AmountUnfit, CurrencyUnknown
from agir_sponsorship.domain.campaign import CampaignUnfit, Kind, Mode, Step
from agir_sponsorship.domain.classifying import Counterpart
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.domain.naming import NameUnfit
from agir_sponsorship.domain.pledge import Nature
from agir_sponsorship.ledger import reading, verifying
from agir_sponsorship.models import Act, Milestone, Pledge, Refund, Transfer
from agir_sponsorship.payments import refunding, transfers
from agir_sponsorship.payments.refunding import Order
from agir_sponsorship.payments.refusals import RefundNeedsTwo, RefundTooLarge

pytestmark = pytest.mark.django_db


class Kept:
    """A course that keeps the covenant, or not."""

    def __init__(self, *, passes: bool) -> None:
        self.passes = passes

    def verdict(self, course_key: str) -> CovenantVerdict:
        return CovenantVerdict(self.passes, ())


@pytest.fixture
def kept() -> Any:
    yield covenants.register
    covenants.withdraw()


def steps_of(campaign: Any) -> list[Milestone]:
    return list(Milestone.objects.filter(campaign=campaign))


def earned(milestone: Milestone, days: int = 1) -> int:
    milestones.file_evidence(milestone.id, "https://example.org/proof", "Published.", by_anne(days))
    milestones.act(milestone.id, "accept", by_bruno(days))
    return milestones.release(milestone.id, by_bruno(days))


def test_an_unfunded_campaign_ends_with_every_account_at_0() -> None:
    """Half of 1 000 € is the minimum; 499.99 € came in two parts. All of it goes back."""
    campaign = an_open_campaign()
    first, second = a_pledge(campaign, 300_00), a_pledge(campaign, 199_99)
    assert paid(first).matched == paid(second).matched == 1
    assert closing.close(campaign, by_anne(31)) == "unfunded"
    assert refunding.begin(campaign, by_anne(31)) == 2
    assert refunding.begin(campaign, by_anne(31)) == 0
    assert state_of(campaign) == "refunding"
    for refund in Refund.objects.all():
        refunding.confirm_sent(refund.id, by_anne(32))
    assert state_of(campaign) == "settled"
    assert own_accounts(campaign) == {}
    assert reading.balance("bank") == 0
    assert {one.state for one in Pledge.objects.all()} == {"refunded"}
    assert verifying.verify() == []


def test_a_campaign_that_holds_nothing_is_settled_at_once() -> None:
    campaign = an_open_campaign()
    a_pledge(campaign)
    closing.close(campaign, by_anne(31))
    assert refunding.begin(campaign, by_anne(31)) == 0
    assert state_of(campaign) == "settled"


@pytest.mark.parametrize(("raised", "after"), [(499_99, "unfunded"), (500_00, "funded")])
def test_all_or_nothing_turns_at_the_minimum(raised: int, after: str) -> None:
    campaign = an_open_campaign()
    paid(a_pledge(campaign, raised))
    assert closing.close(campaign, by_anne(31)) == after


@pytest.mark.parametrize(("raised", "after"), [(0, "unfunded"), (1_00, "funded")])
def test_keep_it_all_keeps_what_came(raised: int, after: str) -> None:
    campaign = an_open_campaign(mode=Mode.KEEP_IT_ALL)
    pledge = a_pledge(campaign, 1_00)
    if raised:
        paid(pledge)
    assert closing.close(campaign, by_anne(31)) == after


def test_promises_are_not_money() -> None:
    campaign = an_open_campaign()
    a_pledge(campaign, 900_00)
    assert closing.close(campaign, by_anne(31)) == "unfunded"


def test_a_campaign_does_not_close_before_its_day() -> None:
    campaign = an_open_campaign()
    with pytest.raises(refusals.CampaignNotDue):
        closing.close(campaign, by_anne(29))


def test_it_closes_when_the_goal_is_paid() -> None:
    campaign = an_open_campaign()
    paid(a_pledge(campaign, 1_000_00))
    assert state_of(campaign) == "funded"
    assert Act.objects.filter(thing=campaign, act="fund").count() == 1


def test_money_is_earned_step_by_step(kept: Any) -> None:
    """1 000.01 € over two equal steps: 500.01 (the first unit of a tie), then all that is left.

    Three pledges give 500.01 in proportion; parts add up to the whole (I20), released money never
    exceeds accepted parts (I9), nothing is released before the campaign is funded (I8).
    """
    campaign = an_open_campaign(goal=1_000_00)
    pledges = [a_pledge(campaign, amount) for amount in (333_33, 333_33, 333_35)]
    first, last = steps_of(campaign)
    with pytest.raises(TransitionRefused):
        milestones.release(first.id, by_anne())
    for pledge in pledges:
        paid(pledge)
    assert campaign_row(campaign).raised_minor == 1_000_01
    with pytest.raises(TransitionRefused):
        milestones.release(first.id, by_anne())
    assert earned(first) == 500_01
    assert state_of(campaign) == "delivering"
    with pytest.raises(refusals.CourseMissing):
        earned(last)
    planning.name_course(campaign, "course-v1:Agir+Water+2026", by_anne(2))
    kept(Kept(passes=False))
    with pytest.raises(CovenantNotKept):
        milestones.release(last.id, by_anne(3))
    kept(Kept(passes=True))
    assert milestones.release(last.id, by_anne(3)) == 500_00
    assert state_of(campaign) == "delivered"
    assert own_accounts(campaign) == {f"campaign_income:{campaign}": -1_000_01}
    assert refunding.settle_delivered(campaign, by_anne(4))
    assert {one.state for one in Pledge.objects.all()} == {"released"}
    assert verifying.verify() == []


def test_a_campaign_that_fails_half_way_gives_back_what_was_not_earned() -> None:
    campaign = an_open_campaign()
    paid(a_pledge(campaign, 1_000_00))
    earned(steps_of(campaign)[0])
    planning.act(campaign, "fail", by_anne(5))
    assert refunding.begin(campaign, by_anne(5)) == 1
    (refund,) = Refund.objects.all()
    assert refund.amount_minor == 500_00
    refunding.confirm_sent(refund.id, by_anne(6))
    assert state_of(campaign) == "settled"
    assert own_accounts(campaign) == {f"campaign_income:{campaign}": -500_00}


def test_a_course_that_exists_is_asked_before_it_opens(kept: Any) -> None:
    plan = a_plan(kind=Kind.KEEP_RUNNING, course_key="course-v1:Agir+Free+2026", subject="")
    campaign = planning.create(plan, by_anne())
    planning.act(campaign, "submit", by_anne())
    for answer, refusal in ((None, "covenant_silent"), (Kept(passes=False), "covenant_not_kept")):
        if answer:
            kept(answer)
        else:
            covenants.withdraw()
        with pytest.raises(DomainError) as raised:
            planning.act(campaign, "approve", by_bruno())
        assert raised.value.code == refusal
    kept(Kept(passes=True))
    assert planning.act(campaign, "approve", by_bruno()) == "open"


def test_a_course_to_be_made_needs_a_promise() -> None:
    campaign = planning.create(a_plan(), by_anne())
    planning.act(campaign, "submit", by_anne())
    with pytest.raises(refusals.PromiseMissing):
        planning.act(campaign, "approve", by_bruno())


def test_holding_keeps_the_place() -> None:
    campaign = an_open_campaign()
    planning.act(campaign, "hold", by_anne())
    with pytest.raises(refusals.CampaignNotOpen):
        a_pledge(campaign)
    assert planning.act(campaign, "resume", by_anne()) == "open"
    with pytest.raises(refusals.ReasonMissing):
        planning.act(campaign, "hold", by_anne(reason=" "))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"goal_minor": 0}, AmountUnfit),
        ({"goal_minor": -1}, AmountUnfit),
        ({"goal_minor": True}, AmountUnfit),
        ({"goal_minor": 2**63}, AmountUnfit),
        ({"minimum_minor": 1_000_01}, CampaignUnfit),
        ({"currency": "eur"}, CurrencyUnknown),
        ({"currency": "XYZ"}, CurrencyUnknown),
        ({"closes_at": NOW - 2 * (NOW - NOW.replace(hour=0))}, None),
        ({"steps": ()}, CampaignUnfit),
        ({"steps": (Step("A", "B", 999_99),)}, CampaignUnfit),
        ({"title": "  "}, NameUnfit),
        ({"title": "A."}, CampaignUnfit),
        ({"partner_url": "http://pay.example", "partner_name": "P"}, CampaignUnfit),
        ({"kind": Kind.RENEW}, CampaignUnfit),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(changes: dict[str, Any], refusal: Any) -> None:
    if refusal is None:
        changes, refusal = {"closes_at": a_plan().opens_at}, CampaignUnfit
    with pytest.raises(refusal):
        planning.create(replace(a_plan(), **changes), by_anne())


def test_a_partners_money_never_passes_through() -> None:
    campaign = an_open_campaign(partner_name="Université", partner_url="https://pay.example/x")
    with pytest.raises(refusals.CampaignOfPartner):
        a_pledge(campaign)


def test_a_pledge_is_taken_once_a_key() -> None:
    campaign = an_open_campaign()
    asked = pledging.Offer(campaign, by_anne().by, 100_00, key="k" * 12, accepts_terms=True)
    assert pledging.offer(asked, by_anne()) == pledging.offer(asked, by_anne())
    with pytest.raises(refusals.PledgeKeyReused):
        pledging.offer(replace(asked, amount_minor=200_00), by_anne())
    with pytest.raises(refusals.TermsNotAccepted):
        pledging.offer(replace(asked, accepts_terms=False), by_anne())
    assert Pledge.objects.count() == 1


def test_no_pledge_to_a_campaign_that_is_over() -> None:
    campaign = an_open_campaign()
    asked = pledging.Offer(campaign, by_anne().by, 100_00, key="k" * 12, accepts_terms=True)
    with pytest.raises(refusals.CampaignNotOpen):
        pledging.offer(asked, by_anne(30))


def test_a_person_who_differs_says_why_and_a_service_is_never_a_gift() -> None:
    campaign = an_open_campaign()
    advert = (Counterpart("advertising_message", 1),)
    asked = pledging.Offer(
        campaign, by_anne().by, 100_00, key="k" * 12, accepts_terms=True, counterparts=advert
    )
    pledge = pledging.offer(asked, by_anne())
    assert Pledge.objects.get().proposed == "parrainage"
    with pytest.raises(refusals.NatureUnfit):
        pledging.decide(pledge, Nature.MECENAT, by_bruno())
    with pytest.raises(refusals.ReasonMissing):
        pledging.decide(pledge, Nature.GRANT, by_bruno(reason=""))
    pledging.decide(pledge, Nature.PARRAINAGE, by_bruno(reason=""))


def test_promises_without_money_end() -> None:
    campaign = an_open_campaign()
    pledge = a_pledge(campaign)
    assert pledging.overdue((NOW + 60 * (NOW - NOW.replace(hour=0))).date()) == ()
    assert pledging.overdue(by_anne(61).at.date()) == (pledge.id,)
    assert pledging.expire(pledge.id, by_anne(61))
    assert not pledging.expire(pledge.id, by_anne(61))


def test_late_money_is_kept_and_waits_for_a_person() -> None:
    campaign = an_open_campaign()
    pledge = a_pledge(campaign)
    pledging.withdraw(pledge.id, by_anne())
    assert paid(pledge).queued == 1
    (line,) = transfers.queue()
    assert line.why == "not_awaited"
    payment = transfers.match(line.id, pledge.reference, by_anne(1))
    pledge.refresh_from_db()
    assert (pledge.state, pledge.payments.get().state) == ("withdrawn", "review")
    assert own_accounts(campaign) == {f"pledge:{pledge.id}": -500_00}
    refund = refunding.open_refund(Order(payment, 500_00, "back"), by_anne(1))
    refunding.confirm_sent(refund, by_anne(2))
    assert own_accounts(campaign) == {}


def test_a_statement_twice_is_taken_once_and_twins_stay_two() -> None:
    campaign = an_open_campaign()
    pledge = a_pledge(campaign, 500_00)
    assert paid(pledge, 250_00).matched == 1
    assert paid(pledge, 250_00).known == 1
    assert paid(pledge, 250_00, days=1).matched == 1
    assert Pledge.objects.get().state == "paid"
    assert Transfer.objects.filter(label="").count() == 2


def test_too_much_or_no_reference_waits_in_the_queue() -> None:
    campaign = an_open_campaign()
    pledge = a_pledge(campaign, 500_00)
    assert paid(pledge, 500_01).queued == 1
    (line,) = transfers.queue()
    assert (line.why, line.suggested) == ("too_much", (pledge.reference,))
    with pytest.raises(refusals.ReasonMissing):
        transfers.set_aside(line.id, by_anne(reason=""))
    transfers.set_aside(line.id, by_anne())
    assert transfers.queue() == ()


def test_refunds_are_bounded_and_large_ones_take_two() -> None:
    campaign = an_open_campaign(goal=9_000_00)
    pledge = a_pledge(campaign, 2_000_00)
    paid(pledge)
    payment = pledge.payments.get()
    with pytest.raises(RefundTooLarge):
        refunding.open_refund(Order(payment.id, 2_000_01, "a"), by_anne())
    refund = refunding.open_refund(Order(payment.id, 2_000_00, "a"), by_anne())
    assert refunding.open_refund(Order(payment.id, 2_000_00, "a"), by_anne()) == refund
    with pytest.raises(RefundTooLarge):
        refunding.open_refund(Order(payment.id, 1, "b"), by_anne())
    for one in (by_anne(), None):
        with pytest.raises(RefundNeedsTwo):
            refunding.agree(refund, one) if one else refunding.confirm_sent(refund, by_anne())
    refunding.agree(refund, by_bruno())
    refunding.confirm_sent(refund, by_anne(1))
    refunding.confirm_sent(refund, by_anne(1))
    assert reading.balance("bank") == 0
    assert campaign_row(campaign).raised_minor == 0


def test_the_database_refuses_sums_that_cannot_be() -> None:
    """I4, whatever the program does."""
    campaign = an_open_campaign()
    pledge = a_pledge(campaign)
    with pytest.raises(IntegrityError):
        Pledge.objects.filter(id=pledge.id).update(returned_minor=1)
