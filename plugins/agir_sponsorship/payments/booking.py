"""How does news of a payment become money in the ledger? By the difference to what is there.

The facts of a payment (``domain.payment``) say how much came and how much is no longer ours. What
the ledger does not hold of it yet is booked; so the same facts twice book nothing twice, and any
order of news ends in the same balances.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agir_sponsorship.campaigns import acts, sums
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.sums import Change
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.campaign import GIVES_BACK
from agir_sponsorship.domain.payment import Facts, PaymentState, state
from agir_sponsorship.domain.pledge import TAKES_MONEY
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.ledger import reading, writing
from agir_sponsorship.models import Payment, Pledge, Refund

_LATE: Final = (PaymentState.SUCCEEDED, PaymentState.DISPUTED)


@dataclass(frozen=True, slots=True)
class _Back:
    """Where money that went back is taken from, in minor units."""

    due: int
    pledge: int
    income: int


def settle(
    pledge: Pledge, payment: Payment, facts: Facts, done: Done, *, refund: Refund | None = None
) -> None:
    """Bring a payment to what ``facts`` say; the pledge's campaign is held.

    What went back pays ``refund`` first where one is named, then the oldest due.

    Money for a pledge that waits for none (it expired, the campaign gives back) is booked on the
    pledge all the same, and the payment waits in ``review`` for a person.
    """
    received = facts.received - payment.received_minor
    returned = facts.returned() - payment.returned_minor
    before = payment.state
    after = state(facts, payment.asked_minor)
    if after in _LATE and (before == PaymentState.REVIEW or (received > 0 and _is_late(pledge))):
        after = PaymentState.REVIEW
    payment.state = after.value
    payment.received_minor += max(0, received)
    payment.returned_minor += max(0, returned)
    payment.version += 1
    payment.save()
    if payment.state != before:
        acts.note("payment", payment.id, act="news", states=(before, payment.state), done=done)
    due = _pay_dues(payment, max(0, returned), refund, done)
    back = _back(payment, max(0, returned), max(0, received), due)
    sums.move(pledge, Change(max(0, received), max(0, returned) - back.due), done)
    if received > 0:
        lines = [Posting(_pledge(payment), -received, payment.currency)]
        _post(payment, "pay", received, lines, done)
    if returned > 0:
        _post(payment, "return", -returned, _lines(payment, pledge, back), done)


def _is_late(pledge: Pledge) -> bool:
    return pledge.state not in TAKES_MONEY or pledge.campaign.state in GIVES_BACK


def _back(payment: Payment, returned: int, fresh: int, due: int) -> _Back:
    """Tell which accounts give what went back: dues first, then the pledge, then income."""
    left = returned - due
    waiting = fresh - reading.balance(_pledge(payment), payment.currency) if left else 0
    from_pledge = min(left, max(0, waiting))
    return _Back(due, from_pledge, left - from_pledge)


def _pay_dues(payment: Payment, returned: int, first: Refund | None, done: Done) -> int:
    """Mark due refunds of a payment as sent, up to ``returned``; return how much they were."""
    left = returned
    dues = payment.refunds.select_for_update().filter(state="due").order_by("opened_at", "id")
    for row in sorted(dues, key=lambda one: first is None or one.id != first.id):
        part = min(left, row.amount_minor)
        if not part:
            break
        left -= part
        if part < row.amount_minor:
            _cut(row, part)
        row.state, row.sent_at = "sent", done.at
        row.save(update_fields=["state", "sent_at", "amount_minor"])
        acts.note("refund", row.id, act="send", states=("due", "sent"), done=done)
    return returned - left


def _cut(refund: Refund, part: int) -> None:
    """Cut a due refund in two: ``part`` that is sent now, and the rest, still due."""
    Refund.objects.create(
        payment_id=refund.payment_id,
        amount_minor=refund.amount_minor - part,
        currency=refund.currency,
        reason=refund.reason,
        key=f"{refund.id}:rest:{part}",
        first_by=refund.first_by,
        second_by=refund.second_by,
        opened_at=refund.opened_at,
    )
    refund.amount_minor = part


def _lines(payment: Payment, pledge: Pledge, back: _Back) -> list[Posting]:
    given = (
        (accounts.refund_due(pledge.id), back.due),
        (accounts.pledge(pledge.id), back.pledge),
        (accounts.campaign_income(pledge.campaign_id), back.income),
    )
    return [Posting(account, amount, payment.currency) for account, amount in given if amount]


def _post(payment: Payment, kind: str, cash: int, others: list[Posting], done: Done) -> None:
    held = accounts.provider() if payment.method == "stripe" else accounts.bank()
    total = payment.received_minor if kind == "pay" else payment.returned_minor
    writing.post(
        kind,
        [Posting(held, cash, payment.currency), *others],
        idempotency_key=f"payment:{payment.id}:{kind}:{total}",
        occurred_at=done.at,
        facts={
            "campaign": str(payment.pledge.campaign_id),
            "pledge": str(payment.pledge_id),
            "payment": str(payment.id),
            "method": payment.method,
        },
    )


def _pledge(payment: Payment) -> str:
    return accounts.pledge(payment.pledge_id)
