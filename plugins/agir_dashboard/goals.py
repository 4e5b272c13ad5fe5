"""What do the learner's own goals look like on a page? In words, from the face of competencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from agir_competencies.api import goals as own
from agir_competencies.api.goals import GoalView, ItemView, MoveView
from agir_dashboard import goal_words, sentences

SAID = ("hours", "certificate")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a learner's own target stands on a bar, 0 to 100, and in words."""

    percent: int
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing chosen, in words. ``said`` is what the learner told of it, for a form field."""

    kind: str
    ref: str
    label: str
    target: str
    state: str
    level: int
    aim: int
    is_met: bool
    can_say: bool
    said: str


@dataclass(frozen=True, slots=True)
class Card:
    """One goal, in words.

    ``percent`` is 0 to 100 for the intent to follow the whole course. ``remind``: whether its
    learner asked to be reminded, ``None`` where the site reminds nobody.
    """

    id: UUID
    course_key: str
    title: str
    intent: str
    intent_label: str
    lead: str
    by: str
    horizon: date | None
    set_on: str
    ended: str
    lines: tuple[Line, ...]
    is_open: bool
    is_met: bool
    can_undo: bool
    percent: int | None
    remind: bool | None = None

    @property
    def chosen(self) -> dict[str, int]:
        """Return the level aimed at by competency, in text."""
        return {line.ref: line.aim for line in self.lines if line.kind == "competency"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a goal's history, in words."""

    date: str
    what: str
    reached: str
    reason: str
    note: str


def cards_of(user_id: int, language: str) -> list[Card]:
    """Return all goals of the person, present ones first."""
    return _with_reminders(user_id, [card(one) for one in own.goals(user_id, language=language)])


def card_of(user_id: int, goal_id: UUID, language: str) -> Card:
    """Return one goal of the person; raise ``GoalUnknown``."""
    found = card(own.goal(user_id, goal_id, language=language))
    return _with_reminders(user_id, [found])[0]


def _with_reminders(user_id: int, cards: list[Card]) -> list[Card]:
    """Say which goals their learner asked to be reminded of, where the site reminds."""
    if not cards or not getattr(settings, "AGIR_COMPETENCIES_GOAL_REMINDERS", False):
        return cards
    asked = own.reminded(user_id)
    return [replace(one, remind=one.id in asked) for one in cards]


def card(view: GoalView) -> Card:
    """Return a goal in words."""
    percents = [
        int(100 * item.done / item.total)
        for item in view.items
        if item.kind == "course" and item.total
    ]
    return Card(
        id=view.id,
        course_key=view.course_key,
        title=goal_words.place(view.course_key, view.course_title),
        intent=view.intent,
        intent_label=str(goal_words.INTENTS[view.intent][0]),
        lead=goal_words.lead(view),
        by=goal_words.by(view.horizon, is_met=view.is_met, today=timezone.localdate()),
        horizon=view.horizon,
        set_on=sentences.day(view.set_at),
        ended="" if view.is_open else goal_words.ended(view.status, view.ended_at),
        lines=tuple(_line(item, view.course_title) for item in view.items),
        is_open=view.is_open,
        is_met=view.is_met,
        can_undo=view.can_undo,
        percent=percents[0] if percents else None,
    )


def steps(user_id: int, goal_id: UUID) -> list[Step]:
    """Return the history of one goal of the person, in order."""
    return [_step(move) for move in own.history(user_id, goal_id)]


def targets(views: Iterable[GoalView]) -> dict[UUID, Target]:
    """Return the target on each competency that open goals name: the highest where several do."""
    asked: dict[str, ItemView] = {}
    for view in views:
        for item in view.items:
            if item.kind == "competency" and item.target > _aim(asked.get(item.ref)):
                asked[item.ref] = item
    return {
        UUID(ref): Target(_percent(item.threshold), goal_words.target(item.target))
        for ref, item in asked.items()
    }


def _aim(item: ItemView | None) -> int:
    return item.target if item else 0


def _percent(share: Decimal | None) -> int:
    whole = Decimal(1) if share is None else share
    return int((whole * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _line(item: ItemView, course_title: str) -> Line:
    return Line(
        kind=item.kind,
        ref=item.ref,
        label=goal_words.item_label(item, course_title),
        target=goal_words.item_target(item),
        state=goal_words.item_state(item),
        level=item.level,
        aim=item.target,
        is_met=item.is_met,
        can_say=item.kind in SAID,
        said=_bare(item.done) if item.done else "",
    )


def _bare(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


def _step(move: MoveView) -> Step:
    reason: Any = goal_words.REASONS.get(move.reason, "")
    counted = f"{move.met}/{move.total}" if move.total else ""
    return Step(
        date=sentences.day(move.at),
        what=goal_words.moved(move.action, move.end),
        reached=counted,
        reason=str(reason),
        note=move.note,
    )
