"""What is one learner of one course, to an indicator? Facts without a name, in plain rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

NO_INTENT: Final = "none"
INTENTS: Final = (
    "complete", "certify", "selected_competencies", "explore", "unsure", NO_INTENT,
)  # fmt: skip
NO_GOAL, MET, SATISFIED, UNMET, PENDING = "none", "met", "satisfied", "unmet", "pending"
GOALS: Final = (NO_GOAL, MET, SATISFIED, UNMET, PENDING)


@dataclass(frozen=True, slots=True)
class Skill:
    """One competency that the learner gave evidence of in the course.

    ``prior``: it was demonstrated before the first evidence here. ``gain`` is the estimate now
    less the estimate after the first evidence, -1 to 1, ``None`` unless there are two pieces.
    ``retained``: shown again 30 days or more after it was demonstrated; ``None`` when it was not
    assessed again by then.
    """

    key: str
    is_demonstrated: bool
    prior: bool = False
    gain: Decimal | None = None
    retained: bool | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A learner's goals for the course, as facts to count.

    ``intent`` is the first they declared, ``own`` whether that first goal was met; ``status`` is
    of the latest: met, satisfied (ended so, whatever was reached), unmet (its date has passed, or
    it was abandoned), pending. ``change`` is the reason of the latest revision or change, ''
    without any, ``untold`` without a reason. ``satisfaction`` is 0 to 4 at an end.
    """

    intent: str
    own: bool = False
    status: str = PENDING
    items_met: int = 0
    items_total: int = 0
    change: str = ""
    satisfaction: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One enrolment. ``in_team``: staff or a beta tester, counted nowhere but as excluded.

    ``is_active``: met one activity or gave one piece of evidence. ``is_completed``: met every
    activity, or passed. ``required`` is how many competencies the course assesses. ``said``: how
    what the learner says of themselves lies beside what they showed, lower, agrees or higher over
    all of it ('' where nothing can be compared).
    """

    is_active: bool = True
    is_completed: bool = False
    in_team: bool = False
    aim: Aim | None = None
    skills: tuple[Skill, ...] = ()
    required: int = 0
    said: str = ""

    @property
    def demonstrated(self) -> int:
        """Return how many competencies the learner demonstrates."""
        return sum(one.is_demonstrated for one in self.skills)


def crowd(count: int, aim: Aim | None = None, **facts: Any) -> list[Participant]:
    """Return ``count`` learners of the same facts: what worked examples are made of."""
    return [replace(Participant(**facts), aim=aim)] * count


def shows(*keys: str, **facts: Any) -> tuple[Skill, ...]:
    """Return demonstrated competencies."""
    return tuple(Skill(key, True, **facts) for key in keys)


def tried(*keys: str, **facts: Any) -> tuple[Skill, ...]:
    """Return competencies that were attempted and are not demonstrated."""
    return tuple(Skill(key, False, **facts) for key in keys)
