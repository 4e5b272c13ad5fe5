"""Above the site's limit (1,000.00) no one person sends money back, however they go about it."""

from __future__ import annotations

from uuid import UUID

import pytest
from campaign_world import a_pledge, an_open_campaign, by_anne, by_bruno, paid

from agir_sponsorship.campaigns import planning
from agir_sponsorship.ledger import reading
from agir_sponsorship.models import Pledge, Refund
from agir_sponsorship.payments import reading as told
from agir_sponsorship.payments import refunding
from agir_sponsorship.payments.refunding import Order
from agir_sponsorship.payments.refusals import RefundNeedsTwo

pytestmark = pytest.mark.django_db


def a_failed_refund() -> UUID:
    """Return the refund of 2,000.00 that a campaign which failed opened by itself."""
    campaign = an_open_campaign(goal=9_000_00)
    paid(a_pledge(campaign, 2_000_00))
    planning.act(campaign, "withdraw", by_anne())
    refunding.begin(campaign, by_anne())
    return Refund.objects.get().id


def a_paid_pledge() -> Pledge:
    pledge = a_pledge(an_open_campaign(goal=9_000_00), 2_000_00)
    paid(pledge)
    return pledge


def test_who_agreed_to_what_nobody_opened_does_not_send_it_alone() -> None:
    refund = a_failed_refund()
    refunding.agree(refund, by_anne())
    with pytest.raises(RefundNeedsTwo):
        refunding.confirm_sent(refund, by_anne(1))
    assert reading.balance("bank") == 2_000_00
    refunding.confirm_sent(refund, by_bruno(1))
    assert reading.balance("bank") == 0


def test_a_refund_in_pieces_takes_two_as_the_whole_does() -> None:
    """600.00 alone, then 600.00 more is 1,200.00 by one person's word."""
    payment = a_paid_pledge().payments.get()
    first = refunding.open_refund(Order(payment.id, 600_00, "a"), by_anne())
    second = refunding.open_refund(Order(payment.id, 600_00, "b"), by_anne())
    refunding.confirm_sent(first, by_anne())
    (due,) = told.dues()
    assert due.needs_second
    with pytest.raises(RefundNeedsTwo):
        refunding.confirm_sent(second, by_anne())
    refunding.agree(second, by_bruno())
    refunding.confirm_sent(second, by_anne())
    assert reading.balance("bank") == 800_00


def test_what_two_agreed_to_counts_for_nobody_alone() -> None:
    payment = a_paid_pledge().payments.get()
    large = refunding.open_refund(Order(payment.id, 1_200_00, "a"), by_anne())
    refunding.agree(large, by_bruno())
    refunding.confirm_sent(large, by_anne())
    small = refunding.open_refund(Order(payment.id, 800_00, "b"), by_anne())
    refunding.confirm_sent(small, by_anne())
    assert reading.balance("bank") == 0
