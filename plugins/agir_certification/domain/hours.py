"""Which hours may be billed?

Those of activities that the training contract names and that were done for the first time between
the declared entry and exit, both days included, in Paris. Their duration is the one that was
estimated (FOAD: D6313-3-1 of the Code du travail; the ministry's model of the *certificat de
réalisation*: "temps estimé pour les réaliser"), never the time of connection. What was learnt
freely before is positioning and never hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from agir_kernel.errors import DomainError

PARIS = ZoneInfo("Europe/Paris")


class ContractMalformed(DomainError):
    """A contract without hours, without activities, or whose days are in disorder (``field``)."""

    code: ClassVar[str] = "contract_malformed"


class ContractUnderWay(DomainError):
    """The training has begun: what its contract names no longer changes."""

    code: ClassVar[str] = "contract_under_way"


class EntryUndeclared(DomainError):
    """Nothing was declared of the entry yet."""

    code: ClassVar[str] = "entry_undeclared"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of the contract: ``minutes`` estimated, ``done_at`` for the first time.

    ``is_positioning``: it was found done at the entry.
    """

    key: str
    minutes: int
    done_at: datetime | None = None
    is_positioning: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """``minutes`` may be billed, of ``planned`` in the contract; ``counted`` are the activities.

    ``positioning`` is what was known before: shown, and never billed.
    """

    minutes: int
    planned: int
    counted: tuple[str, ...]
    positioning: tuple[str, ...]

    @property
    def rate(self) -> int:
        """Return the completion rate for the portal: whole per cent, 0 to 100, rounded down.

        The portal's help asks for a whole number and no more; down never claims what was not done.
        """
        return min(100, self.minutes * 100 // self.planned) if self.planned else 0


def paris_day(at: datetime) -> date:
    """Return the day in Paris of an aware instant."""
    return at.astimezone(PARIS).date()


def billable(
    activities: Iterable[Activity], *, planned: int, entered_on: date | None,
    exited_on: date | None, today: date,
) -> Hours:  # fmt: skip
    """Return the hours of a contract; without an entry there are none.

    ``exited_on`` ``None``: under way, until ``today``.
    """
    counted: list[Activity] = []
    positioning: list[str] = []
    last = exited_on or today
    for one in activities:
        if one.is_positioning or _before(one, entered_on):
            positioning.append(one.key)
        elif entered_on and one.done_at and entered_on <= paris_day(one.done_at) <= last:
            counted.append(one)
    minutes = sum(one.minutes for one in counted)
    return Hours(minutes, planned, tuple(one.key for one in counted), tuple(positioning))


def _before(one: Activity, entered_on: date | None) -> bool:
    if one.done_at is None:
        return False
    return entered_on is None or paris_day(one.done_at) < entered_on
