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
from dataclasses import dataclass, replace
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


def _in_corner(corner: str) -> Figure:
    return _of(lambda one: one.corner == corner)


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
    **{corner: _in_corner(corner) for corner in CORNERS},
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
    "enrolment_completion": ((ENROLLED, "completed"),),
    "non_start": ((ENROLLED, NEVER),),
    "competencies_per_learner": ((),),
}  # fmt: skip
"""What each indicator would publish, the fullest offer first; an empty one shows no count."""

CALIBRATION: Final = "calibration"
SAID: Final = ("compared", "agrees")
"""Counts of self-judgement: who can be compared, and who judges as they showed."""


BASES: Final[tuple[tuple[str, ...], ...]] = ((ENROLLED, ACTIVE), (ACTIVE,), (ENROLLED,))
"""Whom a report is about: without those who never began where they are too few to be told."""


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

    ``counts`` has all of ``FIGURES`` and of ``SAID``, ``skills`` the learners who tried and who
    demonstrate.
    """
    safe = (base for base in BASES if _safe(base, counts, earlier, least))
    names = next(safe, None)
    if names is None:
        return None
    offers: dict[str, int] = {}
    for indicator, several in OFFERS.items():
        if ACTIVE not in names:
            break
        for number, offer in enumerate(several):
            wanted = tuple(name for name in NAMES if name in {*names, *offer})
            if wanted == names or _safe(wanted, counts, earlier, least):
                names, offers[indicator] = wanted, number
                break
    shown = _skills(names, counts, skills, earlier, least) if ACTIVE in names else {}
    told = {name: counts[name] for name in names}
    if ACTIVE in names and len(skills) > PAIR and _said_is_safe(told, counts, earlier, least):
        told |= {name: counts[name] for name in SAID}
        offers[CALIBRATION] = 0
    return Published(told, offers, shown)


def _said_is_safe(
    told: Mapping[str, int], counts: Mapping[str, int], past: Sequence[Published], least: int
) -> bool:
    """Tell whether the two counts of self-judgement may stand beside what is ``told``.

    Anybody active may have judged themselves, and as they showed or otherwise, whatever else is
    counted of them. So a sum of all these figures counts a group only where it is one of the
    others' own, or a union of: who judged as they showed, who judged otherwise, who did not,
    and who never began. Each union must be large, now and against each earlier one that nests.
    (Where a course has two competencies or fewer, who judged is nearly who tried them: nothing
    is told.)
    """
    now = judged_unions({**told, **{name: counts.get(name, 0) for name in SAID}})
    if any(number < least for number in now.values()):
        return False
    return all(_unions_apart(now, judged_unions(one.counts), least) for one in past)


def judged_unions(counts: Mapping[str, int]) -> dict[int, int]:
    """Return the counts of all unions by mask: as shown 1, otherwise 2, not judged 4, never 8."""
    active = counts.get(ACTIVE)
    parts = []
    if active is None and ENROLLED in counts:
        parts = [(15, counts[ENROLLED])]
    if active is not None and ENROLLED in counts:
        parts = [(8, counts[ENROLLED] - active)]
    if active is not None and all(name in counts for name in SAID):
        compared, agrees = (counts[name] for name in SAID)
        parts += [(1, agrees), (2, compared - agrees), (4, active - compared)]
    elif active is not None:
        parts += [(7, active)]
    found = {0: 0}
    for bits, number in parts:
        found |= {mask | bits: total + number for mask, total in found.items()}
    del found[0]
    return found


def _unions_apart(now: Mapping[int, int], before: Mapping[int, int], least: int) -> bool:
    return all(
        abs(number - other) >= least or (mask == place and number == other)
        for mask, number in now.items()
        for place, other in before.items()
        if mask & place in (mask, place)
    )


def _safe(
    names: tuple[str, ...], counts: Mapping[str, int], past: Sequence[Published], least: int
) -> bool:
    """Tell whether no group of fewer can be computed from these counts and all earlier ones."""
    numbers = [counts[name] for name in names]
    now = [[one.count(numbers) for one in derived] for derived in _derivable(names)]
    if any(number < least for several in now for number in several):
        return False
    around = judged_unions({name: counts[name] for name in names})
    for one in past:
        if SAID[0] in one.counts and not _unions_apart(around, judged_unions(one.counts), least):
            return False
        told = names_of(one)
        earlier = [one.counts[name] for name in told]
        for model, derived in enumerate(_derivable(told)):
            before = [group.count(earlier) for group in derived]
            if not _apart(now[model], before, _nested(names, told)[model], least):
                return False
    return True


def names_of(published: Published) -> tuple[str, ...]:
    """Return which figures a report gives, in their order."""
    return tuple(name for name in NAMES if name in published.counts)


Nested = tuple[tuple[int, int, bool], ...]


def _apart(now: Sequence[int], before: Sequence[int], nested: Nested, least: int) -> bool:
    """Tell whether no small group lies between a group of now and one of before that nest."""
    for this, other, same in nested:
        difference = abs(now[this] - before[other])
        if difference < least and not (same and difference == 0):
            return False
    return True


@cache
def _nested(names: tuple[str, ...], told: tuple[str, ...]) -> tuple[Nested, ...]:
    """Return, of two reports, the pairs of groups that hold each other, and if they are the same.

    Of all people alike, and of the usual ones.
    """
    return tuple(
        _holding([one.mask for one in now], [one.mask for one in before])
        for now, before in zip(_derivable(names), _derivable(told), strict=True)
    )


def _holding(now: Sequence[int], before: Sequence[int]) -> Nested:
    return tuple(
        (at, place, mask == other)
        for at, mask in enumerate(now)
        for place, other in enumerate(before)
        if mask & other in (mask, other)
    )


def _skills(
    names: tuple[str, ...],
    counts: Mapping[str, int],
    skills: Mapping[str, tuple[int, int]],
    past: Sequence[Published],
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
        befores = [
            _unions(one.counts[ACTIVE], *one.skills[key]) for one in past if key in one.skills
        ]
        if all(_apart(now, before, UNIONS, least) for before in befores):
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


def _unions(active: int, tried: int, shown: int) -> list[int]:
    """Return the counts of the groups of one competency: by mask, ``PARTS`` and their unions.

    Bits of a mask: not tried 1, tried only 2, demonstrated 4.
    """
    parts = ((1, active - tried), (2, tried - shown), (4, shown))
    return [sum(number for bit, number in parts if mask & bit) for mask in MASKS]


MASKS: Final = tuple(range(1, 8))
UNIONS: Final = _holding(MASKS, MASKS)


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
        found.append(
            tuple(replace(one, mask=_widened(one.mask, distinct, where)) for one in several)
        )
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
