"""Requests of the Caisse des Dépôts to put right what it was told of a passage.

Who may: none of these functions asks; pages do (``api.managers.ensure``).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from agir_certification.domain.attendance import (
    PassageNotHandedOver,
    RectificationMalformed,
    RectificationUnknown,
)
from agir_certification.domain.hours import paris_day
from agir_certification.passages import rectifying
from agir_certification.passages.rectifying import RectificationView
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "PassageNotHandedOver", "RectificationMalformed", "RectificationUnknown", "RectificationView",
    "ask", "of_passage", "page", "withdraw",
]  # fmt: skip


def ask(
    passage: UUID, asked_on: date, what: str, *, by: UUID, clock: Clock | None = None
) -> UUID:  # fmt: skip
    """Keep a request, open its duty; raises ``PassageNotHandedOver`` and others."""
    return rectifying.ask(passage, asked_on, what, by=by, now=(clock or SystemClock()).now())


def withdraw(rectification: UUID, *, clock: Clock | None = None) -> None:
    """Say that it was recorded by mistake; raises ``RectificationUnknown``, ``DutySettled``."""
    rectifying.withdraw(rectification, (clock or SystemClock()).now())


def of_passage(passage: UUID, *, clock: Clock | None = None) -> list[RectificationView]:
    """Return the requests about a passage, newest first."""
    return rectifying.of_passage(passage, paris_day((clock or SystemClock()).now()))


def page(
    *, codes: frozenset[str] | None, start: int, most: int, clock: Clock | None = None
) -> tuple[list[RectificationView], int]:
    """Return some of the requests about these certifications, and how many there are."""
    today = paris_day((clock or SystemClock()).now())
    return rectifying.page(today, codes=codes, start=start, most=most)
