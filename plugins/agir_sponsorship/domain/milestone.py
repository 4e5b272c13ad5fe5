"""When does the money of a milestone become the operator's own?

Only when what it pays for was shown and a named person accepted it. A milestone's part is its
share of what was raised, cut by the largest remainder: parts add up to the whole, whether more or
less than the goal came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from agir_sponsorship.domain.splitting import split


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    REACHED = "reached"
    EVIDENCE_FILED = "evidence_filed"
    ACCEPTED = "accepted"
    RELEASED = "released"
    MISSED = "missed"
    WAIVED = "waived"
    RETURNED = "returned"


M = MilestoneState
ACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "reach": {M.PLANNED: M.REACHED},
    "file": {M.PLANNED: M.EVIDENCE_FILED, M.REACHED: M.EVIDENCE_FILED},
    "accept": {M.EVIDENCE_FILED: M.ACCEPTED},
    "send_back": {M.EVIDENCE_FILED: M.REACHED},
    "release": {M.ACCEPTED: M.RELEASED, M.WAIVED: M.RELEASED},
    "miss": {M.PLANNED: M.MISSED, M.REACHED: M.MISSED},
    "waive": {M.MISSED: M.WAIVED},
    "return": {M.MISSED: M.RETURNED},
}


def part(raised: int, planned: Sequence[int], position: int) -> int:
    """Return the part of what was raised that the milestone at ``position`` (from 0) releases."""
    return split(raised, planned)[position]
