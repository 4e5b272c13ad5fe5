"""Campaigns, pledges and money as people make them, for the tests of this folder."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from agir_sponsorship.campaigns import planning, pledging
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.pledging import Offer
from agir_sponsorship.domain import statement
from agir_sponsorship.domain.campaign import Kind, Mode, Plan, Step
from agir_sponsorship.domain.organisation import Told
from agir_sponsorship.domain.pledge import Nature
from agir_sponsorship.ledger import reading
from agir_sponsorship.models import Campaign, Payment, Pledge
from agir_sponsorship.organisations import deciding, registering
from agir_sponsorship.payments import stripe_inbox, transfers

NOW: Final = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAY: Final = timedelta(days=1)
ANNE: Final = UUID("11111111-1111-4111-8111-111111111111")
BRUNO: Final = UUID("22222222-2222-4222-8222-222222222222")
SECRET: Final = "whsec_tests_only_a_secret_nobody_has"


def by_anne(days: int = 0, reason: str = "Checked with the team.") -> Done:
    return Done(NOW + days * DAY, ANNE, reason)


def by_bruno(days: int = 0, reason: str = "Checked again.") -> Done:
    return Done(NOW + days * DAY, BRUNO, reason)


def a_plan(goal: int = 1_000_00, **changes: Any) -> Plan:
    """Return a plan: a MOOC to make, in two steps of half the goal, a month to fund it."""
    plan = Plan(
        kind=Kind.CREATE,
        mode=Mode.ALL_OR_NOTHING,
        title="Un MOOC sur l’eau",
        summary="Apprendre à lire une analyse d’eau, sans prérequis.",
        currency="EUR",
        goal_minor=goal,
        minimum_minor=goal // 2,
        opens_at=NOW - DAY,
        closes_at=NOW + 30 * DAY,
        steps=(
            Step("Storyboard", "The storyboard, published", goal // 2),
            Step("Course", "The course, open to all", goal - goal // 2),
        ),
        subject="Water quality",
    )
    return replace(plan, **changes)


def an_open_campaign(goal: int = 1_000_00, **changes: Any) -> UUID:
    identifier = planning.create(a_plan(goal, **changes), by_anne())
    planning.promise(identifier, by_anne())
    planning.act(identifier, "submit", by_anne())
    planning.act(identifier, "approve", by_bruno())
    return identifier


def a_pledge(campaign: UUID, amount: int = 500_00, **changes: Any) -> Pledge:
    """Return an accepted pledge of a gift."""
    nature = changes.pop("nature", Nature.MECENAT)
    asked = Offer(campaign, uuid4(), amount, key=uuid4().hex, accepts_terms=True)
    identifier = pledging.offer(replace(asked, **changes), by_anne())
    pledging.decide(identifier, nature, by_bruno())
    return Pledge.objects.get(id=identifier)


def paid(pledge: Pledge, amount: int | None = None, days: int = 0) -> transfers.Taken:
    """Let the bank say that the pledge's money came."""
    amount = pledge.amount_minor if amount is None else amount
    rows = f"Date;Libellé;Montant\n{(NOW + days * DAY):%d/%m/%Y};"
    rows += f"VIR SEPA {pledge.reference};{amount // 100},{amount % 100:02d}\n"
    return transfers.take(statement.read(rows.encode(), "EUR"), Done(NOW + days * DAY))


def campaign_row(identifier: UUID) -> Campaign:
    return Campaign.objects.get(id=identifier)


def state_of(identifier: UUID) -> str:
    return campaign_row(identifier).state


def own_accounts(identifier: UUID) -> dict[str, int]:
    """Return the balances that are not 0 of all accounts of a campaign and its pledges."""
    pledges = Pledge.objects.filter(campaign=identifier).values_list("id", flat=True)
    owners = {str(identifier), *map(str, pledges)}
    return {
        account: balance
        for account, balance in reading.balances("").items()
        if balance and account.partition(":")[2] in owners
    }


def a_checkout(pledge: Pledge) -> Payment:
    """Write a payment by card as ``stripe_checkout`` does before it asks Stripe."""
    return Payment.objects.create(
        pledge=pledge,
        method="stripe",
        asked_minor=pledge.amount_minor,
        currency="EUR",
        source=f"stripe:{pledge.id}",
        begun_at=NOW,
    )


def signed(body: bytes, at: int, secret: str = SECRET) -> str:
    """Return Stripe's header for a body (scheme v1)."""
    right = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={right}"


def event(name: str, kind: str, thing: dict[str, Any]) -> bytes:
    return json.dumps({"id": name, "type": kind, "data": {"object": thing}}).encode()


def deliver(body: bytes) -> str:
    header = signed(body, int(NOW.timestamp()))
    return stripe_inbox.ingest(body, header, NOW).result


def a_sponsor(name: str = "Eaux du Jura SA", siren: str = "552081317") -> UUID:
    """Return an organisation that a named person verified."""
    told = Told(
        legal_name=name,
        public_name=name,
        country="FR",
        legal_form="company",
        siren=siren,
        siret="",
        vat="",
        registration="",
        website="",
        visibility="name",
    )
    found = registering.register(told, ANNE, NOW)
    registering.move(found.uuid, "submit", ANNE, NOW)
    deciding.decide(found.uuid, "verify", BRUNO, NOW)
    return found.uuid


ENTITY: Final = {
    "LEGAL_NAME": "Association Agir",
    "LEGAL_FORM": "association",
    "SIRET": "77567227221138",
    "ADDRESS": "1 rue du Lac, 39000 Lons-le-Saunier",
    "IBAN": "FR7630006000011234567890189",
    "FISCAL_STATUS": "interest_general",
    "LEGAL_GROUND": "CGI art. 238 bis, 1, a",
    "RESCRIT_ON": "2025-03-14",
    "PURPOSE": "Des cours libres et ouverts à tous",
    "VAT_RATE": 2000,
}
