"""How does a goal move? One move is one row, and the goal's own row is their fold.

Every writer locks the learner first, so that moves of one learner come one after the other, and
the goal's ``slot`` is unique, so that a course has one open goal even where somebody did not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from agir_competencies.domain.goal import (
    LONGEST_NOTE,
    Action,
    GoalAlreadyOpen,
    GoalUnknown,
    Move,
    NoteTooLong,
    Reason,
    SatisfactionOutOfBounds,
    Status,
    Terms,
    UndoTooLate,
    after,
)
from agir_competencies.domain.goal import Goal as Fold
from agir_competencies.domain.goal_progress import Progress, progress
from agir_competencies.goals import terms as spelling
from agir_competencies.goals.seen import items_of, seen_by_goal
from agir_competencies.models import Goal, GoalItem, GoalMove
from agir_platform.learners import api as learners

MOST_SATISFIED = 4
SLOTS = UUID("5a0e1f0c-8e5f-4d0c-9a53-2a7f0d1c6b11")


@dataclass(frozen=True, slots=True)
class Told:
    """What the learner says with a move: a reason's code, a private note, a judgement 0 to 4."""

    reason: str = ""
    note: str = ""
    satisfaction: int | None = None

    def checked(self) -> Told:
        """Return itself; raise ``WordUnknown``, ``NoteTooLong`` where it cannot be kept."""
        if self.reason:
            spelling.word(Reason, self.reason)
        if len(self.note) > LONGEST_NOTE:
            raise NoteTooLong(limit=LONGEST_NOTE)
        if self.satisfaction is not None and not 0 <= self.satisfaction <= MOST_SATISFIED:
            raise SatisfactionOutOfBounds
        return self


NOTHING = Told()


def slot_of(subject: UUID, course_key: str) -> UUID:
    """Return what is unique among open goals: the learner and the course ('' for all)."""
    return uuid5(SLOTS, f"{subject} {course_key}")


def begin(
    user_id: int, course_key: str, terms: Terms, now: datetime, replaces: UUID | None = None
) -> Goal:
    """Set a goal; one that was met makes room, one that is active raises ``GoalAlreadyOpen``."""
    with transaction.atomic():
        subject = learners.locked(user_id).subject
        slot = slot_of(subject, course_key)
        before = Goal.objects.filter(slot=slot).first()
        if before is not None and before.status != Status.MET:
            raise GoalAlreadyOpen
        if before is not None:
            step = Move(now, Action.CLOSED, end=Status.MET)
            move(before, fold_of(before), step, NOTHING, user_id)
        goal = Goal(
            id=uuid4(), subject=subject, course_key=course_key, slot=slot, replaces=replaces
        )
        _keep(goal, after(None, Move(now, Action.SET, terms)))
        try:
            with transaction.atomic():
                goal.save(force_insert=True)
        except IntegrityError:
            raise GoalAlreadyOpen from None
        _choose(goal, terms)
        _say(goal, Move(now, Action.SET, terms), NOTHING, user_id)
        settle(goal, user_id, now)
    return goal


def revise(user_id: int, goal_id: UUID, terms: Terms, told: Told, now: datetime) -> Goal:
    """Give a goal other terms; another intent ends it as changed and begins the next."""
    told = told.checked()
    with transaction.atomic():
        goal, fold = _locked(user_id, goal_id)
        if terms.intent is not fold.terms.intent:
            move(goal, fold, Move(now, Action.CLOSED, end=Status.CHANGED), told, user_id)
            return begin(user_id, goal.course_key, terms, now, replaces=goal.pk)
        move(goal, fold, Move(now, Action.REVISED, terms, reason=told.reason), told, user_id)
        _choose(goal, terms)
        settle(goal, user_id, now)
    return goal


def close(user_id: int, goal_id: UUID, end: Status, told: Told, now: datetime) -> Goal:
    """End a goal: satisfied, or abandoned."""
    told = told.checked()
    with transaction.atomic():
        goal, fold = _locked(user_id, goal_id)
        step = Move(now, Action.CLOSED, end=end, reason=told.reason)
        move(goal, fold, step, told, user_id)
    return goal


def undo(user_id: int, goal_id: UUID, now: datetime) -> Goal:
    """Take an end back, within a day and while no other goal took the place."""
    with transaction.atomic():
        goal, fold = _locked(user_id, goal_id)
        slot = slot_of(goal.subject, goal.course_key)
        if Goal.objects.filter(slot=slot).exclude(pk=goal.pk).exists():
            raise UndoTooLate
        move(goal, fold, Move(now, Action.UNDONE), NOTHING, user_id)
        settle(goal, user_id, now)
    return goal


