"""What is a report of impact, from outside? Frozen records of groups, never of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ImpactView:
    """A report as it was given: ``figures`` is what ``json`` holds, hashed by ``sha256``."""

    id: UUID
    organisation: UUID
    day: date
    k: int
    figures: dict[str, Any]
    sha256: str
    frozen_at: datetime
