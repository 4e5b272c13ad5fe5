"""How sure is an estimate, in a word? From the discounted weight ``n`` behind it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

FEW: Final = "few"
SOME: Final = "some"
STRONG: Final = "strong"


def certainty(n: Fraction) -> str:
    """Return few (below 2), some (below 4) or strong (from 4)."""
    if n < 2:
        return FEW
    return SOME if n < 4 else STRONG
