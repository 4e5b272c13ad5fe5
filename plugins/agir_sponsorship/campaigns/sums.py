"""What does money do to a pledge and its campaign? The sums move, and the states follow them.

Called by whoever books money, who holds the campaign, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from agir_sponsorship.campaigns import acts, closing
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.domain.pledge import Money, PledgeState, after_money
from agir_sponsorship.models import Payment, Pledge, Refund


@dataclass(frozen=True, slots=True)
class Change:
    """What a pledge's money changed by, in minor units: what came, what went or has to go back."""

    received: int = 0
    returned: int = 0


def move(pledge: Pledge, change: Change, done: Done) -> None:
    """Move the sums of a pledge whose campaign is held, and let the states follow.

    To be called after payments and refunds were written: disputes and dues are read from them.
    """
    campaign = pledge.campaign
    pledge.paid_minor += change.received
    pledge.returned_minor += change.returned
    campaign.raised_minor += change.received - change.returned
    before = pledge.state
    pledge.state = after_money(PledgeState(pledge.state), _money(pledge)).value
    pledge.save(update_fields=["paid_minor", "returned_minor", "state"])
    campaign.save(update_fields=["raised_minor"])
    if pledge.state != before:
        acts.note("pledge", pledge.id, act="money", states=(before, pledge.state), done=done)
    if change.received:
        closing.close_if_reached(campaign, done)


def _money(pledge: Pledge) -> Money:
    due = Refund.objects.filter(payment__pledge=pledge, state="due").aggregate(
        sum=Sum("amount_minor")
    )
    states = set(Payment.objects.filter(pledge=pledge).values_list("state", flat=True))
    return Money(
        amount=pledge.amount_minor,
        paid=pledge.paid_minor,
        returned=pledge.returned_minor,
        due=int(due["sum"] or 0),
        disputed="disputed" in states,
        lost="lost" in states,
    )
