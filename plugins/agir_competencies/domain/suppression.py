"""What may be published of a course beyond those who may see its learners?

Counts of groups of 11 people or more, chosen one indicator after the other, so that no group of
fewer can be computed from all that was ever published of the course: neither from one report (any
sums and differences, ``domain.span``), nor from two dates (a group counted twice must be the same
number or differ by 11 or more, and so must a group and a larger one that holds it).

Kinds of people are all that a profile may be. A second, narrower list leaves out what is possible
but unusual (who has one goal, as most do): a group that is nearly exact is no safer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from agir_competencies.domain.indicators.definition import MINIMUM_CELL
from agir_competencies.domain.indicators.intentions import DUE, REACHED_OWN
from agir_competencies.domain.indicators.participant import (
    GOALS,
    INTENTS,
    MET,
    NO_GOAL,
    NO_INTENT,
    PENDING,
    SATISFIED,
)
from agir_competencies.domain.indicators.profile import (
    COMPLETED,
    CORNERS,
    FINISH,
    LEARNED,
    LOOKED,
    REACHED,
    SKILLS,
    UNTOLD,
    Profile,
)
from agir_competencies.domain.span import Group, groups

ENROLLED, ACTIVE, NEVER = "enrolled", "active", "never"
TRIED, SHOWN = "tried", "shown"

Kind = Profile | None  # ``None``: enrolled and never active
Figure = Callable[[Kind], int]


def _of(test: Callable[[Profile], object]) -> Figure:
    return lambda kind: int(kind is not None and bool(test(kind)))


FIGURES: Final[dict[str, Figure]] = {
    ENROLLED: lambda kind: 1,
    ACTIVE: _of(lambda one: True),
    NEVER: lambda kind: int(kind is None),
    "met": _of(lambda one: one.goal in REACHED_OWN),
    "due": _of(lambda one: one.goal in DUE),
    "due_counts": _of(lambda one: one.goal in DUE and one.counts),
    "left": _of(lambda one: one.reached != COMPLETED),
    "learned": _of(lambda one: one.reached == LEARNED),
    "completed": _of(lambda one: one.reached == COMPLETED),
    "told": _of(lambda one: one.intent != NO_INTENT),
    "acted": _of(lambda one: one.corner.endswith("_actor")),
    "meant": _of(lambda one: one.intent in FINISH),
    "meant_completed": _of(lambda one: one.intent in FINISH and one.reached == COMPLETED),
    "judged": _of(lambda one: one.satisfaction),
    "changed": _of(lambda one: one.change),
    **{corner: _of(lambda one, corner=corner: one.corner == corner) for corner in CORNERS},
}
NAMES: Final = tuple(FIGURES)

OFFERS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "goal_attainment": (("met", "due"),),
    "partial_value": (("left", "learned"),),
    "goal_attainment_share": (("due_counts",),),
    "intention_behaviour": (("told", "acted", *CORNERS), ("told", "acted")),
    "intent_coverage": (("told",),),
    "intended_completion": (("meant", "meant_completed"),),
    "satisfaction_with_own_goal": (("judged",),),
    "goal_change": (("told", "changed"),),
    "active_completion": (("completed",),),
    "enrolment_completion": (("completed",),),
    "non_start": ((NEVER,),),
    "competencies_per_learner": ((),),
}  # fmt: skip
"""What each indicator would publish, the fullest offer first; an empty one shows no count."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one report says beyond the team: counts by figure, and by competency (tried, shown).

    ``offers`` says which indicators it gives, and by how full an offer.
    """

    counts: Mapping[str, int]
    offers: Mapping[str, int]
    skills: Mapping[str, tuple[int, int]]


def choose(
    counts: Mapping[str, int],
    skills: Mapping[str, tuple[int, int]],
    earlier: Sequence[Published] = (),
    least: int = MINIMUM_CELL,
) -> Published | None:
    """Return the most that may be published now, given all that was; ``None`` for nothing.

    ``counts`` has all of ``FIGURES``, ``skills`` the learners who tried and who demonstrate.
    """
    past = [Past.of(one) for one in earlier]
    names = (ENROLLED, ACTIVE)
    if not _safe(names, counts, past, least):
        names = (ENROLLED,)
        if not _safe(names, counts, past, least):
            return None
    offers: dict[str, int] = {}
    for indicator, several in OFFERS.items():
        if ACTIVE not in names:
            break
        for number, offer in enumerate(several):
            wanted = tuple(name for name in NAMES if name in {*names, *offer})
            if wanted == names or _safe(wanted, counts, past, least):
                names, offers[indicator] = wanted, number
                break
    shown = _skills(names, counts, skills, past, least) if ACTIVE in names else {}
    return Published({name: counts[name] for name in names}, offers, shown)


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier report, as the groups that can be computed from it and their counts."""

    groups: tuple[tuple[Mapping[int, int], ...], ...]
    skills: Mapping[str, Mapping[int, int]]

    @classmethod
    def of(cls, published: Published) -> Past:
        """Return what can be computed from a report."""
        names = tuple(name for name in NAMES if name in published.counts)
        numbers = [published.counts[name] for name in names]
        found = tuple(_counted(derived, numbers) for derived in _derivable(names))
        active = published.counts.get(ACTIVE, 0)
        skills = {key: _unions(active, *pair) for key, pair in published.skills.items()}
        return cls(found and (found,), skills)


def _counted(found: Iterable[Group], numbers: Sequence[int]) -> dict[int, int]:
    return {one.mask: int(one.count(numbers)) for one in found}


