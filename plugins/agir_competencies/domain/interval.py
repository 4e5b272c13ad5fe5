"""How sure is a share that was counted? Wilson's score interval at 95 %.

Unlike p ± 2 standard errors it stays within 0 and 1 and says something of 0 out of n (Wilson
1927; Brown, Cai and DasGupta 2001). For a mean of values between 0 and 1 it is wider than need
be, never narrower: their variance is at most that of a share.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
from typing import Final

Z: Final = Decimal("1.959963984540054")
DIGITS: Final = Decimal("0.000001")


def wilson(successes: int | Fraction, n: int) -> tuple[Decimal, Decimal] | None:
    """Return the lower and the upper bound, six decimals; ``None`` where nothing was counted.

    ``successes`` lies between 0 and ``n``; it may be a sum of shares.
    """
    if n <= 0:
        return None
    share = Fraction(successes) / n
    p, size, z2 = _decimal(share), Decimal(n), Z * Z
    middle = p + z2 / (2 * size)
    spread = Z * (p * (1 - p) / size + z2 / (4 * size * size)).sqrt()
    whole = 1 + z2 / size
    low = max(Decimal(0), (middle - spread) / whole)
    high = min(Decimal(1), (middle + spread) / whole)
    return low.quantize(DIGITS), high.quantize(DIGITS)


def ranks_of_median(n: int) -> tuple[int, int]:
    """Return the ranks (from 1) of the values between which the median lies, at 95 %.

    The usual binomial approximation: n/2 ∓ 0.98 √n.
    """
    reach = float(Z) * sqrt(n) / 2
    return max(1, floor(n / 2 - reach)), min(n, floor(n / 2 + reach) + 1)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
