"""Where does a pledge stand, from an offer to money that has done its work?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agir_sponsorship.domain.amounts import LARGEST


class Nature(StrEnum):
    """What the money is in law: a gift, a paid advertising service, a purchase, a grant."""

    MECENAT = "mecenat"
    PARRAINAGE = "parrainage"
    PURCHASE = "purchase"
    GRANT = "grant"


class PledgeState(StrEnum):
    """Where a pledge stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    SIGNED = "signed"
    CALLED = "called"
    PART_PAID = "part_paid"
    PAID = "paid"
    RELEASED = "released"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    CHARGED_BACK = "charged_back"


P = PledgeState
UNPAID: Final = (P.OFFERED, P.ACCEPTED, P.SIGNED, P.CALLED)
ACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "accept": {P.OFFERED: P.ACCEPTED},
    "sign": {P.ACCEPTED: P.SIGNED},
    "call": {P.SIGNED: P.CALLED, P.ACCEPTED: P.CALLED},
    "expire": dict.fromkeys(UNPAID, P.EXPIRED),
    "withdraw": dict.fromkeys(UNPAID, P.WITHDRAWN),
}
TAKES_MONEY: Final = frozenset({P.ACCEPTED, P.SIGNED, P.CALLED, P.PART_PAID})


@dataclass(frozen=True, slots=True)
class Money:
    """The sums of a pledge in minor units: promised, come in, given back or due back, still due.

    ``disputed`` while a bank holds a payment back for its payer, ``lost`` when one went back so.
    """

    amount: int
    paid: int
    returned: int
    due: int
    disputed: bool = False
    lost: bool = False


def after_money(state: PledgeState, money: Money) -> PledgeState:
    """Return where money puts a pledge.

    It is read from the sums and never from the order of events: whatever order they came in, the
    same sums give the same state. A pledge that was given up stays so, whatever comes late.
    """
    if not 0 <= money.due <= money.returned <= money.paid < LARGEST:
        raise ValueError("0 <= due <= returned <= paid")
    if state in (P.EXPIRED, P.WITHDRAWN) or not money.paid:
        return state
    if money.due:
        return P.REFUND_DUE
    if money.returned == money.paid:
        return P.CHARGED_BACK if money.lost else P.REFUNDED
    if money.disputed:
        return P.DISPUTED
    if state is P.RELEASED:
        return state
    return P.PAID if money.paid - money.returned >= money.amount else P.PART_PAID
