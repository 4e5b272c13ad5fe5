"""What happens when Stripe sends an event? It is taken once, and the payment follows all events.

The event's number is the key of a row that is written in the transaction of what it does. The
state of a payment is read from all its events together (``domain.payment``), never from the last:
so any order and any number of deliveries end in the same state, and nothing is asked of Stripe.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from agir_sponsorship.campaigns import holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import PledgeUnknown
from agir_sponsorship.domain import stripe_events, stripe_signing
from agir_sponsorship.domain.payment import Facts
from agir_sponsorship.models import Payment, ProviderEvent
from agir_sponsorship.payments import booking, refunding
from agir_sponsorship.payments.refusals import EventMismatch, StripeUnset

log = logging.getLogger(__name__)
SECRETS: Final = "AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an event: ``done``, ``replayed``, ``nothing`` (tells nothing) or ``kept``.

    ``kept``: it tells of a payment that no event named yet; the one that does brings it in.
    """

    result: str


def ingest(body: bytes, header: str, now: datetime) -> Outcome:
    """Take the bytes of a webhook.

    Raise ``StripeUnset`` without a secret, ``WebhookRefused`` for what Stripe did not sign just
    now, ``EventMismatch`` for a number that came before with another body.
    """
    secrets = tuple(getattr(settings, SECRETS, ()))[:2]
    if not any(secrets):
        raise StripeUnset
    stripe_signing.ensure_signed(body, header, secrets, int(now.timestamp()))
    event = stripe_signing.event(body)
    with transaction.atomic():
        row, is_new = _taken(event, hashlib.sha256(body).hexdigest(), now)
        if not is_new:
            return Outcome("replayed")
        if not (row.payment or row.intent):
            return Outcome("nothing")
        payment = _follow(row, now)
        # Two events that meet: neither sees the other before both are committed.
        transaction.on_commit(lambda: _again(row, now), robust=True)
        return Outcome("done" if payment else "kept")


def reconcile(now: datetime) -> int:
    """Bring every payment by card to what its events say; return how many had to move.

    For what a kill between two events left. Idempotent.
    """
    moved = 0
    rows = Payment.objects.filter(method="stripe").order_by("id").values_list("id", "version")
    for identifier, version in list(rows):
        with transaction.atomic():
            pledge = holding.pledge_by(payments=identifier)
            payment = Payment.objects.select_for_update().get(id=identifier)
            payment.pledge = pledge
            facts = _facts(payment)
            if facts.received > payment.received_minor or facts.returned() > payment.returned_minor:
                booking.settle(pledge, payment, facts, Done(now))
                moved += payment.version > version
    return moved


def _taken(event: dict[str, object], digest: str, now: datetime) -> tuple[ProviderEvent, bool]:
    """Write the event's row first: the key decides which delivery is the one that counts."""
    found = stripe_events.news(event)
    facts = found.facts if found else Facts()
    row = ProviderEvent(
        name=f"stripe:{event['id']}",
        digest=digest,
        kind=str(event["type"])[:60],
        payment=found.payment if found else None,
        intent=found.intent if found else "",
        currency=found.currency if found else "",
        received_minor=facts.received,
        refunded_minor=facts.refunded,
        failed=facts.failed,
        expired=facts.expired,
        dispute=facts.dispute,
        at=now,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        there = ProviderEvent.objects.filter(name=row.name).first()
        if there is None:  # what was refused is something else than the event's number
            raise
        if there.digest != digest:
            log.error("A Stripe event came twice with two bodies: %s", row.name)
            raise EventMismatch from None
        return there, False
    return row, True


def _again(row: ProviderEvent, now: datetime) -> None:
    with transaction.atomic():
        _follow(row, now)


def _follow(row: ProviderEvent, now: datetime) -> Payment | None:
    """Bring the event's payment to what all its events say; ``None`` while there is none."""
    wanted = {"id": row.payment} if row.payment else {"intent": row.intent}
    try:
        pledge = holding.pledge_by(**{f"payments__{name}": said for name, said in wanted.items()})
    except PledgeUnknown:
        return None
    payment = Payment.objects.select_for_update().get(**wanted)
    payment.pledge = pledge
    if row.intent and not payment.intent:
        payment.intent = row.intent
    booking.settle(pledge, payment, _facts(payment), Done(now))
    refunding.settle_failed(pledge.campaign, Done(now))
    return payment


def _facts(payment: Payment) -> Facts:
    """Return all that the events of a payment say, whatever order they came in."""
    mine = Q(payment=payment.id)
    if payment.intent:
        mine |= Q(intent=payment.intent)
    rows = ProviderEvent.objects.filter(mine, currency__in=["", payment.currency])
    return reduce(
        Facts.joined,
        (
            Facts(one.received_minor, one.refunded_minor, one.failed, one.expired, one.dispute)
            for one in rows
        ),
        Facts(),
    )
