"""Where is the money of campaigns, as the ledger alone tells it?

Every figure of a public page is a sum of postings (I18): the same ledger, the same figures. The
sums that pledges and campaigns carry are for states and lists; ``violations`` compares both.

Received is what payments brought. Back is what was set aside for a refund or went back without
one, also out of what a campaign had earned. Released is what became income. What was put aside for
seats is told nowhere: what a pool gives back would tell how many seats were used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, Sum

from agir_sponsorship.domain import accounts
from agir_sponsorship.models import Campaign, Pledge
from agir_sponsorship.models.ledger import Posting

RECEIVED: Final = ("pay",)
BACK: Final = ("refund_due", "return")
RELEASED: Final = ("release",)


@dataclass(frozen=True, slots=True)
class Booked:
    """Sums in minor units; ``raised`` is what came and stayed."""

    received: int
    returned: int
    released: int

    @property
    def raised(self) -> int:
        """Return what came, less what went or goes back."""
        return self.received - self.returned


def of_campaign(identifier: UUID, currency: str) -> Booked:
    """Return the money of one campaign. Two statements."""
    pledges = Pledge.objects.filter(campaign=identifier).values_list("id", flat=True)
    owned = [accounts.pledge(one) for one in pledges] + [accounts.campaign_income(identifier)]
    return _told(_sums(owned, currency).values())


def violations() -> list[str]:
    """Return where a pledge or a campaign carries another sum than the ledger, a line each."""
    found = []
    for row in Campaign.objects.order_by("id"):
        pledges = list(row.pledges.order_by("id"))
        own = {accounts.pledge(one.id): one for one in pledges}
        sums = _sums([*own, accounts.campaign_income(row.id)], row.currency)
        for account, one in own.items():
            told = _told([sums[account]])
            if told.received != one.paid_minor:
                found.append(f"pledge {one.id}: {one.paid_minor} paid, {told.received} booked")
        told = _told(sums.values())
        if told.raised != row.raised_minor:
            found.append(f"campaign {row.id}: {row.raised_minor} raised, {told.raised} booked")
        back = sum(one.returned_minor for one in pledges)
        if told.returned != back:
            found.append(f"campaign {row.id}: {back} given back, {told.returned} booked")
    return found


def _sums(owned: list[str], currency: str) -> dict[str, Counter[str]]:
    """Return what each kind of transaction moved on each account, debit > 0."""
    found: dict[str, Counter[str]] = {account: Counter() for account in owned}
    of_pledge = ~Q(account__startswith="campaign_income:")
    rows = Posting.objects.filter(account__in=owned, currency=currency)
    # Of what a campaign earned only what was taken back counts: the rest left a pledge already.
    rows = rows.filter(of_pledge | Q(transaction__kind="return"))
    told = rows.values_list("account", "transaction__kind").annotate(sum=Sum("amount_minor"))
    for account, kind, total in told.order_by("account", "transaction__kind"):
        found[account][kind] += int(total)
    return found


def _told(sums: Iterable[Counter[str]]) -> Booked:
    whole: Counter[str] = Counter()
    for one in sums:
        whole.update(one)
    return Booked(
        -sum(whole[kind] for kind in RECEIVED),
        sum(whole[kind] for kind in BACK),
        sum(whole[kind] for kind in RELEASED),
    )
