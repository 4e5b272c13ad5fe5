"""Kill the life of two campaigns before each statement they make (``tests/killing.py``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from killing import walk


def prepare() -> None:
    """Make tables, a campaign that will be funded, and one that will not."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from campaign_world import a_pledge, an_open_campaign

    a_pledge(an_open_campaign(goal=500_00, title="Reaches its goal"), 500_00)
    a_pledge(an_open_campaign(goal=5_000_00, title="Misses its minimum"), 400_00)


def work() -> None:
    """Pay both; earn a milestone of one; close the other and send its money back."""
    from campaign_world import by_anne, by_bruno, paid

    from agir_sponsorship.campaigns import closing, milestones
    from agir_sponsorship.models import Campaign, Milestone, Pledge, Refund
    from agir_sponsorship.payments import refunding

    good = Campaign.objects.get(title="Reaches its goal")
    bad = Campaign.objects.get(title="Misses its minimum")
    for pledge in Pledge.objects.order_by("amount_minor"):
        paid(pledge)
    step = Milestone.objects.get(campaign=good, position=0)
    if step.state == "planned":
        milestones.file_evidence(step.id, "https://example.org/p", "There.", by_anne(1))
    if _state(step.id) == "evidence_filed":
        milestones.act(step.id, "accept", by_bruno(1))
    if _state(step.id) == "accepted":
        milestones.release(step.id, by_bruno(1))
    if Campaign.objects.get(id=bad.id).state == "open":
        closing.close(bad.id, by_anne(31))
    refunding.begin(bad.id, by_anne(31))
    for refund in Refund.objects.filter(state="due"):
        refunding.confirm_sent(refund.id, by_anne(32))


def _state(milestone: UUID) -> str:
    from agir_sponsorship.models import Milestone

    return Milestone.objects.get(id=milestone).state


def aftermath() -> dict[str, Any]:
    """Look at the books, do the work again, and look again."""
    from campaign_world import own_accounts

    from agir_sponsorship.ledger import reading, verifying
    from agir_sponsorship.models import Campaign

    before = [str(one) for one in verifying.verify()]
    work()
    rows = Campaign.objects.order_by("title")
    return {
        "wrong": before + [str(one) for one in verifying.verify()],
        "after": {
            "states": [row.state for row in rows],
            "bank": reading.balance("bank"),
            "accounts": [sorted(own_accounts(row.id).values()) for row in rows],
        },
    }


if __name__ == "__main__":
    import django

    django.setup()
    stride = int(os.environ.get("AGIR_KILL_STRIDE", "1"))
    first = int(os.environ.get("AGIR_KILL_FIRST", "1"))
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=stride, first=first)
