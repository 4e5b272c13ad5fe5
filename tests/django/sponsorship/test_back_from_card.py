"""What a sponsor reads who comes back from the card provider's page: what the payments say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from campaign_world import ENTITY, SECRET, a_checkout, a_pledge, an_open_campaign, deliver, event
from django.contrib.auth import get_user_model
from django.test import Client

from agir_kernel.clock import SystemClock
from agir_platform.learners import api as learners
from agir_sponsorship.domain.organisation import Told
from agir_sponsorship.models import Payment, Pledge
from agir_sponsorship.organisations import registering

pytestmark = pytest.mark.django_db
AMOUNT = 500_00


@pytest.fixture(autouse=True)
def _settings(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    settings.AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS = [SECRET]


@pytest.fixture
def payment() -> Payment:
    """Return a checkout that was begun for a pledge of the visitor's organisation."""
    pledge = a_pledge(an_open_campaign(goal=9_000_00), AMOUNT, method="stripe")
    Pledge.objects.filter(id=pledge.id).update(organisation=own_organisation())
    return a_checkout(pledge)


def own_organisation() -> UUID:
    person = get_user_model().objects.create(username="company")
    told = Told("Eaux du Jura SA", "Eaux du Jura", "FR", "company", siren="552081317")
    return registering.register(told, learners.subject_of(person.pk), SystemClock().now()).uuid


def read(payment: Payment, told: str) -> str:
    visitor = Client(headers={"accept-language": "en"})
    visitor.force_login(get_user_model().objects.get(username="company"))
    answer = visitor.get(f"/agir/sponsorship/pledges/{payment.pledge_id}/", {"card": told})
    assert answer.status_code == 200
    return answer.content.decode()


def happens(payment: Payment, kind: str, **facts: Any) -> None:
    ours = {"metadata": {"agir_payment": str(payment.id)}, "currency": "eur"}
    assert deliver(event(f"evt_{kind}", kind, ours | {"payment_intent": "pi_1"} | facts)) == "done"


ARRIVED, WAITS, LEFT, NOTHING = (
    "Your payment by card arrived",
    "has not confirmed your payment yet",
    "You left the card provider",
    "took nothing",
)


def said(page: str) -> list[str]:
    return [one for one in (ARRIVED, WAITS, LEFT, NOTHING) if one in page]


def test_the_address_alone_never_says_that_money_came(payment: Payment) -> None:
    page = read(payment, "done")
    assert said(page) == [WAITS]
    assert '<a href="?card=done">Look again</a>' in page
    assert 'value="card"' not in page, "no second payment while the first is not known"
    assert said(read(payment, "cancelled")) == [LEFT]
    assert said(read(payment, "")) == []
    assert said(read(payment, "<script>")) == []


def test_signed_news_say_it(payment: Payment) -> None:
    happens(payment, "checkout.session.completed", payment_status="paid", amount_total=AMOUNT)
    for told in ("done", "cancelled"):  # paid in another window
        assert said(read(payment, told)) == [ARRIVED]
    assert said(read(payment, "")) == []


@pytest.mark.parametrize("kind", ["checkout.session.expired", "payment_intent.payment_failed"])
def test_a_failure_is_said_whatever_the_address_says(payment: Payment, kind: str) -> None:
    happens(payment, kind)
    assert said(read(payment, "done")) == [NOTHING]


def test_money_that_went_back_is_not_called_arrived(payment: Payment) -> None:
    happens(
        payment, "charge.refunded", paid=True, amount_captured=AMOUNT, amount_refunded=AMOUNT
    )  # fmt: skip
    assert said(read(payment, "done")) == []


def test_without_a_payment_by_card_nothing_is_said(payment: Payment) -> None:
    Payment.objects.all().delete()
    assert said(read(payment, "done")) == []
