"""Pools with money, learners with registrations, and a registry that answers for them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from agir_kernel.clock import FixedClock
from agir_platform.ports import RegistrationFacts, RegistrationState
from agir_sponsorship.api import ledger, seats
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.seat import Scope

NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)
CLOCK = FixedClock(NOW)
FEE = 9_000


class Registry:
    """Registrations for certification, as a platform part answers for them."""

    def __init__(self) -> None:
        self.known: dict[str, RegistrationFacts] = {}

    def facts(self, registrations: Any) -> dict[str, RegistrationFacts]:
        return {one: self.known[one] for one in registrations if one in self.known}

    def offers(self, course_key: str) -> tuple[()]:
        return ()

    def say(self, registration: UUID, state: RegistrationState, funding: str = "seat") -> None:
        self.known[str(registration)] = RegistrationFacts(
            str(registration), str(uuid4()), (), state, funding, FEE, "EUR"
        )


def money(account: str, amount_minor: int, key: str = "") -> None:
    """Let money arrive at the bank for an account."""
    ledger.post(
        "transfer",
        [
            ledger.Posting(accounts.bank(), amount_minor, "EUR"),
            ledger.Posting(account, -amount_minor, "EUR"),
        ],
        idempotency_key=key or f"given:{account}:{uuid4()}",
        occurred_at=NOW,
    )


def pool(bought: int = 3, *, paid: bool = True, **changes: Any) -> seats.PoolView:
    """Open a pool of seats at 100 euros, from a transfer that arrived."""
    if paid:
        money(accounts.unmatched(), bought * changes.get("price_minor", 10_000))
    told: dict[str, Any] = {
        "name": "Places 2026", "organisation": uuid4(), "source": "transfer", "source_id": None,
        "scope": Scope(), "bought": bought, "price_minor": 10_000, "currency": "EUR",
        "is_open": True, "valid_from": datetime(2026, 1, 1, tzinfo=UTC), "valid_until": None,
    }  # fmt: skip
    return seats.open_pool(
        seats.Opening(**{**told, **changes}), idempotency_key=f"pool:{uuid4()}", clock=CLOCK
    )


def asked(subject: UUID | None = None, **changes: Any) -> seats.SeatAsked:
    """Return a learner's request for a fee of 90 euros."""
    registration = changes.pop("registration", None) or uuid4()
    told: dict[str, Any] = {
        "subject": subject or uuid4(), "registration": registration, "fee_minor": FEE,
        "currency": "EUR", "idempotency_key": f"r:{registration}", "certification": "RS5875",
    }  # fmt: skip
    return seats.SeatAsked(**{**told, **changes})


def at_the_bank() -> dict[str, int]:
    """Return every account that is not 0."""
    return {name: value for name, value in ledger.balances("").items() if value}
