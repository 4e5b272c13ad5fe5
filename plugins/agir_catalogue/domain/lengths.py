"""How long is a course, in the few words that one chooses by?"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

LENGTHS: Final = (("h5", Decimal(5)), ("h20", Decimal(20)), ("h50", Decimal(50)))
"""Each length and the hours that it ends with, included."""
LONGEST: Final = "more"
NAMES: Final = (*(name for name, _ in LENGTHS), LONGEST)


def length(hours: Decimal | None) -> str:
    """Return the name of a length, '' where nobody said or what was said is none."""
    if hours is None or hours <= 0:
        return ""
    return next((name for name, most in LENGTHS if hours <= most), LONGEST)
