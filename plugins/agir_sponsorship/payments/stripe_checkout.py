"""How does a sponsor pay by card? On Stripe's own page; no card number ever reaches this site.

Asks for the extra ``stripe``, a secret key and a webhook secret; where one is missing, cards are
not offered. The API version is pinned, so that Stripe's news keep their shape.

Stripe keeps what it answered to an idempotency key and gives it again for a day, an answer of its
own failure (5xx) too (docs.stripe.com/api/idempotent_requests). So the key is one for as long as
the answer is not known, and another one once Stripe said that it failed: nobody ever saw the
address of a page that it may have made.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agir_sponsorship.campaigns import acts, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.domain.campaign import GIVES_BACK
from agir_sponsorship.domain.pledge import TAKES_MONEY
from agir_sponsorship.models import Payment, Pledge
from agir_sponsorship.payments.refusals import (
    PledgeTakesNoMoney,
    StripeRefused,
    StripeSilent,
    StripeUnset,
)
from agir_sponsorship.payments.stripe_inbox import SECRETS

log = logging.getLogger(__name__)
ADDRESS: Final = "https://api.stripe.com"
PATIENCE: Final = 10
"""Seconds for one of two tries: a person waits."""
LATER: Final = (409, 429)
"""Statuses after which the same question may be asked again."""
VERSION: Final = "2025-09-30.clover"
KEY: Final = "AGIR_SPONSORSHIP_STRIPE_KEY"
SMALLEST: Final = 50_00  # minor units: testing stolen cards pays no more here (card testing)


def is_on() -> bool:
    """Tell whether this site takes cards."""
    has_secret = any(getattr(settings, SECRETS, ()))
    return bool(getattr(settings, KEY, "") and has_secret and find_spec("stripe"))


def begin(pledge: UUID, done: Done, *, back: str, address: str = ADDRESS) -> str:
    """Begin a payment of what the pledge still lacks; return the address of Stripe's page.

    ``back`` is where the sponsor returns to, told ``?card=done`` or ``?card=cancelled``. The
    payment is written before Stripe is asked: its number is Stripe's idempotency key, and news
    that overtake the answer find it. Raise ``StripeUnset``, ``PledgeTakesNoMoney``,
    ``StripeSilent`` (ask again) or ``StripeRefused`` (asking again does not help).
    """
    if not is_on():
        raise StripeUnset
    payment = _written(pledge, done)
    stripe = import_module("stripe")
    client = stripe.StripeClient(
        getattr(settings, KEY),
        stripe_version=VERSION,
        base_addresses={"api": address},
        http_client=stripe.RequestsClient(timeout=PATIENCE),
        max_network_retries=1,
    )
    key = f"{payment.id}.{payment.version}"
    try:
        session = client.v1.checkout.sessions.create(
            params=_asked(payment, back), options={"idempotency_key": key}
        )
    except stripe.StripeError as error:
        raise _refusal(payment, error) from error
    page = str(getattr(session, "url", ""))
    if not page.startswith("https://"):
        log.error("Stripe began a payment without a page")
        raise StripeSilent
    return page


def _refusal(payment: Payment, error: Any) -> StripeSilent | StripeRefused:
    """Return what a failure means; after one of Stripe's own, let the next try be another one."""
    status = int(error.http_status or 0)
    log.error("Stripe did not begin a payment: %s, status %s", type(error).__name__, status)
    if 400 <= status < 500 and status not in LATER:
        return StripeRefused()
    if status >= 500:
        same = Payment.objects.filter(id=payment.id, version=payment.version, state="pending")
        same.update(version=F("version") + 1)
    return StripeSilent()


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
        "success_url": f"{back}?card=done",
        "cancel_url": f"{back}?card=cancelled",
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
