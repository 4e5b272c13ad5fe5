"""What an import looks like from outside: frozen records, no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ImportView:
    """One import as it stands now.

    ``state`` is planned, planning, ready, applying, done, refused, failed, cancelled or stale
    (its worker gave no sign of life for two minutes). ``phase``: plan or apply. ``percent`` is 0
    to 99 while somebody works, and ``is_waiting`` says that nobody began. ``totals`` maps each
    action, ``unchanged``, ``note``, ``framework``, ``changed`` (frameworks to be written) and
    ``links`` (those that lead to what would be retired) to a number; ``wrote`` each action to
    what was written so far. ``is_aged``: what is here changed after the plan was shown, and it
    was made again. ``refusal`` says why in the reader's language, '' for nothing.
    """

    id: UUID
    subject: UUID | None
    name: str
    format: str
    is_url: bool
    size: int
    state: str
    phase: str
    is_waiting: bool
    percent: int
    totals: Mapping[str, int]
    is_aged: bool
    written: int
    wrote: Mapping[str, int]
    refusal: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan, as a person reads it.

    ``kind`` is an action, ``note`` or ``framework``; ``before`` and ``after`` are '' where there
    is none. ``links`` and ``courses`` count what leads to a competency that would be retired.
    """

    kind: str
    label: str
    before: str = ""
    after: str = ""
    framework: str = ""
    links: int = 0
    courses: int = 0


@dataclass(frozen=True, slots=True)
class LinePage:
    """Some lines of a plan; ``number`` counts from 1."""

    lines: tuple[Line, ...]
    number: int
    last: int
