"""When is a campaign over, and with what?

When its goal was paid, or its last day is over: then it has what it needed, or the money goes
back. A promise is not money, so only money counts. Whoever closes holds the campaign: of two
closers one closes, and it is announced once.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_sponsorship.campaigns import acts, announcing, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import CampaignNotDue
from agir_sponsorship.domain.campaign import ACTS, Mode, State, outcome
from agir_sponsorship.domain.machine import moved
from agir_sponsorship.models import Campaign


def due(now: datetime) -> tuple[UUID, ...]:
    """Return the open campaigns whose last day is over, oldest first."""
    rows = Campaign.objects.filter(state=State.OPEN, closes_at__lte=now).order_by("closes_at", "id")
    return tuple(rows.values_list("id", flat=True))


@transaction.atomic
def close(identifier: UUID, done: Done) -> str:
    """Close an open campaign; return the state after (``funded`` or ``unfunded``).

    Raise ``CampaignNotDue``, or ``TransitionRefused`` when it is not open.
    """
    row = holding.campaign(identifier)
    if row.state == State.OPEN and row.closes_at > done.at and row.raised_minor < row.goal_minor:
        raise CampaignNotDue
    return _close(row, done)


def close_if_reached(row: Campaign, done: Done) -> None:
    """Close a held campaign whose goal was just paid; otherwise leave it."""
    if row.state == State.OPEN and row.raised_minor >= row.goal_minor:
        _close(row, done)


def _close(row: Campaign, done: Done) -> str:
    name = outcome(Mode(row.mode), row.raised_minor, row.minimum_minor)
    before, row.state = row.state, str(moved(ACTS, State(row.state), name))
    if name == "fund":
        row.funded_at = done.at
        announcing.campaign_funded(row, done.at)
    row.save(update_fields=["state", "funded_at"])
    acts.note("campaign", row.id, act=name, states=(before, row.state), done=done)
    return row.state
