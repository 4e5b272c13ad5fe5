"""What does the rest of the site hear? After the commit, and nothing that names a person.

A receiver that fails is logged by the events' own machinery: money never hangs on one. Functions
and no ``partial``: Django logs the name of what failed, and a ``partial`` has none.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agir_events.data import CampaignData, PledgeData
from agir_events.signals import CAMPAIGN_FUNDED, PLEDGE_OPENED
from agir_sponsorship.models import Campaign, Pledge


def pledge_opened(pledge: Pledge, at: datetime) -> None:
    """Say after the commit that an organisation pledged."""
    told = PledgeData(
        pledge=str(pledge.id),
        campaign=str(pledge.campaign_id),
        course_key=pledge.campaign.course_key,
        amount_minor=pledge.amount_minor,
        currency=pledge.currency,
        occurred_at=at,
    )
    transaction.on_commit(lambda: PLEDGE_OPENED.send_event(pledge=told), robust=True)


def campaign_funded(campaign: Campaign, at: datetime) -> None:
    """Say after the commit that a campaign has what it needed."""
    told = CampaignData(
        campaign=str(campaign.id),
        course_key=campaign.course_key,
        raised_minor=campaign.raised_minor,
        currency=campaign.currency,
        occurred_at=at,
    )
    transaction.on_commit(lambda: CAMPAIGN_FUNDED.send_event(campaign=told), robust=True)
