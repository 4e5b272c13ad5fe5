"""How does the money of a missed milestone go back? To the pledges, each its share.

The part is cut among pledges by the largest remainder, so that shares add up to it. Where nothing
else is left to deliver the campaign has failed, and gives back all that was not released.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from agir_sponsorship.campaigns import acts, holding, milestones, planning
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.domain.splitting import split
from agir_sponsorship.models import Pledge
from agir_sponsorship.payments import refunding
from agir_sponsorship.payments.refusals import ReceiptStands


@transaction.atomic
def give_back(milestone: UUID, done: Done) -> int:
    """Set a missed milestone's part aside to go back; return it in minor units.

    Raise ``MilestoneUnknown``, ``ReasonMissing``, ``TransitionRefused`` for a milestone that was
    not missed or a campaign that is not funded, ``ReceiptStands`` while a tax receipt stands for
    money that would go back.
    """
    acts.ensure_reason(done)
    row = holding.milestone(milestone)
    held = row.campaign
    milestones.ensure_delivering(held, "return")
    milestones.move(row, "return", done)
    waiting = milestones.waiting_of(held)
    amount = milestones.part_of(row, waiting)
    shares = split(amount, list(waiting.values())) if amount else ()
    pledges = Pledge.objects.select_for_update().in_bulk(list(waiting))
    given = [(pledges[one], share) for one, share in zip(waiting, shares, strict=False) if share]
    if any(refunding.has_receipt(pledge) for pledge, _ in given):
        raise ReceiptStands
    if milestones.is_last(row):
        planning.act(held.id, "fail", done)
        refunding.begin(held.id, done)
        return amount
    for pledge, share in given:
        pledge.campaign = held
        refunding.give_back(pledge, share, refunding.MISSED, done, milestone=row.id)
    return amount
