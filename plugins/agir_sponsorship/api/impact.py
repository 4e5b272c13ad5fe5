"""Impact: what a sponsor is told of what their money did.

Who may: none of these functions asks. ``report`` with an organisation refuses another's.
"""

from __future__ import annotations

from uuid import UUID

from agir_kernel.clock import Clock, SystemClock
from agir_sponsorship.domain.impact import METHOD, CellTooSmall, ImpactUnknown, K
from agir_sponsorship.impact import freezing, reporting
from agir_sponsorship.impact.data import ImpactView

__all__ = [
    "METHOD",
    "CellTooSmall",
    "ImpactUnknown",
    "ImpactView",
    "K",
    "freeze",
    "make",
    "report",
    "reports",
]


def freeze(*, clock: Clock | None = None) -> int:
    """Freeze figures of seats that may be told by now; return how many. Nightly, idempotent."""
    return freezing.freeze((clock or SystemClock()).now())


def make(organisation: UUID, *, language: str = "", clock: Clock | None = None) -> ImpactView:
    """Return today's report of an organisation, made and frozen when there is none yet."""
    return reporting.make(organisation, (clock or SystemClock()).now(), language)


def report(report: UUID, organisation: UUID | None = None) -> ImpactView:
    """Return a report; raise ``ImpactUnknown``, also where it is another organisation's."""
    return reporting.one(report, organisation)


def reports(organisation: UUID) -> list[ImpactView]:
    """Return the reports of an organisation, newest first."""
    return reporting.every(organisation)
