"""What does a receipt look like to whoever holds it? Frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One competency of a receipt: ``share`` 0 to 1; ``counts``: a claim would record it."""

    competency: UUID
    share: Decimal
    counts: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One receipt as it would be counted. ``refusal`` is a code, '' where it may be claimed.

    ``place`` is its place among those that were sent. ``title`` is '' for an activity that the
    platform does not know any more; ``at`` is ``None`` for what cannot be read.
    """

    place: int
    object_key: str = ""
    title: str = ""
    at: datetime | None = None
    lines: tuple[ClaimLine, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What a claim did: receipts counted, rows of evidence, and what was left, with its code."""

    claimed: int
    recorded: int
    views: tuple[ClaimView, ...]
