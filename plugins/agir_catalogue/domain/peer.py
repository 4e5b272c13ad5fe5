"""What may become of another operator whose courses are shown here?"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

FAULTS_ALLOWED: Final = 5
"""After so many readings that failed one after the other a peer waits for a person."""


class State(StrEnum):
    """How this site stands to a peer. Its courses are shown unless it is removed."""

    ACTIVE = "active"  # read at every harvest
    PAUSED = "paused"  # a person said: not now
    QUARANTINED = "quarantined"  # it failed too often: a person looks at it first
    REMOVED = "removed"  # its courses are hidden, its history stays


def after_fault(state: State, faults: int) -> State:
    """Return the state after ``faults`` readings in a row that failed."""
    if state is State.ACTIVE and faults >= FAULTS_ALLOWED:
        return State.QUARANTINED
    return state


def is_read(state: State) -> bool:
    """Tell whether a harvest of all peers asks this one."""
    return state is State.ACTIVE
