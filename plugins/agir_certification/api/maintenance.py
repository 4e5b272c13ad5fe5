"""What a night brings in line: places, hours, duties, proposals, what is no longer kept."""

from __future__ import annotations

from dataclasses import dataclass

from agir_certification.api import dossiers
from agir_certification.passages import files, proposing
from agir_certification.registrations import contracts, places
from agir_kernel.clock import Clock, SystemClock

__all__ = ["Night", "reconcile"]


@dataclass(frozen=True, slots=True)
class Night:
    """How many places went back, contracts and dossiers were read, passages were proposed.

    ``swept``: private files that a killed process left without a row.
    """

    given_back: int
    contracts: int
    dossiers: int
    proposed: int
    swept: int


def reconcile(*, clock: Clock | None = None) -> Night:
    """Reach from the tables what every event would have; idempotent."""
    now = (clock or SystemClock()).now()
    return Night(
        given_back=places.give_back_expired(now),
        contracts=contracts.refresh(),
        dossiers=dossiers.refresh(clock=clock),
        proposed=proposing.reconcile(now),
        swept=files.sweep(now),
    )
