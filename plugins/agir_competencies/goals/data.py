"""What a goal looks like from outside: frozen records, no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from agir_competencies.domain.goal_progress import Progress


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing chosen, named, and how far it is.

    ``kind`` is competency, unit, hours, course or certificate; ``ref`` its identifier or key;
    ``target`` a level (2, 3), hours, or 1. ``done`` of ``total``: activities, hours, or 0 or 1 of
    1. ``level`` 0 to 3 and ``threshold`` (the share at which it is demonstrated, 0 to 1) are of
    competencies. ``label`` is '' when nothing is called so any more.
    """

    kind: str
    ref: str
    target: int
    label: str
    is_met: bool
    met_at: datetime | None
    done: Decimal
    total: int
    level: int
    threshold: Decimal | None


@dataclass(frozen=True, slots=True)
class MoveView:
    """One step of the learner's own history.

    ``action`` is set, revised, met, reopened, closed or undone; ``end`` a status; ``reason`` a
    code or ''; ``satisfaction`` 0 to 4 or ``None``.
    """

    at: datetime
    action: str
    end: str
    reason: str
    note: str
    intent: str
    met: int
    total: int
    satisfaction: int | None


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as its learner sees it.

    ``course_key`` is '' for all courses; ``status`` active, met, closed_satisfied, changed or
    abandoned. ``items`` say how far it is now. ``can_undo``: its end may be taken back still.
    """

    id: UUID
    course_key: str
    course_title: str
    intent: str
    status: str
    horizon: date | None
    set_at: datetime
    ended_at: datetime | None
    items: tuple[ItemView, ...]
    progress: Progress
    can_undo: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it is the present goal of its course."""
        return self.ended_at is None

    @property
    def is_met(self) -> bool:
        """Tell whether all that was chosen is reached now."""
        return self.progress.is_met


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A goal that a course team offers. ``items`` are (competency, level), with ``labels``."""

    id: UUID
    course_key: str
    title_fr: str
    title_en: str
    intent: str
    days: int | None
    items: tuple[tuple[UUID, int], ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a learner may choose: a competency or a unit, by its name."""

    kind: str
    ref: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen for a course, or for all: and the learner's courses by key and title."""

    courses: tuple[tuple[str, str], ...]
    competencies: tuple[Choice, ...]
    units: tuple[Choice, ...]
    proposals: tuple[ProposalView, ...]
