"""What is a learner's own goal, and what becomes of it?

A goal is the fold of its moves, in order: nothing of it is edited, so that replaying the moves
gives what is stored. Its intent never changes (another intent is another goal, and this one ends
as ``changed``); what was chosen, the levels and the date may be revised as often as wished.
Ending satisfied is a success, whatever was reached. Intents and reasons: Reich 2014; Henderikx,
Kreijns and Kalz 2017 and 2018.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

MOST_ITEMS: Final = 40
MOST_HOURS: Final = 1000
FARTHEST: Final = timedelta(days=5 * 366)
LONGEST_NOTE: Final = 500
UNDO_WITHIN: Final = timedelta(hours=24)
LEVELS: Final = (2, 3)


class Intent(StrEnum):
    """Why somebody is here."""

    COMPLETE = "complete"
    CERTIFY = "certify"
    SKILLS = "selected_competencies"
    EXPLORE = "explore"
    UNSURE = "unsure"


class Status(StrEnum):
    """Where a goal stands. All but the first two are ends; a met one ends when the next begins."""

    ACTIVE = "active"
    MET = "met"
    SATISFIED = "closed_satisfied"
    CHANGED = "changed"
    ABANDONED = "abandoned"


class Reason(StrEnum):
    """Why a goal was revised or ended; '' stands for nothing told."""

    TIME = "time"
    LEVEL = "level"
    GOT_IT = "got_what_i_needed"
    TECHNICAL = "technical"
    OTHER = "other"


class Kind(StrEnum):
    """What may be chosen. ``course`` and ``certificate`` follow from the intent."""

    COMPETENCY = "competency"
    UNIT = "unit"
    HOURS = "hours"
    COURSE = "course"
    CERTIFICATE = "certificate"


class Action(StrEnum):
    """What moves a goal. ``met`` and ``reopened`` are read from the learner's work."""

    SET = "set"
    REVISED = "revised"
    MET = "met"
    REOPENED = "reopened"
    CLOSED = "closed"
    UNDONE = "undone"


OPEN: Final = frozenset({Status.ACTIVE, Status.MET})
ENDS: Final = frozenset({Status.SATISFIED, Status.CHANGED, Status.ABANDONED})
OF_COURSE: Final = {Intent.COMPLETE: Kind.COURSE, Intent.CERTIFY: Kind.CERTIFICATE}


class GoalRefused(DomainError):
    """A goal that cannot be kept as it was told; nothing was written."""

    code: ClassVar[str] = "goal_refused"


class GoalUnknown(GoalRefused):
    """The learner has no such goal."""

    code: ClassVar[str] = "goal_unknown"


class GoalAlreadyOpen(GoalRefused):
    """The learner has an open goal for this course (or for all): revise or end it first."""

    code: ClassVar[str] = "goal_already_open"


class GoalEnded(GoalRefused):
    """The goal has ended; it stays as it was."""

    code: ClassVar[str] = "goal_ended"


class UndoTooLate(GoalRefused):
    """The end can no longer be taken back: a day has passed, or another goal took its place."""

    code: ClassVar[str] = "goal_undo_too_late"


class NothingChosen(GoalRefused):
    """Chosen skills were announced, and none is."""

    code: ClassVar[str] = "goal_nothing_chosen"


class TooMuchChosen(GoalRefused):
    """More than a goal holds. Facts: ``limit``."""

    code: ClassVar[str] = "goal_too_much_chosen"


class LevelOutOfBounds(GoalRefused):
    """A level other than 2 (demonstrated) or 3 (confirmed)."""

    code: ClassVar[str] = "goal_level_out_of_bounds"


class HoursOutOfBounds(GoalRefused):
    """Hours that are not between 1 and the limit. Facts: ``limit``."""

    code: ClassVar[str] = "goal_hours_out_of_bounds"


class HorizonOutOfBounds(GoalRefused):
    """A date that has passed, or lies more than five years ahead."""

    code: ClassVar[str] = "goal_horizon_out_of_bounds"


class CourseNeeded(GoalRefused):
    """An intent, or a unit, that means something in a course only."""

    code: ClassVar[str] = "goal_course_needed"


class ChoiceUnknown(GoalRefused):
    """Something chosen that does not exist here."""

    code: ClassVar[str] = "goal_choice_unknown"


class NotEnrolled(GoalRefused):
    """The learner does not follow this course."""

    code: ClassVar[str] = "goal_not_enrolled"


