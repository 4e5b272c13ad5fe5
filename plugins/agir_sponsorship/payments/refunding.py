"""How does money go back? It is set aside first, so that it is never spent, then it is sent.

A failed campaign sets everything aside that was not released, and is settled when every account of
its own is at 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from agir_sponsorship.campaigns import acts, holding, sums
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import PledgeUnknown
from agir_sponsorship.campaigns.sums import Change
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.amounts import checked
from agir_sponsorship.domain.campaign import ACTS, GIVES_BACK, State
from agir_sponsorship.domain.machine import moved
from agir_sponsorship.domain.payment import Facts
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.ledger import reading, writing
from agir_sponsorship.models import Campaign, Document, Payment, Pledge, Refund
from agir_sponsorship.payments import booking
from agir_sponsorship.payments.refusals import (
    PaymentUnknown,
    ReceiptStands,
    RefundKeyReused,
    RefundNeedsTwo,
    RefundTooLarge,
    RefundUnknown,
)

FAILED: Final = "campaign_failed"
ASKED: Final = "asked"
MISSED: Final = "milestone_missed"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to go back of a payment; ``key`` makes it one however often it is asked for."""

    payment: UUID
    amount_minor: int
    key: str
    reason: str = ASKED


@transaction.atomic
def open_refund(order: Order, done: Done) -> UUID:
    """Set money of a payment aside to go back; return the refund's number.

    Raise ``RefundTooLarge``, ``ReceiptStands``, ``RefundKeyReused``, ``PaymentUnknown`` or
    ``AmountUnfit``; ``ReasonMissing`` where a person asks without saying why.
    """
    checked(order.amount_minor)
    if order.reason == ASKED:
        acts.ensure_reason(done)
    payment, pledge = _held(order.payment)
    there = Refund.objects.filter(key=order.key).first()
    if there is not None:
        if there.payment_id != order.payment or there.amount_minor != order.amount_minor:
            raise RefundKeyReused
        return there.id
    if has_receipt(pledge):
        raise ReceiptStands
    limit = min(_open(payment), -reading.balance(accounts.pledge(pledge.id), pledge.currency))
    if order.amount_minor > limit:
        raise RefundTooLarge(limit=max(0, limit))
    return _set_aside(payment, pledge, order, done)


@transaction.atomic
def agree(identifier: UUID, done: Done) -> None:
    """Agree as a second person; raise ``RefundNeedsTwo`` for the one who opened it."""
    row, _ = _held_by_refund(identifier)
    if done.by is None or done.by == row.first_by:
        raise RefundNeedsTwo
    if row.second_by is None:
        row.second_by = done.by
        row.save(update_fields=["second_by"])
        acts.note("refund", row.id, act="agree", states=(row.state, row.state), done=done)


@transaction.atomic
def confirm_sent(identifier: UUID, done: Done) -> None:
    """Book that a transfer of a refund left, as the bank shows. Idempotent.

    Raise ``RefundNeedsTwo`` while a second person has to agree. A card's refund is sent at Stripe,
    whose news books it.
    """
    row, pledge = _held_by_refund(identifier)
    if row.state == "sent":
        return
    # Nobody opened what a failed campaign gives back: who agreed to it does not send it alone.
    people = {row.first_by, row.second_by, done.by} - {None}
    is_by_two = row.second_by is not None and len(people) > 1
    if not is_by_two and alone(row) > limit_of_one():
        raise RefundNeedsTwo
    payment = row.payment
    facts = Facts(payment.received_minor, payment.returned_minor + row.amount_minor)
    booking.settle(pledge, payment, facts, done, refund=row)
    settle_failed(pledge.campaign, done)


@transaction.atomic
def begin(campaign: UUID, done: Done) -> int:
    """Set all that a failed campaign still holds aside; return how many refunds were opened.

    Idempotent: a second run opens nothing. A campaign that holds nothing is settled at once.
    """
    held = holding.campaign(campaign)
    if held.state not in GIVES_BACK:
        return 0
    if held.state != State.REFUNDING:
        _set(held, "refund", done)
    opened = 0
    for pledge in held.pledges.select_for_update().filter(paid_minor__gt=0).order_by("id"):
        pledge.campaign = held
        if has_receipt(pledge):  # cancelled first, by a person; the next run goes on
            continue
        left = -reading.balance(accounts.pledge(pledge.id), pledge.currency)
        opened += give_back(pledge, left, FAILED, done)
    settle_failed(held, done)
    return opened


def failed() -> tuple[UUID, ...]:
    """Return the campaigns whose money has to go back and is not settled."""
    rows = Campaign.objects.filter(state__in=[state.value for state in GIVES_BACK])
    return tuple(rows.order_by("closes_at", "id").values_list("id", flat=True))


def delivered() -> tuple[UUID, ...]:
    """Return the campaigns that delivered all and are not settled."""
    rows = Campaign.objects.filter(state=State.DELIVERED.value).order_by("closes_at", "id")
    return tuple(rows.values_list("id", flat=True))


