"""How does a figure from outside become an exact one?

A score arrives as float, int, Decimal or text. It leaves as ``Decimal`` read from its shortest
decimal writing, never from the binary of a float, so that 0.7 is seven tenths. A share is kept
with six decimals, rounded half to even: replaying a ledger then meets the same figures.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

SHARE_QUANTUM: Final = Decimal("0.000001")


class NotAFigure(DomainError):
    """A value that is no finite number; a boolean is not one."""

    code: ClassVar[str] = "not_a_figure"


class ShareOutOfBounds(DomainError):
    """A score below 0, above what was possible, or out of nothing possible."""

    code: ClassVar[str] = "share_out_of_bounds"


def exact(value: object) -> Decimal:
    """Return ``value`` as a finite Decimal; refuse booleans, NaN, infinities and words."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise NotAFigure(value=repr(value))
    try:
        figure = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation as error:
        raise NotAFigure(value=repr(value)) from error
    if not figure.is_finite():
        raise NotAFigure(value=repr(value))
    return figure


def share(earned: object, possible: object) -> Decimal:
    """Return ``earned / possible``, 0 to 1 inclusive, with six decimals."""
    won, full = exact(earned), exact(possible)
    if full <= 0 or not 0 <= won <= full:
        raise ShareOutOfBounds(earned=str(won), possible=str(full))
    return (won / full).quantize(SHARE_QUANTUM, rounding=ROUND_HALF_EVEN)
