"""How does an amount that somebody typed become the smallest unit of its currency, and back?"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

_WHOLE: Final = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
_THOUSANDTHS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
MOST_DIGITS: Final = 12


def digits(currency: str) -> int:
    """Return the decimals of a currency (ISO 4217): 2 for most."""
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THOUSANDTHS else 2


def minor(text: str, currency: str) -> int | None:
    """Return what was typed (``49``, ``49,50``) in the smallest unit, ``None`` for no amount."""
    told = text.strip().replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    try:
        amount = Decimal(told.replace(",", ".")).scaleb(digits(currency))
    except InvalidOperation:
        return None
    is_fit = amount.is_finite() and amount >= 0 and len(told) <= MOST_DIGITS
    return int(amount) if is_fit and amount == amount.to_integral_value() else None


def major(amount: int, currency: str) -> str:
    """Return an amount as one types it: ``49.50``, ``0``."""
    places = digits(currency)
    told = Decimal(amount).scaleb(-places)
    is_round = told == told.to_integral_value()
    return format(told.quantize(Decimal(1) if is_round else Decimal(1).scaleb(-places)), "f")
