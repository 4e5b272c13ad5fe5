"""Was somebody told of this already? A claim goes first, and comes back when no letter left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from agir_certification.models import Reminder

KEPT: Final = timedelta(days=400)
"""Longer than an exam is known ahead: a claim that is forgotten would be told again."""


class Matter(StrEnum):
    """What a letter is about."""

    DUTY = "duty"
    EXAM = "exam"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one person is told on one day."""

    subject: UUID
    matter: Matter
    about: UUID
    on: date


def take(claim: Claim) -> bool:
    """Claim it; ``False`` where somebody was told before. Whoever claims, sends."""
    _, is_new = Reminder.objects.get_or_create(
        subject=claim.subject, matter=claim.matter.value, about=claim.about, on=claim.on
    )
    return is_new


def give_back(claims: tuple[Claim, ...]) -> None:
    """Let what could not be sent be due again. Idempotent."""
    for one in claims:
        Reminder.objects.filter(
            subject=one.subject, matter=one.matter.value, about=one.about, on=one.on
        ).delete()


def forget_old(today: date) -> int:
    """Forget claims that nothing asks for any more; return how many."""
    return Reminder.objects.filter(on__lt=today - KEPT).delete()[0]
