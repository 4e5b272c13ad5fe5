"""A milestone that was missed gives its part back to the pledges, and the rest goes on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from campaign_world import (
    ENTITY,
    a_pledge,
    a_sponsor,
    an_open_campaign,
    by_anne,
    by_bruno,
    campaign_row,
    own_accounts,
    paid,
    state_of,
)
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from agir_platform import covenants
from agir_platform.ports import CovenantVerdict
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.campaigns import booked, milestones, planning
from agir_sponsorship.campaigns.refusals import MilestoneUnknown, ReasonMissing
from agir_sponsorship.documents import issuing
from agir_sponsorship.domain.campaign import Step
from agir_sponsorship.domain.documents import DocumentKind
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.ledger import reading, verifying
from agir_sponsorship.models import Act, Milestone, Pledge, Refund
from agir_sponsorship.models import Posting as Row
from agir_sponsorship.pages.campaigns import shown
from agir_sponsorship.payments import refunding, returning
from agir_sponsorship.payments.refusals import ReceiptStands

pytestmark = pytest.mark.django_db
FOUR = tuple(Step(name, f"{name}, published", 250_00) for name in ("A", "B", "C", "D"))


@pytest.fixture(autouse=True)
def _kept() -> Any:
    class Kept:
        def verdict(self, course_key: str) -> CovenantVerdict:
            return CovenantVerdict(True, ())

    covenants.register(Kept())
    yield
    covenants.withdraw()


def funded(*amounts: int, steps: tuple[Step, ...] = FOUR) -> tuple[UUID, list[Milestone]]:
    """Return a campaign of 1 000 € that these pledges paid, and its milestones."""
    campaign = an_open_campaign(steps=steps)
    for pledge in [a_pledge(campaign, amount) for amount in amounts]:
        paid(pledge)
    return campaign, list(Milestone.objects.filter(campaign=campaign))


def earned(milestone: Milestone) -> int:
    milestones.file_evidence(milestone.id, "https://example.org/proof", "Published.", by_anne(1))
    milestones.act(milestone.id, "accept", by_bruno(1))
    return milestones.release(milestone.id, by_bruno(1))


def missed(milestone: Milestone) -> Milestone:
    milestones.act(milestone.id, "miss", by_anne(1))
    return milestone


def everything_sent() -> None:
    for refund in Refund.objects.filter(state="due"):
        refunding.agree(refund.id, by_bruno(2))
        refunding.confirm_sent(refund.id, by_anne(2))


def test_its_part_goes_back_and_the_others_keep_theirs() -> None:
    """1 000.01 € over four equal steps; A earns 250.01 (the unit of a tie is the first's).

    B is missed: of 1 000.01 its part is 250.00, cut among pledges that still hold 250.00, 249.99
    and 250.01 (A took 83.34, 83.33, 83.34 of 333.34, 333.32, 333.35): 83.33, 83.33, 83.34, by the
    largest remainders of 83.3344…, 83.3278…, 83.3378…. C then has a third of the 750.01 left,
    250.00, and D all that is left.
    """
    campaign, (a, b, c, d) = funded(333_34, 333_32, 333_35)
    assert earned(a) == 250_01
    assert returning.give_back(missed(b).id, by_anne(1)) == 250_00
    assert sorted(Refund.objects.values_list("amount_minor", flat=True)) == [83_33, 83_33, 83_34]
    assert campaign_row(campaign).raised_minor == 750_01
    assert {one.state for one in Pledge.objects.all()} == {"refund_due"}
    everything_sent()
    assert state_of(campaign) == "delivering"
    assert earned(c) == 250_00
    planning.name_course(campaign, "course-v1:Agir+Water+2026", by_anne(2))
    assert earned(d) == 250_00
    assert state_of(campaign) == "delivered"
    assert own_accounts(campaign) == {f"campaign_income:{campaign}": -750_01}
    assert reading.balance("bank") == 750_01
    assert {one.state for one in Pledge.objects.all()} == {"released"}
    assert refunding.settle_delivered(campaign, by_anne(3))
    assert verifying.verify() == []
    assert booked.violations() == []


def test_what_was_given_back_is_not_asked_for_again() -> None:
    campaign, (_, b, *_) = funded(1_000_00, steps=FOUR)
    pledge = Pledge.objects.get()
    Pledge.objects.update(organisation=a_sponsor())
    returning.give_back(missed(b).id, by_anne(1))
    everything_sent()
    told = shown.pledge(api.pledge(pledge.id))
    assert (told["state"], told["takes_money"], told["left"][0]) == ("part_paid", False, "0")
    assert campaign_row(campaign).raised_minor == 750_00


def test_the_last_one_that_goes_back_ends_the_campaign() -> None:
    """Nothing is left to deliver: what A earned stays, all else goes back, and it is settled."""
    two = (Step("A", "A, published", 400_00), Step("B", "B, published", 600_00))
    campaign, (a, b) = funded(500_00, 500_00, steps=two)
    assert earned(a) == 400_00
    assert returning.give_back(missed(b).id, by_anne(1)) == 600_00
    assert state_of(campaign) == "refunding"
    everything_sent()
    assert state_of(campaign) == "settled"
    assert own_accounts(campaign) == {f"campaign_income:{campaign}": -400_00}
    assert booked.violations() == []


def test_where_all_is_missed_every_account_ends_at_0() -> None:
    campaign, steps = funded(333_33, 333_33, 333_34)
    for step in steps:
        returning.give_back(missed(step).id, by_anne(1))
    everything_sent()
    assert state_of(campaign) == "settled"
    assert own_accounts(campaign) == {}
    assert reading.balance("bank") == 0
    assert {one.state for one in Pledge.objects.all()} == {"refunded"}
    assert verifying.verify() == []


def test_a_receipt_is_cancelled_first(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    _, (_, b, *_) = funded(1_000_00)
    pledge = Pledge.objects.get()
    Pledge.objects.update(organisation=a_sponsor())
    where = "12 quai des Eaux, 39100 Dole"
    paper = issuing.issue(pledge.id, DocumentKind.RECEIPT, by_anne(), address=where)
    missed(b)
    before = (Act.objects.count(), Row.objects.count())
    with pytest.raises(ReceiptStands):
        returning.give_back(b.id, by_anne(1))
    assert (Act.objects.count(), Row.objects.count()) == before
    assert Milestone.objects.get(id=b.id).state == "missed"
    issuing.credit(paper.id, by_anne(1))
    assert returning.give_back(b.id, by_anne(1)) == 250_00


def test_what_was_not_missed_or_has_no_reason_stays() -> None:
    _, (a, b, *_) = funded(1_000_00)
    with pytest.raises(TransitionRefused):
        returning.give_back(a.id, by_anne(1))
    with pytest.raises(ReasonMissing):
        returning.give_back(missed(b).id, by_anne(1, reason=" "))
    with pytest.raises(MilestoneUnknown):
        returning.give_back(UUID(int=1), by_anne(1))
    returning.give_back(b.id, by_anne(1))
    with pytest.raises(TransitionRefused):
        returning.give_back(b.id, by_anne(1))
    assert Refund.objects.count() == 1


def test_an_operator_presses_the_button() -> None:
    campaign, (_, b, *_) = funded(1_000_00)
    Pledge.objects.update(organisation=a_sponsor())
    operator = Client()
    operator.force_login(
        get_user_model().objects.create(username="operator", is_staff=True, is_superuser=True)
    )
    console = reverse("agir_sponsorship:console-campaign", args=[campaign])
    told = {"milestone": str(b.id), "reason": "The author left."}
    assert operator.post(console, told | {"act": "return"}).status_code == 409
    assert operator.post(console, told | {"act": "miss"}).status_code == 302
    assert "Give its money back to the sponsors" in operator.get(console).content.decode()
    assert operator.post(console, told | {"act": "return", "reason": ""}).status_code == 422
    assert operator.post(console, told | {"act": "return"}).status_code == 302
    assert Refund.objects.get().amount_minor == 250_00
    public = Client().get(reverse("agir_sponsorship:campaign", args=[campaign]))
    assert "Money returned" in public.content.decode()


def test_a_failed_campaign_says_which_receipts_to_cancel(settings: Any) -> None:
    """The page says what to do; cancelling sets the money aside at once; another's is not there."""
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    sponsor = a_sponsor()
    campaign, _ = funded(400_00, 600_00)
    Pledge.objects.update(organisation=sponsor)
    where = "12 quai des Eaux, 39100 Dole"
    papers = [
        issuing.issue(pledge.id, DocumentKind.RECEIPT, by_anne(), address=where)
        for pledge in Pledge.objects.filter(campaign=campaign).order_by("amount_minor")
    ]
    other, _ = funded(1_000_00)
    Pledge.objects.filter(campaign=other).update(organisation=sponsor)
    foreign = issuing.issue(
        Pledge.objects.get(campaign=other).id, DocumentKind.RECEIPT, by_anne(), address=where
    )
    operator = Client()
    operator.force_login(
        get_user_model().objects.create(username="operator", is_staff=True, is_superuser=True)
    )
    console = reverse("agir_sponsorship:console-campaign", args=[campaign])
    heading = "Tax receipts to cancel first"
    assert heading not in operator.get(console).content.decode()
    assert operator.post(console, {"act": "fail", "reason": "No author."}).status_code == 302
    page = operator.get(console).content.decode()
    assert heading in page
    assert "waits for you" in page
    assert all(paper.number in page for paper in papers)
    assert (state_of(campaign), Refund.objects.count()) == ("refunding", 0)
    told = {"act": "cancel_receipt", "document": str(papers[0].id), "reason": ""}
    assert operator.post(console, told).status_code == 422
    wrong = told | {"document": str(foreign.id), "reason": "The campaign failed."}
    assert operator.post(console, wrong).status_code == 404
    for paper, due in zip(papers, (400_00, 600_00), strict=True):
        right = told | {"document": str(paper.id), "reason": "The campaign failed."}
        assert operator.post(console, right).status_code == 302
        assert Refund.objects.order_by("amount_minor").last().amount_minor == due
        assert operator.post(console, right).status_code == 404
    assert heading not in operator.get(console).content.decode()
    everything_sent()
    assert state_of(campaign) == "settled"
    assert own_accounts(campaign) == {}
    assert not issuing.view(issuing.Document.objects.get(id=foreign.id)).is_credited
