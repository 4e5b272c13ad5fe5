"""How does a grant pay a fee, and what becomes of one that nobody uses?

The fund's row is held before the request's, and the ledger's head last, by whoever moves both.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.aid import AidNotForThis, AidState
from agir_sponsorship.domain.seat import FeeAlreadyPaid, checked_fee
from agir_sponsorship.models import AidRequest
from agir_sponsorship.seats import claiming
from agir_sponsorship.seats.data import ClaimView, SeatAsked
from agir_sponsorship.solidarity import fund, rows

KEPT = "AGIR_SPONSORSHIP_AID_KEPT_DAYS"


def claim(asked: SeatAsked, *, aid: UUID, now: datetime) -> ClaimView:
    """Pay a fee from a grant; joins the caller's transaction.

    What the fee leaves of the grant returns to the fund. Raises ``NotForCpf``, ``AidUnknown``,
    ``AidNotForThis``, ``AidStateRefused``, ``FeeAlreadyPaid``, ``ClaimKeyReused``.
    """
    try:
        with transaction.atomic():
            held = fund.held(asked.currency)
            found = claiming.before(asked, aid=aid)
            if found is not None:
                return found
            row = rows.held(aid)
            if (
                row.subject != asked.subject
                or row.currency != asked.currency
                or (asked.certification and asked.certification != row.certification)
            ):
                raise AidNotForThis
            checked_fee(asked.fee_minor, row.amount_minor, asked.funding)
            rows.move(row, AidState.USED, now)
            fund.add(held, -row.amount_minor)
            return claiming.record(asked, accounts.solidarity(), aid=aid, now=now)
    except IntegrityError as error:
        found = claiming.before(asked, aid=aid)
        if found is None:
            raise FeeAlreadyPaid from error
        return found


def take_back(aid: UUID, now: datetime) -> None:
    """Let a grant be used again, once the fee that it paid came back to the fund."""
    currency = AidRequest.objects.filter(pk=aid).values_list("currency", flat=True).first()
    if currency is None:
        return
    held = fund.held(currency)
    row = rows.held(aid)
    if row.state == AidState.USED:
        rows.move(row, AidState.GRANTED, now)
        fund.add(held, row.amount_minor)


def lapse(now: datetime) -> int:
    """Give back grants that nobody used for long; return how many. Idempotent."""
    since = now - timedelta(days=int(fund.setting(KEPT)))
    stale = AidRequest.objects.filter(state=AidState.GRANTED.value, changed_at__lt=since)
    count = 0
    for request, currency in list(stale.values_list("pk", "currency")):
        with transaction.atomic():
            held = fund.held(currency)
            row = rows.held(request)
            if row.state == AidState.GRANTED and row.changed_at < since:
                rows.move(row, AidState.LAPSED, now)
                fund.add(held, -row.amount_minor)
                count += 1
    return count
