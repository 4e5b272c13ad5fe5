"""Stripe's events: every order, every number of deliveries, and everything that is not one."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from campaign_world import (
    ENTITY,
    NOW,
    SECRET,
    a_checkout,
    a_pledge,
    a_sponsor,
    an_open_campaign,
    by_anne,
    deliver,
    event,
    own_accounts,
    signed,
)

from agir_kernel.clock import FixedClock
from agir_sponsorship.api import payments as api
from agir_sponsorship.campaigns import closing
from agir_sponsorship.documents import issuing
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.documents import DocumentKind as K
from agir_sponsorship.domain.stripe_events import KINDS
from agir_sponsorship.domain.stripe_signing import WebhookRefused
from agir_sponsorship.ledger import reading, verifying
from agir_sponsorship.models import Campaign, Document, Payment, Pledge, ProviderEvent
from agir_sponsorship.payments import stripe_inbox
from agir_sponsorship.payments.refusals import EventMismatch, StripeUnset

pytestmark = pytest.mark.django_db
AMOUNT = 500_00
AT = int(NOW.timestamp())


@pytest.fixture(autouse=True)
def _secrets(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS = [SECRET, "whsec_tests_only_the_older_one"]


@pytest.fixture
def payment() -> Payment:
    return a_checkout(a_pledge(an_open_campaign(goal=9_000_00), AMOUNT))


def things(payment: Payment) -> dict[str, dict[str, Any]]:
    """Return an object of each kind, as Stripe writes it (fields that are read)."""
    ours = {"metadata": {"agir_payment": str(payment.id)}, "currency": "eur"}
    charge = ours | {"id": "ch_1", "payment_intent": "pi_1", "paid": True}
    session = ours | {"id": "cs_1", "payment_intent": "pi_1"}
    return {
        "checkout.session.completed": session | {"payment_status": "paid", "amount_total": AMOUNT},
        "checkout.session.async_payment_succeeded": session | {"amount_total": AMOUNT},
        "checkout.session.async_payment_failed": session,
        "checkout.session.expired": session | {"payment_intent": None},
        "payment_intent.succeeded": ours | {"id": "pi_1", "amount_received": AMOUNT},
        "payment_intent.payment_failed": ours | {"id": "pi_1"},
        "payment_intent.canceled": ours | {"id": "pi_1"},
        "charge.succeeded": charge | {"amount_captured": AMOUNT, "amount_refunded": 0},
        "charge.failed": charge | {"paid": False},
        "charge.refunded": charge | {"amount_captured": AMOUNT, "amount_refunded": AMOUNT},
        # A dispute carries Stripe's number of the payment, and not ours.
        "charge.dispute.created": {
            "id": "dp_1",
            "payment_intent": "pi_1",
            "currency": "eur",
            "status": "needs_response",
        },
        "charge.dispute.closed": {
            "id": "dp_1",
            "payment_intent": "pi_1",
            "currency": "eur",
            "status": "lost",
        },
    }


def body_of(payment: Payment, kind: str) -> bytes:
    return event(f"evt_{kind}", kind, things(payment)[kind])


def end(payment: Payment) -> tuple[Any, ...]:
    """Return all that a set of events leaves: states, sums and balances."""
    payment.refresh_from_db()
    pledge = Pledge.objects.get()
    held = sorted(own_accounts(pledge.campaign_id).items())
    return (
        payment.state,
        payment.received_minor,
        payment.returned_minor,
        pledge.state,
        pledge.campaign.raised_minor,
        reading.balance("provider"),
        held,
    )


def test_each_kind_is_known(payment: Payment) -> None:
    assert sorted(KINDS) == sorted(things(payment))
    assert len(KINDS) == 12


@pytest.mark.parametrize("times", [1, 2, 50])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_delivered_many_times_is_one(payment: Payment, kind: str, times: int) -> None:
    for turn in range(times):
        result = deliver(body_of(payment, kind))
        assert (result == "replayed") == (turn > 0)
    assert ProviderEvent.objects.count() == 1
    after = end(payment)
    received = AMOUNT if "succe" in kind or kind.endswith(("completed", "refunded")) else 0
    assert after[1] == received
    assert verifying.verify() == []


FOUR = (
    "charge.succeeded",
    "charge.refunded",
    "charge.dispute.closed",
    "checkout.session.expired",
)


@pytest.mark.parametrize("times", [1, 2, 50])
@pytest.mark.parametrize("order", list(itertools.permutations(FOUR)))
def test_every_order_ends_in_the_same_state(
    payment: Payment, order: tuple[str, ...], times: int, django_capture_on_commit_callbacks: Any
) -> None:
    """Came, went back, lost to the payer's bank, expired: whatever the order, nothing is held."""
    deliveries = [kind for kind in order for _ in range(times)]
    with django_capture_on_commit_callbacks(execute=True):
        for kind in deliveries:
            deliver(body_of(payment, kind))
    assert end(payment) == ("lost", AMOUNT, AMOUNT, "charged_back", 0, 0, [])