@transaction.atomic
def settle_delivered(campaign: UUID, done: Done) -> bool:
    """Settle a delivered campaign that holds nothing any more; tell whether it is settled."""
    held = holding.campaign(campaign)
    if held.state == State.DELIVERED and not _holds(held):
        _set(held, "settle", done)
    return held.state == State.SETTLED


def alone(row: Refund) -> int:
    """Return what of a refund's pledge would go back by one person's word, this one in it.

    Of the pledge and not of the refund, so that pieces take two persons as the whole does.
    """
    rows = Refund.objects.filter(payment__pledge__payments=row.payment_id, second_by=None)
    sent = rows.filter(state="sent").exclude(id=row.id).aggregate(sum=Sum("amount_minor"))["sum"]
    return row.amount_minor + int(sent or 0)


def limit_of_one() -> int:
    """Return up to how many minor units of a pledge one person may send back."""
    return int(getattr(settings, "AGIR_SPONSORSHIP_REFUND_BY_ONE_MINOR", 100_000))


def forget(subject: UUID) -> None:
    """Let the refunds that a person opened or agreed to mean nobody. Idempotent."""
    Refund.objects.filter(first_by=subject).update(first_by=None)
    Refund.objects.filter(second_by=subject).update(second_by=None)


def give_back(
    pledge: Pledge, amount_minor: int, reason: str, done: Done, *, milestone: UUID | None = None
) -> int:
    """Set this much of a held pledge aside, its newest payments first; return the refunds opened.

    Nobody opens them: who sends them needs a second person where the sum does.
    """
    left, opened = amount_minor, 0
    for payment in pledge.payments.select_for_update().order_by("-begun_at", "id"):
        part = min(left, _open(payment))
        if part <= 0:
            continue
        left -= part
        key = f"{payment.id}:missed:{milestone}"
        if milestone is None:
            key = f"{payment.id}:failed:{payment.received_minor}"
        payment.pledge = pledge
        order = Order(payment.id, part, key, reason)
        _set_aside(payment, pledge, order, replace(done, by=None))
        opened += 1
    return opened


def _set_aside(payment: Payment, pledge: Pledge, order: Order, done: Done) -> UUID:
    row = Refund.objects.create(
        payment=payment,
        amount_minor=order.amount_minor,
        currency=payment.currency,
        reason=order.reason,
        key=order.key,
        first_by=done.by,
        opened_at=done.at,
    )
    acts.note("refund", row.id, act="open", states=("", "due"), done=done)
    sums.move(pledge, Change(returned=order.amount_minor), done)
    writing.post(
        "refund_due",
        [
            Posting(accounts.pledge(pledge.id), order.amount_minor, payment.currency),
            Posting(accounts.refund_due(pledge.id), -order.amount_minor, payment.currency),
        ],
        idempotency_key=f"refund:{row.id}",
        occurred_at=done.at,
        facts={
            "campaign": str(pledge.campaign_id),
            "pledge": str(pledge.id),
            "payment": str(payment.id),
            "refund": str(row.id),
        },
    )
    return row.id


def settle_failed(held: Campaign, done: Done) -> None:
    """Settle a held campaign that gives back, once every account of its own is at 0."""
    if held.state == State.REFUNDING and not _holds(held):
        _set(held, "settle", done)


def _holds(held: Campaign) -> bool:
    """Tell whether an account of a pledge of the campaign is not at 0."""
    pledges = held.pledges.filter(paid_minor__gt=0).values_list("id", flat=True)
    return any(
        reading.balance(account(pledge), held.currency)
        for pledge in pledges
        for account in (accounts.pledge, accounts.refund_due)
    )


def _set(held: Campaign, name: str, done: Done) -> None:
    before, held.state = held.state, str(moved(ACTS, State(held.state), name))
    held.save(update_fields=["state"])
    acts.note("campaign", held.id, act=name, states=(before, held.state), done=done)


def _open(payment: Payment) -> int:
    """Return what a payment still holds: what came, less what went or is due back."""
    due = payment.refunds.filter(state="due").aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return payment.received_minor - payment.returned_minor - int(due)


def _held(payment: UUID) -> tuple[Payment, Pledge]:
    try:
        pledge = holding.pledge_by(payments=payment)
    except PledgeUnknown as error:
        raise PaymentUnknown from error
    row = Payment.objects.select_for_update().get(id=payment)
    row.pledge = pledge
    return row, pledge


def _held_by_refund(identifier: UUID) -> tuple[Refund, Pledge]:
    try:
        pledge = holding.pledge_by(payments__refunds=identifier)
    except PledgeUnknown as error:
        raise RefundUnknown from error
    row = Refund.objects.select_for_update().get(id=identifier)
    row.payment = Payment.objects.select_for_update().get(id=row.payment_id)
    row.payment.pledge = pledge
    return row, pledge


def has_receipt(pledge: Pledge) -> bool:
    """Tell whether a tax receipt stands for the pledge."""
    return Document.objects.filter(
        pledge=pledge, kind="receipt", is_draft=False, credited_by__isnull=True
    ).exists()
