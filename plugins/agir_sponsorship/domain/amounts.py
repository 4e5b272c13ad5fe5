"""How does an amount that somebody typed become minor units, and how is it written again?

Money is an integer count of the smallest unit of an ISO 4217 currency; the currency says how many
decimals that is (ISO 4217:2015, list one: EUR 2, JPY 0, TND 3).
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

LARGEST: Final = 2**62  # excluded; what a posting of the ledger may carry
DECIMALS: Final[dict[str, int]] = {
    "CAD": 2,
    "CHF": 2,
    "EUR": 2,
    "GBP": 2,
    "JPY": 0,
    "MAD": 2,
    "TND": 3,
    "USD": 2,
    "XAF": 0,
    "XOF": 0,
}
_TYPED: Final = re.compile(r"([0-9]{1,19})(?:[.,]([0-9]{1,3}))?")


class AmountUnfit(DomainError):
    """Not a whole positive count of minor units below 2^62, or not written in plain digits."""

    code: ClassVar[str] = "amount_unfit"


class CurrencyUnknown(DomainError):
    """No currency that this site counts in: three capital letters of ISO 4217."""

    code: ClassVar[str] = "currency_unknown"


def decimals(currency: str) -> int:
    """Return how many decimals ``currency`` has; raise ``CurrencyUnknown``."""
    if currency not in DECIMALS:
        raise CurrencyUnknown
    return DECIMALS[currency]


def checked(minor: object) -> int:
    """Return ``minor`` when it is an int (no bool) from 1 to 2^62 - 1; raise ``AmountUnfit``."""
    if isinstance(minor, bool) or not isinstance(minor, int) or not 0 < minor < LARGEST:
        raise AmountUnfit
    return minor


def typed(text: str, currency: str) -> int:
    """Return the minor units of what a person typed: ``1000``, ``1000.5`` or ``1000,50``.

    Thousands are not separated, because ``1,000`` means one to some and a thousand to others.
    ASCII digits only; no more decimals than the currency has; 0 is refused.
    """
    places = decimals(currency)
    found = _TYPED.fullmatch(text.strip()) if text.isascii() else None
    if found is None or len(found[2] or "") > places:
        raise AmountUnfit
    return checked(int(found[1]) * 10**places + int((found[2] or "").ljust(places, "0") or 0))


def figures(minor: int, currency: str) -> str:
    """Return an amount in figures with a point: 123450 EUR is ``1234.50``."""
    places = decimals(currency)
    whole, part = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"
