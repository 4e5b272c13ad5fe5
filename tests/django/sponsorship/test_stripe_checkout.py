"""A payment by card is begun, with Stripe’s own library and a server that answers as it does."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from campaign_world import (
    SECRET,
    a_pledge,
    an_open_campaign,
    by_anne,
    deliver,
    event,
    own_accounts,
    paid,
)
from checkout_server import Checkout, breaks, fails, serving

from agir_kernel.errors import DomainError
from agir_sponsorship import sentences
from agir_sponsorship.ledger import reading, verifying
from agir_sponsorship.models import Payment, Pledge
from agir_sponsorship.payments import stripe_checkout
from agir_sponsorship.payments.refusals import (
    PledgeTakesNoMoney,
    StripeRefused,
    StripeSilent,
    StripeUnset,
)

pytestmark = pytest.mark.django_db
BACK = "https://lms.example/agir/sponsorship/pledges/1/"


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_STRIPE_KEY = "sk_test_loopback"
    settings.AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS = [SECRET]


@pytest.fixture
def server() -> Iterator[Checkout]:
    pytest.importorskip("stripe", reason="the extra stripe is not installed")
    with serving() as checkout:
        yield checkout


@pytest.fixture
def pledge(settings: Any) -> Pledge:
    return a_pledge(an_open_campaign(goal=9_000_00), 1_200_00)


def begin(pledge: Pledge, server: Checkout) -> str:
    return stripe_checkout.begin(pledge.id, by_anne(), back=BACK, address=server.address)


def nothing_moved(pledge: Pledge) -> None:
    """No money anywhere, whole books, one payment at most and that one begun."""
    assert own_accounts(pledge.campaign_id) == {}
    assert reading.balance("provider") == 0
    assert verifying.verify() == []
    assert [one.state for one in Payment.objects.all()] in ([], ["pending"])
    pledge.refresh_from_db()
    assert pledge.paid_minor == 0


def test_what_stripe_is_asked(pledge: Pledge, server: Checkout) -> None:
    page = begin(pledge, server)
    assert page == "https://checkout.stripe.com/c/pay/cs_test_1"
    payment = Payment.objects.get()
    (told,) = server.sessions.values()
    assert told["mode"] == "payment"
    assert told["line_items[0][price_data][unit_amount]"] == "120000"
    assert told["line_items[0][price_data][currency]"] == "eur"
    assert told["line_items[0][price_data][product_data][name]"] == pledge.reference
    assert told["metadata[agir_payment]"] == str(payment.id)
    assert told["payment_intent_data[metadata][agir_payment]"] == str(payment.id)
    assert told["success_url"] == f"{BACK}?card=done"
    assert told["cancel_url"] == f"{BACK}?card=cancelled"
    assert told["Stripe-Version"] == stripe_checkout.VERSION
    nothing_moved(pledge)


def test_it_warns_of_nothing_that_the_library_will_drop(
    pledge: Pledge, server: Checkout, recwarn: pytest.WarningsRecorder
) -> None:
    begin(pledge, server)
    assert [str(one.message) for one in recwarn if "stripe" in str(one.message).lower()] == []


def test_begun_twice_is_one_page(pledge: Pledge, server: Checkout) -> None:
    assert begin(pledge, server) == begin(pledge, server)
    assert len({key for key, _ in server.asked}) == 1
    assert len(server.sessions) == 1
    nothing_moved(pledge)


def test_an_answer_that_was_lost_is_asked_for_again(pledge: Pledge, server: Checkout) -> None:
    """Stripe made the page and the network broke: the library asks again with the same key."""
    server.faults = [breaks]
    assert begin(pledge, server).endswith("cs_test_1")
    assert len(server.asked) == 2
    assert len(server.sessions) == 1
    nothing_moved(pledge)


def test_two_broken_answers_are_one_sentence(
    pledge: Pledge, server: Checkout, monkeypatch: Any
) -> None:
    monkeypatch.setattr(server, "kept", Forgetful())
    server.faults = [breaks, breaks]
    with pytest.raises(StripeSilent):
        begin(pledge, server)
    assert len({key for key, _ in server.asked}) == 1
    nothing_moved(pledge)


class Forgetful(dict[str, Any]):
    """A store of answers that has none yet: the first call is still being worked on."""

    def __contains__(self, key: object) -> bool:
        return False


def test_a_server_that_is_silent_is_one_sentence(
    pledge: Pledge, server: Checkout, monkeypatch: Any
) -> None:
    """Nobody listens there: refused at once, the payment waits under the same key."""
    monkeypatch.setattr(server, "address", "http://127.0.0.1:9")
    with pytest.raises(StripeSilent):
        begin(pledge, server)
    nothing_moved(pledge)


def test_an_answer_that_does_not_come_in_time(
    pledge: Pledge, server: Checkout, monkeypatch: Any
) -> None:
    """Held until the sponsor's side gave up twice; asked again later, it is the same page."""
    gone = threading.Event()

    def held(*_: Any) -> None:
        gone.wait(30)

    monkeypatch.setattr(stripe_checkout, "PATIENCE", 0.2)
    monkeypatch.setattr(server, "kept", Forgetful())
    server.faults = [held, held]
    with pytest.raises(StripeSilent):
        begin(pledge, server)
    gone.set()
    monkeypatch.setattr(stripe_checkout, "PATIENCE", 10)
    nothing_moved(pledge)
    keys = {key for key, _ in server.asked}
    begin(pledge, server)
    assert {key for key, _ in server.asked} == keys, "its fate is unknown: the same key"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failure_that_stripe_keeps_does_not_hold_the_next_try(
    pledge: Pledge, server: Checkout, status: int
) -> None:
    """Stripe gives a kept 5xx again for a day: the next try has another key, the same payment."""
    server.faults = [fails(status, "api_error")]
    with pytest.raises(StripeSilent):
        begin(pledge, server)
    nothing_moved(pledge)
    failed = {key for key, _ in server.asked}
    assert len(failed) == 1, "the library's own second try has the same key"
    assert begin(pledge, server).endswith("cs_test_1")
    assert Payment.objects.count() == 1
    assert server.asked[-1][0] not in failed
    nothing_moved(pledge)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "invalid_request_error"),
        (401, "invalid_request_error"),
        (402, "card_error"),
        (403, "invalid_request_error"),
    ],
)
def test_a_refusal_says_that_trying_again_does_not_help(
    pledge: Pledge, server: Checkout, caplog: pytest.LogCaptureFixture, status: int, kind: str
) -> None:
    server.faults = [fails(status, kind)]
    with pytest.raises(StripeRefused) as raised:
        begin(pledge, server)
    assert len(server.asked) == 1
    assert sentences.status(raised.value) == 502
    assert "by transfer" in sentences.sentence(raised.value)
    assert f"status {status}" in caplog.text
    assert "4242" not in caplog.text
    nothing_moved(pledge)
    assert begin(pledge, server).endswith("cs_test_1"), "once the operator mended it"