class NoteTooLong(GoalRefused):
    """A note of more characters than are kept. Facts: ``limit``."""

    code: ClassVar[str] = "goal_note_too_long"


class SatisfactionOutOfBounds(GoalRefused):
    """A judgement that is not 0 to 4."""

    code: ClassVar[str] = "goal_satisfaction_out_of_bounds"


class WordUnknown(GoalRefused):
    """An intent, a reason or an end that is none. Facts: ``known``."""

    code: ClassVar[str] = "goal_word_unknown"


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing chosen.

    ``ref`` names it: a competency's identifier (UUID in text), a unit's usage key, a course key,
    or '' for hours. ``target`` is the level (2 or 3) of a competency, the number of hours, else 1.
    """

    kind: Kind
    ref: str
    target: int = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody wants: an intent, what they chose, and by when (``None``: no date)."""

    intent: Intent
    items: tuple[Item, ...] = ()
    horizon: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One dated step of a goal. ``terms`` of a set or a revision, ``end`` of a close."""

    at: datetime
    action: Action
    terms: Terms | None = None
    end: Status | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What the moves of a goal make of it. ``met_at`` only while it is met."""

    status: Status
    terms: Terms
    set_at: datetime
    met_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the goal is the present one of its course."""
        return self.status in OPEN and self.ended_at is None


def replay(moves: Iterable[Move]) -> Goal | None:
    """Return what ``moves``, in order, make; ``None`` for no move."""
    goal: Goal | None = None
    for move in moves:
        goal = after(goal, move)
    return goal


def after(goal: Goal | None, move: Move) -> Goal:
    """Return the goal after one more move; raise where the move cannot follow."""
    if goal is None:
        if move.action is not Action.SET or move.terms is None:
            raise GoalUnknown
        return Goal(Status.ACTIVE, move.terms, move.at)
    if move.action is Action.UNDONE:
        return _undone(goal, move)
    if not goal.is_open:
        raise GoalEnded
    if move.action is Action.REVISED and move.terms is not None:
        if move.terms.intent is not goal.terms.intent:
            raise GoalRefused("another intent is another goal")
        return replace(goal, terms=move.terms, status=Status.ACTIVE, met_at=None)
    if move.action is Action.MET:
        return replace(goal, status=Status.MET, met_at=move.at)
    if move.action is Action.REOPENED:
        return replace(goal, status=Status.ACTIVE, met_at=None)
    if move.action is Action.CLOSED and (move.end in ENDS or move.end is goal.status is Status.MET):
        return replace(goal, status=move.end, ended_at=move.at)
    raise GoalRefused(action=str(move.action))


def _undone(goal: Goal, move: Move) -> Goal:
    """Take an end back: what was met before it is met again."""
    if goal.ended_at is None or goal.status is Status.CHANGED:
        raise GoalRefused("nothing to undo")
    if move.at - goal.ended_at > UNDO_WITHIN:
        raise UndoTooLate
    status = Status.ACTIVE if goal.met_at is None else Status.MET
    return replace(goal, status=status, ended_at=None)


def sound(terms: Terms, course_key: str, today: date) -> Terms:
    """Return ``terms`` as they are kept: one of each, in order, with what the intent implies.

    ``course_key`` is '' for a goal over all courses. Raises what says why they cannot be.
    """
    chosen = {(item.kind, item.ref): item for item in terms.items if item.kind in CHOSEN}
    for item in chosen.values():
        _sound(item, course_key)
    if len(chosen) > MOST_ITEMS:
        raise TooMuchChosen(limit=MOST_ITEMS)
    if terms.intent is Intent.SKILLS and not chosen:
        raise NothingChosen
    if terms.horizon is not None and not today <= terms.horizon <= today + FARTHEST:
        raise HorizonOutOfBounds
    implied = OF_COURSE.get(terms.intent)
    if implied is not None:
        if not course_key:
            raise CourseNeeded
        chosen[implied, course_key] = Item(implied, course_key)
    return replace(terms, items=tuple(sorted(chosen.values())))


CHOSEN: Final = frozenset({Kind.COMPETENCY, Kind.UNIT, Kind.HOURS})


def _sound(item: Item, course_key: str) -> None:
    if item.kind is Kind.COMPETENCY and item.target not in LEVELS:
        raise LevelOutOfBounds
    if item.kind is Kind.HOURS and not 1 <= item.target <= MOST_HOURS:
        raise HoursOutOfBounds(limit=MOST_HOURS)
    if item.kind is Kind.UNIT and not course_key:
        raise CourseNeeded
