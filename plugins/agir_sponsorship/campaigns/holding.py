"""Who moves a campaign at a time? One: the row is written first, and held until the commit.

A write and no ``SELECT … FOR UPDATE``: SQLite then takes its lock before anything is read, so that
two closers never both read "open". Rows below (pledges, milestones) are touched by whoever holds
the campaign, and need no lock of their own.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import F

from agir_sponsorship.campaigns.refusals import CampaignUnknown, MilestoneUnknown, PledgeUnknown
from agir_sponsorship.models import Campaign, Milestone, Pledge


def campaign(identifier: UUID) -> Campaign:
    """Return the campaign, held until the transaction ends; raise ``CampaignUnknown``."""
    if not Campaign.objects.filter(id=identifier).update(version=F("version") + 1):
        raise CampaignUnknown
    return Campaign.objects.select_for_update().get(id=identifier)


def milestone(identifier: UUID) -> Milestone:
    """Return a milestone whose campaign is held; raise ``MilestoneUnknown``."""
    if not _write(milestones=identifier):
        raise MilestoneUnknown
    found = Milestone.objects.select_for_update().get(id=identifier)
    found.campaign = Campaign.objects.select_for_update().get(id=found.campaign_id)
    return found


def pledge(identifier: UUID) -> Pledge:
    """Return a pledge whose campaign is held; raise ``PledgeUnknown``."""
    return pledge_by(id=identifier)


def pledge_by(**lookup: object) -> Pledge:
    """Return the one pledge of a lookup (``payments=``, ``reference=``), its campaign held.

    Raise ``PledgeUnknown`` where there is none.
    """
    if not _write(**{f"pledges__{name}": value for name, value in lookup.items()}):
        raise PledgeUnknown
    found = Pledge.objects.select_for_update().get(**lookup)
    found.campaign = Campaign.objects.select_for_update().get(id=found.campaign_id)
    return found


def _write(**lookup: object) -> int:
    """Write the campaign of a lookup; return 1, or 0 where there is none."""
    rows = Campaign.objects.filter(**lookup)
    if connection.features.has_select_for_update:
        # InnoDB shares the rows that an UPDATE's subquery reads: two who shared a pledge and then
        # both want it for themselves wait for each other. What belongs to what never changes.
        rows = Campaign.objects.filter(id__in=list(rows.values_list("id", flat=True)))
    return rows.update(version=F("version") + 1)
