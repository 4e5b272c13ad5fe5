"""What does a block show of a learner's goal?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from agir_xblocks.doors import Offered
from agir_xblocks.goals import sentences

if TYPE_CHECKING:
    from agir_competencies.api.goals import GoalView


MOST_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One thing chosen. ``level`` is 0 to 3 for a skill, ``None`` for anything else."""

    label: str
    state: str
    target: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One goal in words. ``percent``: how much of what was chosen is reached, 0 to 100."""

    id: UUID
    intent: str
    lead: str
    ended: str
    percent: int | None
    lines: tuple[Line, ...]
    horizon: Any
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill that may be chosen; ``level`` 2 or 3, 0 when it is not chosen."""

    ref: str
    label: str
    level: int


def goal(view: GoalView) -> Shown:
    """Return a goal in words, its progress drawn to the learner's own target."""
    progress = view.progress
    course = next((one for one in view.items if one.kind == "course" and one.total), None)
    percent = 100 * progress.met // progress.total if progress.total else None
    if course is not None and progress.total == 1:
        percent = int(100 * course.done / course.total)
    return Shown(
        id=view.id,
        intent=sentences.intent(view.intent),
        lead=sentences.lead(view),
        ended="" if view.is_open else sentences.ended(view.status),
        percent=percent,
        lines=tuple(
            Line(
                sentences.item_label(one),
                sentences.item_state(one),
                sentences.target(one.target) if one.kind == "competency" else "",
                one.level if one.kind == "competency" else None,
            )
            for one in view.items
        ),
        horizon=view.horizon,
        can_undo=view.can_undo,
    )


def levels(view: GoalView | None) -> dict[str, int]:
    """Return the level aimed at by competency, in text."""
    items = view.items if view is not None else ()
    return {one.ref: one.target for one in items if one.kind == "competency"}


def skills(offered: Iterable[Offered], levels: Mapping[str, int]) -> tuple[list[Skill], int]:
    """Return what may be chosen, and is, and how many more there are than fit on a phone.

    What is chosen is always shown: a form must not lose it.
    """
    found = [Skill(one.ref, one.label, levels.get(one.ref, 0)) for one in offered]
    shown = [one for at, one in enumerate(found) if one.level or at < MOST_SHOWN]
    return shown, len(found) - len(shown)
