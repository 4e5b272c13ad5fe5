"""A learner's own goals.

Who may: the learner alone. Each function takes the id of the person who asks and finds theirs;
none finds somebody else's, and none takes a course to list its learners' goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from agir_competencies.domain.goal import (
    MOST_HOURS,
    GoalUnknown,
    HoursOutOfBounds,
    Kind,
    NotEnrolled,
    Status,
)
from agir_competencies.goals import (
    choices,
    proposals,
    reading,
    reminding,
    settling,
    terms,
    writing,
)
from agir_competencies.goals.data import (
    Choice,
    Choices,
    GoalView,
    ItemView,
    MoveView,
    ProposalView,
)
from agir_competencies.goals.proposals import Offer
from agir_competencies.goals.reminding import Due
from agir_competencies.goals.writing import Told
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.select import platform

__all__ = [
    "Choice",
    "Choices",
    "Due",
    "GoalView",
    "ItemView",
    "MoveView",
    "Offer",
    "ProposalView",
    "Told",
    "Wish",
    "close",
    "due",
    "give_back",
    "goal",
    "goal_of_course",
    "goals",
    "history",
    "linked_skills",
    "offered",
    "offered_bare",
    "open_goals",
    "propose",
    "remind",
    "reminded",
    "revise",
    "say",
    "set_goal",
    "settle",
    "skills_of_course",
    "stop_reminding",
    "take",
    "to_choose",
    "undo",
    "withdraw_proposal",
]

ENDS = {"satisfied": Status.SATISFIED, "abandoned": Status.ABANDONED}


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal as somebody tells it.

    ``intent`` is a code; ``items`` are (kind, ref, target): ("competency", identifier, 2 or 3),
    ("unit", usage key, 1), ("hours", "", 1 to 1000).
    """

    intent: str
    items: tuple[tuple[str, str, int], ...] = ()
    horizon: date | None = None


def goals(user_id: int, *, language: str, clock: Clock | None = None) -> list[GoalView]:
    """Return the person's goals, present ones first. Constant SELECTs but for units' courses."""
    return reading.goals_of(user_id, language, _clock(clock).now(), only_open=False)


def open_goals(subject: UUID, user_id: int, *, language: str) -> list[GoalView]:
    """Return the present goals of a person whose subject is known. One SELECT without any."""
    now = SystemClock().now()
    return reading.of_subject(subject, user_id, language, now, only_open=True)


def goal(user_id: int, goal_id: UUID, *, language: str, clock: Clock | None = None) -> GoalView:
    """Return one goal of the person; raise ``GoalUnknown``."""
    for one in goals(user_id, language=language, clock=clock):
        if one.id == goal_id:
            return one
    raise GoalUnknown


def goal_of_course(
    user_id: int, course_key: str, *, language: str, clock: Clock | None = None
) -> GoalView | None:
    """Return the person's present goal of a course, else the one that ended last, if any.

    One SELECT for whom the suite never met, two without any goal; writes nothing.
    """
    subject = learners.known_subject(user_id)
    if subject is None:
        return None
    return reading.of_course(subject, user_id, course_key, language, _clock(clock).now())


def skills_of_course(
    course_key: str, *, language: str, also: Iterable[UUID] = ()
) -> tuple[Choice, ...]:
    """Return what a course lets anybody choose, and ``also`` these; at most 500. Four SELECTs."""
    return choices.skills(course_key, language, also)


def linked_skills(course_key: str) -> dict[UUID, bool]:
    """Return the competencies a course is or was linked to: is a link in force? One SELECT."""
    return choices.linked(course_key)


def history(user_id: int, goal_id: UUID) -> list[MoveView]:
    """Return the steps of one goal of the person, in order; empty for none of theirs."""
    return reading.moves_of(user_id, goal_id)


def to_choose(user_id: int, course_key: str, *, language: str) -> Choices:
    """Return what the person may choose for a course they follow, or for all ('')."""
    return choices.choices(user_id, _followed(user_id, course_key), language)


def set_goal(user_id: int, course_key: str, wish: Wish, *, clock: Clock | None = None) -> UUID:
    """Set a goal for a course the person follows, or for all (''); return its id.

    One transaction. Raises a ``GoalRefused``: ``GoalAlreadyOpen`` when there is an active one.
    """
    now = _clock(clock).now()
    _followed(user_id, course_key)
    kept = terms.checked(wish.intent, wish.items, wish.horizon, course_key, now.date())
    return writing.begin(user_id, course_key, kept, now).pk


def take(user_id: int, proposal_id: UUID, *, clock: Clock | None = None) -> UUID:
    """Make a course team's proposal one's own goal; return its id. Nothing tells who took it."""
    now = _clock(clock).now()
    course_key, kept = proposals.terms_of(proposal_id, now.date())
    _followed(user_id, course_key)
    return writing.begin(user_id, course_key, kept, now).pk


