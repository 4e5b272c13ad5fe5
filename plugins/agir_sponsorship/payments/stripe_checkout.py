"""How does a sponsor pay by card? On Stripe's own page; no card number ever reaches this site.

Asks for the extra ``stripe``, a secret key and a webhook secret; where one is missing, cards are
not offered. The API version is pinned, so that Stripe's news keep their shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agir_sponsorship.campaigns import acts, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.domain.campaign import GIVES_BACK
from agir_sponsorship.domain.pledge import TAKES_MONEY
from agir_sponsorship.models import Payment, Pledge
from agir_sponsorship.payments.refusals import PledgeTakesNoMoney, StripeSilent, StripeUnset
from agir_sponsorship.payments.stripe_inbox import SECRETS

VERSION: Final = "2025-09-30.clover"
KEY: Final = "AGIR_SPONSORSHIP_STRIPE_KEY"
SMALLEST: Final = 50_00  # minor units: testing stolen cards pays no more here (card testing)


def is_on() -> bool:
    """Tell whether this site takes cards."""
    has_secret = any(getattr(settings, SECRETS, ()))
    return bool(getattr(settings, KEY, "") and has_secret and find_spec("stripe"))


def begin(pledge: UUID, done: Done, *, back: str) -> str:
    """Begin a payment of what the pledge still lacks; return the address of Stripe's page.

    ``back`` is where the sponsor returns to. The payment is written before Stripe is asked: its
    number is Stripe's idempotency key, and news that overtake the answer find it. Raise
    ``StripeUnset``, ``PledgeTakesNoMoney`` or ``StripeSilent``.
    """
    if not is_on():
        raise StripeUnset
    payment = _written(pledge, done)
    stripe = import_module("stripe")
    client = stripe.StripeClient(getattr(settings, KEY), stripe_version=VERSION)
    try:
        session = client.checkout.sessions.create(
            params=_asked(payment, back), options={"idempotency_key": str(payment.id)}
        )
    except stripe.StripeError as error:
        raise StripeSilent from error
    return str(session.url)


@transaction.atomic
def _written(identifier: UUID, done: Done) -> Payment:
    pledge = holding.pledge(identifier)
    left = _left(pledge)
    if pledge.state not in TAKES_MONEY or pledge.campaign.state in GIVES_BACK or left < SMALLEST:
        raise PledgeTakesNoMoney
    there = pledge.payments.filter(method="stripe", state="pending", asked_minor=left).first()
    if there is not None:
        return there
    payment = Payment.objects.create(
        pledge=pledge,
        method="stripe",
        asked_minor=left,
        currency=pledge.currency,
        source=f"stripe:{pledge.id}:{pledge.payments.count()}",
        begun_at=done.at,
    )
    acts.note("payment", payment.id, act="begin", states=("", payment.state), done=done)
    return payment


def _left(pledge: Pledge) -> int:
    return pledge.amount_minor - pledge.paid_minor + pledge.returned_minor


def _asked(payment: Payment, back: str) -> Mapping[str, Any]:
    numbers = {"agir_payment": str(payment.id)}
    return {
        "mode": "payment",
        "success_url": back,
        "cancel_url": back,
        "client_reference_id": str(payment.id),
        "metadata": numbers,
        "payment_intent_data": {"metadata": numbers},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": payment.currency.lower(),
                    "unit_amount": payment.asked_minor,
                    "product_data": {"name": payment.pledge.reference},
                },
            }
        ],
    }