@pytest.mark.parametrize(
    ("kinds", "state", "held"),
    [
        (("charge.succeeded", "checkout.session.expired"), "review", AMOUNT),
        (("charge.succeeded", "payment_intent.payment_failed"), "succeeded", AMOUNT),
        (("charge.succeeded", "charge.dispute.created"), "disputed", AMOUNT),
        (("charge.succeeded", "charge.refunded"), "refunded", 0),
        (("checkout.session.completed", "payment_intent.succeeded"), "succeeded", AMOUNT),
        (("checkout.session.expired", "payment_intent.canceled"), "expired", 0),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_events_in_both_orders(
    payment: Payment,
    kinds: tuple[str, ...],
    state: str,
    held: int,
    *,
    turned: bool,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for kind in reversed(kinds) if turned else kinds:
            deliver(body_of(payment, kind))
    after = end(payment)
    assert (after[0], after[5]) == (state, held)


@pytest.mark.parametrize("orders", [4, pytest.param(500, marks=pytest.mark.nightly)])
def test_all_twelve_in_many_orders(orders: int, django_capture_on_commit_callbacks: Any) -> None:
    """The same end from every order, with repeats, of all kinds at once."""
    random = Random(20261127)
    campaign = an_open_campaign(goal=9_000_000_00)
    ends = set()
    for _ in range(orders):
        order = [kind for kind in KINDS for _ in range(random.choice((1, 2)))]
        random.shuffle(order)
        with django_capture_on_commit_callbacks(execute=True):
            ends.add(end_of(campaign, order))
    assert ends == {("lost", AMOUNT, AMOUNT, "charged_back", ())}


@pytest.mark.parametrize(
    ("many", "every"),
    [
        (2, 6),
        pytest.param(2, 1, marks=pytest.mark.nightly),
        pytest.param(3, 1, marks=pytest.mark.nightly),
    ],
)
def test_whichever_of_the_twelve_come_their_order_is_nothing(
    many: int, every: int, django_capture_on_commit_callbacks: Any
) -> None:
    """Each sixth pair of the twelve by day; each pair (66) and each three (220) by night."""
    campaign = an_open_campaign(goal=9_000_000_00)
    for kinds in itertools.islice(itertools.combinations(KINDS, many), 0, None, every):
        with django_capture_on_commit_callbacks(execute=True):
            ends = {end_of(campaign, order) for order in itertools.permutations(kinds)}
        assert len(ends) == 1, kinds
    assert verifying.verify() == []


def end_of(campaign: UUID, order: Sequence[str]) -> tuple[Any, ...]:
    """Deliver events of a fresh payment in an order; return what they leave of it."""
    fresh = a_checkout(a_pledge(campaign, AMOUNT))
    for kind in order:
        thing = things(fresh)[kind]
        if thing.get("payment_intent"):
            thing["payment_intent"] = f"pi_{fresh.id}"
        elif kind.startswith("payment_intent."):
            thing["id"] = f"pi_{fresh.id}"
        deliver(event(f"evt_{kind}_{fresh.id}", kind, thing))
    fresh.refresh_from_db()
    pledge = fresh.pledge
    held = [
        reading.balance(accounts.pledge(pledge.id)),
        reading.balance(accounts.refund_due(pledge.id)),
    ]
    return (
        fresh.state, fresh.received_minor, fresh.returned_minor, pledge.state,
        tuple(filter(None, held)),
    )  # fmt: skip


def test_a_dispute_that_overtakes_its_payment_is_kept(
    payment: Payment, django_capture_on_commit_callbacks: Any
) -> None:
    assert deliver(body_of(payment, "charge.dispute.closed")) == "kept"
    with django_capture_on_commit_callbacks(execute=True):
        assert deliver(body_of(payment, "charge.succeeded")) == "done"
    assert end(payment)[0] == "lost"
    assert stripe_inbox.reconcile(NOW) == 0


def test_what_a_kill_left_is_reconciled(payment: Payment) -> None:
    deliver(body_of(payment, "charge.succeeded"))
    ProviderEvent.objects.create(
        name="stripe:evt_left",
        digest="0" * 64,
        kind="charge.refunded",
        intent="pi_1",
        currency="EUR",
        received_minor=AMOUNT,
        refunded_minor=AMOUNT,
        at=NOW,
    )
    assert stripe_inbox.reconcile(NOW) == 1
    assert stripe_inbox.reconcile(NOW) == 0
    assert end(payment)[0] == "refunded"


def refused(body: bytes, header: str) -> str:
    with pytest.raises(WebhookRefused) as raised:
        stripe_inbox.ingest(body, header, NOW)
    assert ProviderEvent.objects.count() == 0
    return str(raised.value.facts["why"])


@pytest.mark.parametrize("off", [-300, 300])
def test_a_clock_that_is_a_little_off_is_taken(payment: Payment, off: int) -> None:
    body = body_of(payment, "charge.succeeded")
    assert stripe_inbox.ingest(body, signed(body, AT + off), NOW).result == "done"


def test_the_older_secret_holds_while_one_is_rotated(payment: Payment) -> None:
    body = body_of(payment, "charge.succeeded")
    header = signed(body, AT, "whsec_tests_only_the_older_one")
    assert stripe_inbox.ingest(body, header, NOW).result == "done"


def test_what_stripe_did_not_sign_just_now_is_refused(payment: Payment) -> None:
    body = body_of(payment, "charge.succeeded")
    good = signed(body, AT)
    wrong = {
        "another secret": (body, signed(body, AT, "whsec_another")),
        "a changed byte": (body.replace(b"50000", b"60000"), good),
        "301 s old": (body, signed(body, AT - 301)),
        "301 s ahead": (body, signed(body, AT + 301)),
        "an hour ahead": (body, signed(body, AT + 3600)),
        "no header": (body, ""),
        "no signature": (body, f"t={AT}"),
        "a doubled time": (body, f"t={AT},{good}"),
        "an older scheme": (body, good.replace("v1=", "v0=")),
        "an arabic time": (body, good.replace(f"t={AT}", "t=١٧")),
        "1 MB": (b" " * 1_000_000, signed(b" " * 1_000_000, AT)),
    }
    for name, (sent, header) in wrong.items():
        assert refused(sent, header) in ("signature", "age", "header", "too_large"), name


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe{}",
        b"{",
        b"[]",
        b'{"id": "evt_1", "id": "evt_2", "type": "x"}',
        b'{"id": 1, "type": "x"}',
        b'{"id": "", "type": "x"}',
        b'{"id": "evt_1", "type": "x", "n": NaN}',
        b'{"id": "evt_1"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_event_is_refused(body: bytes) -> None:
    assert refused(body, signed(body, AT)) in ("json", "event")


def test_the_same_number_with_another_body_is_an_alarm(
    payment: Payment, caplog: pytest.LogCaptureFixture
) -> None:
    deliver(body_of(payment, "charge.succeeded"))
    other = event("evt_charge.succeeded", "charge.succeeded", {"metadata": {}})
    with pytest.raises(EventMismatch):
        deliver(other)
    assert "two bodies" in caplog.text
    assert end(payment)[0] == "succeeded"


@pytest.mark.parametrize(
    "thing",
    [None, [], {"metadata": []}, {"metadata": {"agir_payment": "x"}}, {"payment_intent": 5}],
)
def test_an_event_that_tells_nothing_does_nothing(thing: Any) -> None:
    body = json.dumps({"id": "evt_1", "type": "charge.succeeded", "data": {"object": thing}})
    assert deliver(body.encode()) == "nothing"


def test_another_amount_waits_for_a_person(payment: Payment) -> None:
    thing = things(payment)["charge.succeeded"] | {"amount_captured": AMOUNT - 1}
    deliver(event("evt_1", "charge.succeeded", thing))
    assert end(payment)[:2] == ("review", AMOUNT - 1)


def test_without_a_secret_nothing_is_taken(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS = []
    with pytest.raises(StripeUnset):
        deliver(b"{}")


def test_stripes_own_library_signs_alike(payment: Payment) -> None:
    """What its library makes is taken here; what it takes an hour ahead is not."""
    stripe = pytest.importorskip("stripe", reason="the extra stripe is not installed")
    body = body_of(payment, "charge.succeeded")
    ahead = int((NOW + timedelta(hours=1)).timestamp())
    right = stripe.WebhookSignature._compute_signature(f"{AT}.{body.decode()}", SECRET)
    assert signed(body, AT) == f"t={AT},v1={right}"
    assert refused(body, signed(body, ahead)) == "age"


@pytest.mark.parametrize("kind", ["charge.refunded", "charge.dispute.closed"])
def test_a_tax_receipt_falls_with_its_gift(payment: Payment, kind: str, settings: Any) -> None:
    """I14: nobody is asked where the payer's bank takes a gift back; told twice, it falls once."""
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    pledge = payment.pledge
    Pledge.objects.filter(id=pledge.id).update(organisation=a_sponsor())
    Campaign.objects.filter(id=pledge.campaign_id).update(minimum_minor=1, mode="keep_it_all")
    deliver(body_of(payment, "charge.succeeded"))
    closing.close(pledge.campaign_id, by_anne(31))
    given = issuing.issue(pledge.id, K.RECEIPT, by_anne(31), address="12 quai des Eaux, Dole")
    for _ in range(2):
        body = body_of(payment, kind)
        api.ingest(body, signed(body, int(NOW.timestamp())), clock=FixedClock(NOW))
    assert issuing.document(given.id).is_credited
    assert Document.objects.filter(kind="cancellation").count() == 1
    assert issuing.cancel_unfounded(NOW) == 0