def say(user_id: int, goal_id: UUID, kind: str, ref: str, amount: Decimal, now: datetime) -> Goal:
    """Keep what the learner says of hours or a certificate; 0 takes it back."""
    with transaction.atomic():
        goal, _ = _locked(user_id, goal_id)
        rows = GoalItem.objects.filter(goal=goal, kind=kind, ref=ref)
        if not rows.update(said=amount or None, said_at=now if amount else None):
            raise GoalUnknown
        settle(goal, user_id, now)
    return goal


def settle(goal: Goal, user_id: int | None, now: datetime) -> bool:
    """Note that an open goal is met, or no longer; tell whether it moved."""
    fold = fold_of(goal)
    if not fold.is_open:
        return False
    found = progress_of(goal, user_id)
    if found.is_met and fold.status is Status.ACTIVE:
        move(goal, fold, Move(now, Action.MET), NOTHING, user_id)
        return True
    if fold.status is Status.MET and not found.is_met:
        move(goal, fold, Move(now, Action.REOPENED), NOTHING, user_id)
        return True
    return False


def move(goal: Goal, fold: Fold, step: Move, told: Told, user_id: int | None) -> None:
    """Make one step: the row of the move, and the goal as it is then."""
    _keep(goal, after(fold, step))
    goal.slot = slot_of(goal.subject, goal.course_key) if goal.ended_at is None else None
    goal.save()
    _say(goal, step, told, user_id)


def fold_of(goal: Goal) -> Fold:
    """Return the goal as its row has it."""
    rows = list(GoalItem.objects.filter(goal=goal))
    return Fold(
        Status(goal.status),
        Terms(spelling.Intent(goal.intent), items_of(rows), goal.horizon),
        goal.set_at,
        goal.met_at,
        goal.ended_at,
    )


def replayed(goal: Goal) -> Fold | None:
    """Return the goal as its moves have it; equal to ``fold_of`` unless somebody wrote by hand."""
    fold: Fold | None = None
    for row in GoalMove.objects.filter(goal=goal):
        terms = spelling.read(row.terms) if row.terms else None
        end = Status(row.end) if row.end else None
        fold = after(fold, Move(row.at, Action(row.action), terms, end, row.reason))
    return fold


def progress_of(goal: Goal, user_id: int | None) -> Progress:
    """Return how far the learner is now."""
    rows = list(GoalItem.objects.filter(goal=goal))
    seen = seen_by_goal(goal.subject, user_id, [(goal, rows)])[goal.pk]
    return progress(items_of(rows), seen)


def _locked(user_id: int, goal_id: UUID) -> tuple[Goal, Fold]:
    """Return the learner's own goal, nobody else moving it; raise ``GoalUnknown``."""
    subject = learners.locked_if_known(user_id)
    goal = Goal.objects.filter(pk=goal_id, subject=subject).first() if subject else None
    if goal is None:
        raise GoalUnknown
    return goal, fold_of(goal)


def _keep(goal: Goal, fold: Fold) -> None:
    goal.intent, goal.status = fold.terms.intent, fold.status
    goal.horizon, goal.set_at = fold.terms.horizon, fold.set_at
    goal.met_at, goal.ended_at = fold.met_at, fold.ended_at


def _choose(goal: Goal, terms: Terms) -> None:
    """Make the rows of items those of ``terms``; what was said of one that stays is kept."""
    had = {(row.kind, row.ref): row for row in GoalItem.objects.filter(goal=goal)}
    GoalItem.objects.filter(goal=goal).delete()
    rows = []
    for item in terms.items:
        old = had.get((item.kind, item.ref))
        rows.append(
            GoalItem(
                goal=goal,
                kind=item.kind,
                ref=item.ref,
                target=item.target,
                said=old.said if old else None,
                said_at=old.said_at if old else None,
            )
        )
    GoalItem.objects.bulk_create(rows)


def _say(goal: Goal, step: Move, told: Told, user_id: int | None) -> None:
    found = progress_of(goal, user_id)
    GoalMove.objects.create(
        goal=goal,
        action=step.action,
        end=step.end or "",
        reason=told.reason,
        note=told.note,
        terms=spelling.told(step.terms) if step.terms else None,
        met=found.met,
        total=found.total,
        satisfaction=told.satisfaction,
        at=step.at,
    )
