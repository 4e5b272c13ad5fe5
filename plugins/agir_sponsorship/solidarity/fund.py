"""What does the fund hold, and how is it fed?

The ledger says what it holds; one row a currency says what was promised, and is the lock under
which both are compared: two grants at once never promise the same euro.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agir_sponsorship.domain import accounts, amounts, chain
from agir_sponsorship.domain.aid import AidFundEmpty, AidRules, share_of
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.ledger import first_row, reading, writing
from agir_sponsorship.models import AidFund, LedgerTransaction
from agir_sponsorship.settings.common import DEFAULTS
from agir_sponsorship.solidarity.data import FundView

SHARE = "AGIR_SPONSORSHIP_SOLIDARITY_SHARE"
RELEASE = "release"


def setting(name: str) -> Any:
    """Return a setting of the context, or its default."""
    return getattr(settings, name, DEFAULTS[name])


def rules() -> AidRules:
    """Return the site's rules of aid."""
    return AidRules(
        small=int(setting("AGIR_SPONSORSHIP_AID_SMALL")),
        year=int(setting("AGIR_SPONSORSHIP_AID_YEAR")),
        checked=int(setting("AGIR_SPONSORSHIP_AID_CHECKED")),
    )


def held(currency: str) -> AidFund:
    """Return the fund's row, held until the transaction ends; it is made when absent."""
    if not AidFund.objects.filter(pk=currency).update(promised_minor=F("promised_minor")):
        amounts.decimals(currency)
        first_row.make(AidFund(currency=currency))
        AidFund.objects.filter(pk=currency).update(promised_minor=F("promised_minor"))
    return AidFund.objects.get(pk=currency)


def view(currency: str) -> FundView:
    """Return what the fund holds and promised."""
    promised = AidFund.objects.filter(pk=currency).values_list("promised_minor", flat=True).first()
    return FundView(currency, -reading.balance(accounts.solidarity(), currency), promised or 0)


def promise(row: AidFund, amount_minor: int) -> None:
    """Promise an amount of a fund that is held; raise ``AidFundEmpty``."""
    there = -reading.balance(accounts.solidarity(), row.currency)
    if row.promised_minor + amount_minor > there:
        raise AidFundEmpty
    add(row, amount_minor)


def add(row: AidFund, amount_minor: int) -> None:
    """Promise an amount, or less where it is negative, of a fund that is held."""
    AidFund.objects.filter(pk=row.pk).update(promised_minor=F("promised_minor") + amount_minor)
    row.promised_minor += amount_minor


def collect(now: datetime) -> int:
    """Move the fund's share of each release of sponsorship money; return how many were moved.

    Idempotent, and the share is the one of the day it was moved: a later setting changes nothing.
    Walks releases, of which a campaign has a few.
    """
    count = 0
    for row in LedgerTransaction.objects.filter(kind=RELEASE).order_by("sequence").iterator():
        key = f"{row.uuid}"
        known = chain.key_hash(f"solidarity:{key}")
        if LedgerTransaction.objects.filter(key_hash=known).exists():
            continue
        for line in row.postings.filter(amount_minor__lt=0):
            if line.account != accounts.solidarity() and contribute(
                line.account, -line.amount_minor, line.currency, idempotency_key=key, now=now
            ):
                count += 1
    return count


def contribute(
    source: str, amount_minor: int, currency: str, *, idempotency_key: str, now: datetime
) -> int:
    """Move the site's share of a sponsorship from the account ``source`` to the fund.

    Return the share in minor units, rounded down; 0 moves nothing. Joins the caller's transaction;
    a key moves once. Raises what the ledger raises.
    """
    share = share_of(amount_minor, int(setting(SHARE)))
    if share:
        with transaction.atomic():
            writing.post(
                "solidarity_share",
                [
                    Posting(source, share, currency),
                    Posting(accounts.solidarity(), -share, currency),
                ],
                idempotency_key=f"solidarity:{idempotency_key}",
                occurred_at=now,
            )
    return share