def revise(
    user_id: int, goal_id: UUID, wish: Wish, told: Told, *, clock: Clock | None = None
) -> UUID:
    """Revise a goal; return its id, or that of the next goal where the intent is another.

    One transaction. Raises a ``GoalRefused``.
    """
    now = _clock(clock).now()
    before = goal(user_id, goal_id, language="", clock=clock)
    same = wish.horizon is not None and wish.horizon == before.horizon
    today = min(now.date(), wish.horizon) if same and wish.horizon else now.date()
    kept = terms.checked(wish.intent, wish.items, wish.horizon, before.course_key, today)
    return writing.revise(user_id, goal_id, kept, told, now).pk


def close(user_id: int, goal_id: UUID, end: str, told: Told, *, clock: Clock | None = None) -> None:
    """End a goal: ``satisfied`` (a success, whatever was reached) or ``abandoned``."""
    status = ENDS.get(end)
    if status is None:
        raise terms.WordUnknown(known=", ".join(ENDS))
    writing.close(user_id, goal_id, status, told, _clock(clock).now())


def undo(user_id: int, goal_id: UUID, *, clock: Clock | None = None) -> None:
    """Take the end of a goal back, within a day; raise ``UndoTooLate``."""
    writing.undo(user_id, goal_id, _clock(clock).now())


def say(user_id: int, goal_id: UUID, kind: str, amount: str, *, clock: Clock | None = None) -> None:
    """Keep what the person says they did: ``hours`` (0 to 1000), or ``certificate`` (0 or 1)."""
    found = goal(user_id, goal_id, language="", clock=clock)
    refs = [one.ref for one in found.items if one.kind == kind]
    if kind not in (Kind.HOURS, Kind.CERTIFICATE) or not refs:
        raise GoalUnknown
    now = _clock(clock).now()
    writing.say(user_id, goal_id, kind, refs[0], _figure(amount), now)


def offered(course_key: str, *, language: str) -> list[ProposalView]:
    """Return what a course team proposes."""
    return proposals.of_course(course_key, language)


def offered_bare(course_key: str) -> list[ProposalView]:
    """Return the same without names of competencies (``labels`` is empty). One SELECT."""
    return proposals.bare(course_key)


def propose(course_key: str, offer: Offer, *, clock: Clock | None = None) -> UUID:
    """Propose a goal to a course's learners; its caller asks whether the person may."""
    return proposals.propose(course_key, offer, _clock(clock).now())


def withdraw_proposal(course_key: str, proposal_id: UUID, *, clock: Clock | None = None) -> None:
    """Propose it no more; its caller asks whether the person may."""
    proposals.retire(course_key, proposal_id, _clock(clock).now())


def settle(
    subject: UUID | None = None, competencies: Iterable[str] = (), *, clock: Clock | None = None
) -> int:
    """Note which open goals are met now: a learner's on some competencies, or all. Idempotent."""
    now = _clock(clock).now()
    if subject is None:
        return settling.sweep(now)
    return settling.on_standing(subject, competencies, now)


def remind(user_id: int, goal_id: UUID, *, wanted: bool, clock: Clock | None = None) -> None:
    """Ask to be reminded of an open goal, or no more; raise ``GoalUnknown``. Idempotent."""
    reminding.ask(user_id, goal_id, _clock(clock).now(), wanted=wanted)


def reminded(user_id: int) -> set[UUID]:
    """Return the goals that the person asked to be reminded of. Two SELECTs."""
    return reminding.asked(user_id)


def stop_reminding(goal_id: UUID) -> None:
    """Remind of a goal no more; its caller has seen a signed link. Idempotent."""
    reminding.stop(goal_id)


def due(*, clock: Clock | None = None) -> Iterator[Due]:
    """Yield what is to be reminded of now, each claimed so that nobody else sends it.

    A job alone calls this. What could not be sent goes back by ``give_back``.
    """
    return reminding.due(_clock(clock).now())


def give_back(one: Due) -> None:
    """Say that a reminder was not sent."""
    reminding.give_back(one)


def _clock(clock: Clock | None) -> Clock:
    return clock or SystemClock()


def _followed(user_id: int, course_key: str) -> str:
    if course_key and not platform().enrolments.is_enrolled(user_id, course_key):
        raise NotEnrolled
    return course_key


def _figure(amount: str) -> Decimal:
    try:
        figure = Decimal(amount.strip().replace(",", ".")).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise HoursOutOfBounds(limit=MOST_HOURS) from None
    if not 0 <= figure <= MOST_HOURS:
        raise HoursOutOfBounds(limit=MOST_HOURS)
    return figure
