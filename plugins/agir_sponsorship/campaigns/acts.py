"""Who did what? One row an act, in the transaction of what it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from agir_sponsorship.campaigns.refusals import ReasonMissing
from agir_sponsorship.models import Act

LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Done:
    """By whom an act is done, when and why: ``by`` is ``None`` for a schedule or a payment."""

    at: datetime
    by: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An act as it is shown."""

    act: str
    before: str
    after: str
    by: UUID | None
    reason: str
    at: datetime


def note(kind: str, thing: UUID, *, act: str, states: tuple[str, str], done: Done) -> None:
    """Write an act down; ``states`` are before and after."""
    Act.objects.create(
        kind=kind,
        thing=thing,
        act=act,
        before=states[0],
        after=states[1],
        by=done.by,
        reason=done.reason.strip()[:LONGEST],
        at=done.at,
    )


def ensure_reason(done: Done) -> None:
    """Raise ``ReasonMissing`` unless a reason of 1 to 1000 characters was given."""
    if not 1 <= len(done.reason.strip()) <= LONGEST:
        raise ReasonMissing(limit=LONGEST)


def steps(thing: UUID) -> tuple[Step, ...]:
    """Return what was done with a thing, oldest first."""
    rows = Act.objects.filter(thing=thing).order_by("at", "id")
    return tuple(Step(r.act, r.before, r.after, r.by, r.reason, r.at) for r in rows)
