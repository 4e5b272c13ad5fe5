"""What does a Stripe event tell of a payment? Twelve kinds tell something, the others nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from agir_sponsorship.domain.payment import Facts


@dataclass(frozen=True, slots=True)
class News:
    """What an event tells: of which payment (ours, or Stripe's intent), what, in which currency.

    ``payment`` is ``None`` where the event does not carry our number, ``intent`` '' where it does
    not carry Stripe's; ``currency`` is in capitals, '' where the event names none.
    """

    payment: UUID | None
    intent: str
    currency: str
    facts: Facts


def news(event: dict[str, Any]) -> News | None:
    """Return what an event tells, or ``None`` for a kind or a shape that tells nothing."""
    read = _READ.get(event["type"])
    data = event.get("data")
    thing = data.get("object") if isinstance(data, dict) else None
    if read is None or not isinstance(thing, dict):
        return None
    facts = read(thing)
    is_intent = str(event["type"]).startswith("payment_intent.")
    intent = thing.get("id") if is_intent else thing.get("payment_intent")
    currency = thing.get("currency")
    return News(
        payment=_ours(thing.get("metadata")),
        intent=intent if isinstance(intent, str) and len(intent) <= 200 else "",
        currency=currency.upper()[:3] if isinstance(currency, str) else "",
        facts=facts,
    )


def _ours(metadata: Any) -> UUID | None:
    named = metadata.get("agir_payment") if isinstance(metadata, dict) else None
    try:
        return UUID(named) if isinstance(named, str) else None
    except ValueError:
        return None


def _sum(thing: dict[str, Any], field: str) -> int:
    value = thing.get(field)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _completed(thing: dict[str, Any]) -> Facts:
    paid = thing.get("payment_status") == "paid"
    return Facts(received=_sum(thing, "amount_total") if paid else 0)


def _charge(thing: dict[str, Any]) -> Facts:
    caught = _sum(thing, "amount_captured") or _sum(thing, "amount")
    return Facts(
        received=caught if thing.get("paid", True) else 0,
        refunded=_sum(thing, "amount_refunded"),
    )


def _dispute(thing: dict[str, Any]) -> Facts:
    status = thing.get("status")
    return Facts(dispute=status if status in ("won", "lost") else "open")


_READ: Final[dict[str, Callable[[dict[str, Any]], Facts]]] = {
    "checkout.session.completed": _completed,
    "checkout.session.async_payment_succeeded": lambda it: Facts(_sum(it, "amount_total")),
    "checkout.session.async_payment_failed": lambda _: Facts(failed=True),
    "checkout.session.expired": lambda _: Facts(expired=True),
    "payment_intent.succeeded": lambda it: Facts(_sum(it, "amount_received")),
    "payment_intent.payment_failed": lambda _: Facts(failed=True),
    "payment_intent.canceled": lambda _: Facts(failed=True),
    "charge.succeeded": _charge,
    "charge.failed": lambda _: Facts(failed=True),
    "charge.refunded": _charge,
    "charge.dispute.created": _dispute,
    "charge.dispute.closed": _dispute,
}
KINDS: Final = tuple(_READ)
