"""What does a learner want from a course? The same goals as everywhere, kept by competencies."""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from agir_xblocks.doors.switches import Presence, presence

if TYPE_CHECKING:
    from agir_competencies.api.goals import GoalView


@dataclass(frozen=True, slots=True)
class Offered:
    """A competency that may be chosen."""

    ref: str
    label: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A goal that the course team proposes: its title, and the names of its skills."""

    ref: str
    title: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A goal as a learner tells it: an intent's code, levels (2, 3) by competency, a date."""

    intent: str
    levels: tuple[tuple[str, int], ...] = ()
    horizon: date | None = None


def course_goal(user_id: int, course_key: str, *, language: str) -> GoalView | None:
    """Return this user's present goal of the course, else the one that ended last, if any."""
    if presence() is not Presence.ON:
        return None
    from agir_competencies.api import goals

    return goals.goal_of_course(user_id, course_key, language=language)


def offered_skills(course_key: str, *, language: str, also: Iterable[UUID] = ()) -> list[Offered]:
    """Return the competencies that the course shows or promises, and ``also`` these."""
    if presence() is not Presence.ON:
        return []
    from agir_competencies.api import goals

    found = goals.skills_of_course(course_key, language=language, also=also)
    return [Offered(one.ref, one.label) for one in found]


def proposed_goals(course_key: str, skills: Iterable[Offered], *, language: str) -> list[Proposed]:
    """Return what the course team proposes to anybody, named by ``skills``. One SELECT."""
    if presence() is not Presence.ON or not course_key:
        return []
    from agir_competencies.api import goals

    labels = {one.ref: one.label for one in skills}
    return [
        Proposed(
            str(one.id),
            one.title_fr if language.startswith("fr") else one.title_en,
            tuple(labels[str(ref)] for ref, _ in one.items if str(ref) in labels),
        )
        for one in goals.offered_bare(course_key)
    ]


def take_goal(user_id: int, proposal_id: UUID) -> None:
    """Make a proposal the user's own goal; nothing tells who took it. Raise as ``want``."""
    from agir_competencies.api import goals

    goals.take(user_id, proposal_id)


def want(user_id: int, course_key: str, wanted: Wanted, reason: str = "") -> bool:
    """Set the user's goal of the course, or revise the present one; tell whether it changed.

    Units and hours that were chosen elsewhere stay while the intent allows any choice. Saying the
    same again changes nothing. Raises a ``DomainError`` with a code that begins with ``goal_``.
    """
    from agir_competencies.api import goals

    before = goals.goal_of_course(user_id, course_key, language="")
    picks = [("competency", ref, level) for ref, level in wanted.levels]
    if before is None or not before.is_open:
        goals.set_goal(user_id, course_key, goals.Wish(wanted.intent, tuple(picks), wanted.horizon))
        return True
    held = [(one.kind, one.ref, one.target) for one in before.items]
    if wanted.intent not in ("explore", "unsure"):
        picks += [one for one in held if one[0] in ("unit", "hours")]
    same = sorted(picks) == sorted(one for one in held if one[0] not in ("course", "certificate"))
    if same and (wanted.intent, wanted.horizon) == (before.intent, before.horizon):
        return False
    wish = goals.Wish(wanted.intent, tuple(picks), wanted.horizon)
    goals.revise(user_id, before.id, wish, goals.Told(reason=reason))
    return True


def end_goal(user_id: int, goal_id: UUID, end: str) -> None:
    """End a goal of this user: ``satisfied`` (a success) or ``abandoned``; raise as ``want``."""
    from agir_competencies.api import goals

    reason = "got_what_i_needed" if end == "satisfied" else ""
    goals.close(user_id, goal_id, end, goals.Told(reason=reason))


def take_up(user_id: int, goal_id: UUID) -> None:
    """Take the end of a goal of this user back; raise as ``want``."""
    from agir_competencies.api import goals

    goals.undo(user_id, goal_id)
