"""Who pays certification fees in the demo: an association’s seats, and the solidarity fund."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from agir_sponsorship.api import ledger, organisations, seats, solidarity
from agir_sponsorship.domain import accounts

NAME = "Les Ateliers du fleuve"
SIREN = "123456782"
CERTIFICATION = "RNCP35959"
JOINED = "RNCP99001"


def offer(operator: Any, sponsor: Any, learner: Any) -> None:
    """Open two pools, fill the fund, and let a learner ask it. Idempotent."""
    organisation = _organisation(operator, sponsor)
    _received("demo:seats", accounts.unmatched(), 2_500_00)
    _received("demo:fund", accounts.solidarity(), 800_00)
    _pool(organisation, "Places du fleuve", 15, "open")
    by_code = _pool(organisation, "Places par bon", 10, "code")
    if not seats.batches(by_code):
        seats.issue_vouchers(by_code, 3, by=operator.pk)
    if not solidarity.mine(learner.pk):
        solidarity.ask(
            solidarity.AidAsking(
                certification=CERTIFICATION, need="job_seeker", amount_minor=90_00, currency="EUR"
            ),
            by=learner.pk,
        )


def _organisation(operator: Any, sponsor: Any) -> UUID:
    known = [one.uuid for one in organisations.organisations() if one.told.public_name == NAME]
    if known:
        return known[0]
    told = organisations.Told(
        legal_name=NAME, public_name=NAME, country="FR", legal_form="association", siren=SIREN,
        siret="", vat="", registration="", website="https://example.org/", visibility="name",
    )  # fmt: skip
    made = organisations.register(told, sponsor.pk)
    organisations.move(made.uuid, "submit", sponsor.pk)
    organisations.decide(made.uuid, "verify", operator.pk)
    return made.uuid


def _received(key: str, account: str, amount_minor: int) -> None:
    ledger.post(
        "pay",
        [
            ledger.Posting(accounts.bank(), amount_minor, "EUR"),
            ledger.Posting(account, -amount_minor, "EUR"),
        ],
        idempotency_key=key,
        occurred_at=datetime(2026, 9, 1, tzinfo=UTC),
    )


def _pool(organisation: UUID, name: str, bought: int, door: str) -> UUID:
    opening = seats.Opening(
        name=name, organisation=organisation, source="transfer", source_id=None,
        scope=seats.Scope((CERTIFICATION, JOINED)), bought=bought, price_minor=100_00,
        currency="EUR",
        is_open=door == "open", valid_from=datetime(2026, 9, 1, tzinfo=UTC), valid_until=None,
    )  # fmt: skip
    return seats.open_pool(opening, idempotency_key=f"demo:{door}").id
