"""What everybody may read of the money, as sums for a page and as a file that anybody can check."""

from __future__ import annotations

from collections.abc import Iterator

from agir_kernel.clock import Clock, SystemClock
from agir_sponsorship.transparency import keeping, publishing, totals
from agir_sponsorship.transparency.totals import Month, MonthLine, PublicLedger, Standing

__all__ = [
    "Month",
    "MonthLine",
    "PublicLedger",
    "Standing",
    "as_csv",
    "public_ledger",
    "smallest_cell",
    "version",
]

smallest_cell = publishing.smallest_cell


def public_ledger(*, clock: Clock | None = None) -> PublicLedger:
    """Return the sums of the months that ended; nothing about fewer than ``smallest_cell``."""
    return totals.public_ledger((clock or SystemClock()).now())


def as_csv(*, clock: Clock | None = None) -> Iterator[str]:
    """Yield the public file of the months that ended, in pieces; the same ledger, the same file."""
    return keeping.pieces((clock or SystemClock()).now())


def version(*, clock: Clock | None = None) -> str:
    """Return the name of the public file as it is now; another file has another name."""
    return keeping.version((clock or SystemClock()).now())
