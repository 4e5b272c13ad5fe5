"""Work shown to peers as pages see it: frozen records, no table, and nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_competencies.attesting.data import FileView


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion of a skill, in the reader's language; ``seen`` by how many peers."""

    ref: UUID
    text: str
    seen: int = 0


@dataclass(frozen=True, slots=True)
class WorkView:
    """One piece of work.

    ``status`` is open, accepted, rejected, withdrawn or stopped. ``answers`` and ``yes`` are
    counts; what each said (``comments``, ``criteria[].seen``, ``yes``) is there once it is settled
    and 0 or empty before. ``can_be_met``: enough people have demonstrated the skill.
    """

    id: UUID
    course_key: str
    course_title: str
    competency: UUID
    label: str
    statement: str
    criteria: tuple[CriterionView, ...]
    status: str
    needed: int
    answers: int
    yes: int
    comments: tuple[str, ...]
    note: str
    url: str
    file: FileView | None
    asked_at: datetime
    decided_at: datetime | None
    reason: str
    can_be_met: bool
