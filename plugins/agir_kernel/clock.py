"""What time is it? Rules never ask: they are told.

``SystemClock`` is read in tasks, handlers and views; ``FixedClock`` in tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the instant, always aware and in UTC."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at ``instant``."""

    instant: datetime

    def now(self) -> datetime:
        """Return ``instant``."""
        return self.instant
