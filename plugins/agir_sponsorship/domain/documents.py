"""Which document is the right one for a pledge? Never a receipt and an invoice for one euro (I15).

A gift gets a call for funds, then a tax receipt; a service or a purchase gets a pro-forma, and the
finance system's invoice; a grant gets its agreement only. Agir itself writes no invoice.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from agir_sponsorship.domain.pledge import Nature


class DocumentKind(StrEnum):
    """What Agir writes."""

    AGREEMENT = "agreement"
    CALL_FOR_FUNDS = "call_for_funds"
    PRO_FORMA = "pro_forma"
    RECEIPT = "receipt"
    CANCELLATION = "cancellation"


K = DocumentKind
RIGHT: Final = {
    Nature.MECENAT: (K.AGREEMENT, K.CALL_FOR_FUNDS, K.RECEIPT),
    Nature.PARRAINAGE: (K.AGREEMENT, K.PRO_FORMA),
    Nature.PURCHASE: (K.AGREEMENT, K.PRO_FORMA),
    Nature.GRANT: (K.AGREEMENT,),
}
INVOICED: Final = frozenset({Nature.PARRAINAGE, Nature.PURCHASE})
PREFIXES: Final = {
    K.AGREEMENT: "CONV",
    K.CALL_FOR_FUNDS: "AF",
    K.PRO_FORMA: "PF",
    K.RECEIPT: "RF",
    K.CANCELLATION: "AN",
}


def number(kind: DocumentKind, year: int, place: int) -> str:
    """Return a number of a series: ``RF-2026-00001`` is the first receipt of 2026."""
    return f"{PREFIXES[kind]}-{year}-{place:05d}"