@pytest.mark.parametrize(("status", "tries"), [(409, 2), (429, 1)])
def test_what_is_busy_may_be_asked_again(
    pledge: Pledge, server: Checkout, status: int, tries: int
) -> None:
    server.faults = [fails(status, "api_error")] * tries
    with pytest.raises(StripeSilent):
        begin(pledge, server)
    assert len(server.asked) == tries
    nothing_moved(pledge)
    assert begin(pledge, server).endswith("cs_test_1")
    assert len({key for key, _ in server.asked}) == 1


def test_the_same_key_for_another_address_is_refused(pledge: Pledge, server: Checkout) -> None:
    """A second open page for one payment could take its money twice: Stripe refuses it."""
    begin(pledge, server)
    with pytest.raises(StripeRefused):
        stripe_checkout.begin(
            pledge.id, by_anne(), back="https://other.example/", address=server.address
        )
    assert len(server.sessions) == 1
    nothing_moved(pledge)


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "http://checkout.example/"])
def test_an_answer_without_a_safe_page_leads_nowhere(
    pledge: Pledge, server: Checkout, url: Any
) -> None:
    server.faults = [lambda *_: (200, {"id": "cs_1", "object": "checkout.session", "url": url})]
    with pytest.raises(StripeSilent):
        begin(pledge, server)
    nothing_moved(pledge)


def test_an_answer_that_is_no_json(pledge: Pledge, server: Checkout) -> None:
    server.faults = [lambda *_: (200, [])]  # type: ignore[list-item, return-value]
    with pytest.raises(DomainError):
        begin(pledge, server)
    nothing_moved(pledge)


def test_what_was_paid_meanwhile_is_not_asked_for(pledge: Pledge, server: Checkout) -> None:
    paid(pledge, 700_00)
    begin(pledge, server)
    (told,) = server.sessions.values()
    assert told["line_items[0][price_data][unit_amount]"] == "50000"
    payment = Payment.objects.get(method="stripe")
    thing = {
        "metadata": {"agir_payment": str(payment.id)},
        "currency": "eur",
        "payment_intent": "pi_1",
        "payment_status": "paid",
        "amount_total": 500_00,
    }
    assert deliver(event("evt_1", "checkout.session.completed", thing)) == "done"
    with pytest.raises(PledgeTakesNoMoney):
        begin(pledge, server)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.paid_minor) == ("paid", 1_200_00)
    assert reading.balance("provider") == 500_00
    assert verifying.verify() == []


def test_without_the_extra_cards_are_not_offered(pledge: Pledge, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "stripe", None)
    assert not stripe_checkout.is_on()
    with pytest.raises(StripeUnset) as raised:
        stripe_checkout.begin(pledge.id, by_anne(), back=BACK)
    assert "by transfer" in sentences.sentence(raised.value)
    assert not Payment.objects.exists()