def _safe(
    names: tuple[str, ...], counts: Mapping[str, int], past: Sequence[Past], least: int
) -> bool:
    numbers = [counts[name] for name in names]
    for model, derived in enumerate(_derivable(names)):
        now = _counted(derived, numbers)
        if any(number < least for number in now.values()):
            return False
        for one in past:
            for before in one.groups:
                if not _apart(now, before[model], least):
                    return False
    return True


def _apart(now: Mapping[int, int], before: Mapping[int, int], least: int) -> bool:
    """Tell whether no small group lies between a group of now and one of before that nest."""
    for mask, number in now.items():
        for other, earlier in before.items():
            together = mask & other
            if together not in (mask, other):
                continue
            difference = abs(number - earlier)
            if difference < least and not (mask == other and difference == 0):
                return False
    return True


def _skills(
    names: tuple[str, ...],
    counts: Mapping[str, int],
    skills: Mapping[str, tuple[int, int]],
    past: Sequence[Past],
    least: int,
) -> dict[str, tuple[int, int]]:
    """Return the competencies whose two counts may stand beside what is published."""
    derived = _derivable_with_skill(names, alone=len(skills) == 1)
    numbers = [counts[name] for name in names]
    found = {}
    for key, (tried, shown) in skills.items():
        told = [*numbers, tried, shown]
        if any(one.count(told) < least for one in derived):
            continue
        now = _unions(counts[ACTIVE], tried, shown)
        befores = [one.skills[key] for one in past if key in one.skills]
        if all(_apart(now, before, least) for before in befores):
            found[key] = (tried, shown)
    return found if len(skills) != PAIR or len(found) < PAIR else _of_two(names, counts, found)


PAIR: Final = 2


def _of_two(
    names: tuple[str, ...], counts: Mapping[str, int], found: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Keep one of two competencies that a course has in all, where who learned shows either."""
    if "learned" not in names:
        return found
    first = next(iter(found))
    return {first: found[first]}


def _unions(active: int, tried: int, shown: int) -> dict[int, int]:
    """Return the groups of one competency: not tried 1, tried only 2, shown 4, and their unions."""
    parts = {1: active - tried, 2: tried - shown, 4: shown}
    return {
        mask: sum(number for bit, number in parts.items() if mask & bit) for mask in range(1, 7)
    }


@cache
def _kinds(*, usual: bool) -> tuple[tuple[int, ...], ...]:
    """Return the distinct columns of figures over all kinds of people, or the usual ones."""
    seen: dict[tuple[int, ...], None] = {}
    for kind in (None, *_profiles()):
        if usual and kind is not None and not _is_usual(kind):
            continue
        seen[tuple(FIGURES[name](kind) for name in NAMES)] = None
    return tuple(seen)


def _profiles() -> Iterable[Profile]:
    for reached in REACHED:
        yield Profile(reached=reached)
    told = [one for one in INTENTS if one != NO_INTENT]
    goals = [one for one in GOALS if one != NO_GOAL]
    for intent, reached, own, goal, change, judged, counts in product(
        told, REACHED, (False, True), goals, ("", UNTOLD), ("", "2"), (False, True)
    ):
        if own and intent != SKILLS:
            continue
        if goal == PENDING and judged:
            continue
        if goal == SATISFIED and not change:
            continue
        yield Profile(intent, reached, own, goal, change, judged, counts)


def _is_usual(one: Profile) -> bool:
    """Tell whether somebody with one goal may have this profile."""
    if one.intent == "complete":
        return (one.goal == MET) == (one.reached == COMPLETED)
    if one.intent == SKILLS:
        return one.own == (one.goal == MET) and not (one.own and one.reached == LOOKED)
    return one.counts or one.goal != MET


@cache
def _derivable(names: tuple[str, ...]) -> tuple[tuple[Group, ...], ...]:
    """Return the groups that these figures give, over all kinds of people and the usual ones."""
    at = [NAMES.index(name) for name in names]
    found = []
    for usual in (False, True):
        columns = _kinds(usual=usual)
        distinct = list(dict.fromkeys(tuple(column[one] for one in at) for column in columns))
        where: dict[tuple[int, ...], int] = {}
        for number, column in enumerate(columns):
            part = tuple(column[one] for one in at)
            where[part] = where.get(part, 0) | (1 << number)
        several = groups([[column[row] for column in distinct] for row in range(len(names))])
        found.append(tuple(Group(_widened(one.mask, distinct, where), one.factors) for one in several))
    return tuple(found)


def _widened(
    mask: int, distinct: Sequence[tuple[int, ...]], where: Mapping[tuple[int, ...], int]
) -> int:
    """Return the mask over all kinds, so that groups of two reports can be compared."""
    return sum(where[column] for at, column in enumerate(distinct) if mask >> at & 1)


@cache
def _derivable_with_skill(names: tuple[str, ...], *, alone: bool) -> tuple[Group, ...]:
    """Return the groups that these figures give with the two counts of one competency.

    Who demonstrates it has learned or completed. ``alone``: the course has no other, so that who
    learned demonstrates it.
    """
    at = [NAMES.index(name) for name in names]
    learned, completed = NAMES.index("learned"), NAMES.index("completed")
    never = NAMES.index(NEVER)
    columns: dict[tuple[int, ...], None] = {}
    for column in _kinds(usual=False):
        part = tuple(column[one] for one in at)
        places = [(0, 0)] if column[never] else [(0, 0), (1, 0), (1, 1)]
        if not column[learned] and not column[completed]:
            places = [place for place in places if place != (1, 1)]
        if alone and column[learned]:
            places = [(1, 1)]
        for place in places:
            columns[part + place] = None
    distinct = list(columns)
    return groups([[column[row] for column in distinct] for row in range(len(names) + 2)])
