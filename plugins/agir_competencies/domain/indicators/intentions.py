"""Did people get what they came for? What is counted of goals, reasons and judgements."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from agir_competencies.domain.indicators.definition import Figure, rate
from agir_competencies.domain.indicators.participant import (
    MET,
    NO_GOAL,
    NO_INTENT,
    PENDING,
    SATISFIED,
    UNMET,
)
from agir_competencies.domain.indicators.profile import (
    COMPLETED,
    CORNERS,
    DISINCLINED_ACTOR,
    FINISH,
    INCLINED_ACTOR,
)
from agir_competencies.domain.indicators.tally import NEVER, TEAM, Tally

MOST_SATISFIED = 4
CONTENT = ("3", "4")  # a judgement that says: I reached it
LACKING = ("0", "1")  # and one that says: I did not
REACHED_OWN = (MET, SATISFIED)
DUE = (MET, SATISFIED, UNMET)
OTHERWISE = ("lower", "higher")  # than what was shown


def intent_coverage(tally: Tally) -> Figure:
    """Return with a declared intent / active: to be read before any figure on intent.

    30 of 50 told why they came.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> intent_coverage(counted([*crowd(30, Aim("explore")), *crowd(20)])).value
    Fraction(3, 5)
    """
    told = tally.where(lambda one: one.intent != NO_INTENT)
    return rate(told, tally.active, excluded=_outside(tally))


def intended_completion(tally: Tally) -> Figure:
    """Return, of those whose intent is to complete or to certify, the share that completed.

    9 of the 12 who meant to; 20 who only looked are not in it.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = intended_completion(counted([
    ...     *crowd(9, Aim("complete"), is_completed=True), *crowd(3, Aim("certify")),
    ...     *crowd(20, Aim("explore"))]))
    >>> found.value, found.denominator, found.coverage
    (Fraction(3, 4), 12, Fraction(3, 8))
    """
    meant = tally.where(lambda one: one.intent in FINISH)
    done = tally.where(lambda one: one.intent in FINISH and one.reached == COMPLETED)
    other = tally.where(lambda one: one.intent not in (*FINISH, NO_INTENT))
    excluded = (*_without(tally), ("other_intent", other))
    return rate(done, meant, of=tally.active, excluded=excluded)


def goal_attainment(tally: Tally) -> Figure:
    """Return who met their own goal / who has a goal that is met, ended, or whose date passed.

    Ended satisfied is met, whatever was reached. Who may still get there is pending: counted
    beside, and no failure. 14 met, 4 ended satisfied, 6 did not, 10 pending: 18/24.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = goal_attainment(counted([
    ...     *crowd(14, Aim("complete", status="met")), *crowd(4, Aim("explore",
    ...     status="satisfied")), *crowd(6, Aim("certify", status="unmet")),
    ...     *crowd(10, Aim("complete"))]))
    >>> found.value, found.denominator, dict(found.excluded)["pending"]
    (Fraction(3, 4), 24, 10)
    """
    met = tally.where(lambda one: one.goal in REACHED_OWN)
    due = tally.where(lambda one: one.goal in DUE)
    return rate(met, due, of=tally.active, excluded=(*_without(tally), _pending(tally)))


def goal_attainment_share(tally: Tally) -> Figure:
    """Return the mean, over learners, of the share of what they chose that they reached.

    Of the goals that goal_attainment counts and that ask for something. 5 learners reached 3 of
    4, and 5 reached 1 of 2: (5 × 3/4 + 5 × 1/2) / 10 = 5/8.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> goal_attainment_share(counted([
    ...     *crowd(5, Aim("selected_competencies", status="unmet", items_met=3, items_total=4)),
    ...     *crowd(5, Aim("selected_competencies", status="unmet", items_met=1, items_total=2)),
    ... ])).value
    Fraction(5, 8)
    """
    found = [(share, number) for status, share, number in tally.shares() if status in DUE]
    counted = sum(number for _, number in found)
    total = sum((share * number for share, number in found), Fraction(0))
    due = tally.where(lambda one: one.goal in DUE)
    excluded = (*_without(tally), _pending(tally), ("nothing_to_count", due - counted))
    return rate(total, counted, of=tally.active, excluded=excluded)


def intention_behaviour(tally: Tally) -> Figure:
    """Return the four corners of intention and behaviour; the value is success in own terms.

    The mapping is that of ``domain.indicators.profile``. 20 completed as they meant to, 15 meant
    to and did not, 4 were unsure and learned something, 11 were unsure and looked: 24/50.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd, shows
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = intention_behaviour(counted([
    ...     *crowd(20, Aim("complete"), is_completed=True), *crowd(15, Aim("complete")),
    ...     *crowd(4, Aim("unsure"), skills=shows("a")), *crowd(11, Aim("unsure"))]))
    >>> found.value, [number for _, number in found.parts]
    (Fraction(12, 25), [20, 15, 4, 11])
    """
    corners: Counter[str] = Counter()
    for one, number in tally.profiles():
        corners[one.corner] += number
    parts = tuple((name, corners[name]) for name in CORNERS)
    told = sum(number for _, number in parts)
    acted = corners[INCLINED_ACTOR] + corners[DISINCLINED_ACTOR]
    return rate(acted, told, of=tally.active, excluded=_without(tally), parts=parts)


def goal_change(tally: Tally) -> Figure:
    """Return who revised or changed their goal / with a goal, with the latest reason told.

    Six found that they had what they needed, which is a success; two lacked time: 8 of 32.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = goal_change(counted([
    ...     *crowd(6, Aim("complete", change="got_what_i_needed")),
    ...     *crowd(2, Aim("complete", change="time")), *crowd(24, Aim("explore"))]))
    >>> found.value, found.parts
    (Fraction(1, 4), (('got_what_i_needed', 6), ('time', 2)))
    """
    reasons: Counter[str] = Counter()
    for one, number in tally.profiles():
        if one.change:
            reasons[one.change] += number
    with_goal = tally.where(lambda one: one.goal != NO_GOAL)
    return rate(
        sum(reasons.values()),
        with_goal,
        of=tally.active,
        excluded=_without(tally),
        parts=tuple(sorted(reasons.items())),
    )


def satisfaction_with_own_goal(tally: Tally) -> Figure:
    """Return the mean judgement (0 to 4, as a share of 4) of those who gave one at an end.

    ``disagree`` counts who judge otherwise than the computed outcome says: 3 or 4 for a goal that
    was not met, 0 or 1 for one that was. 10 say 4 and met it, 5 say 2, 5 say 3 and did not meet
    it: (10 × 4 + 5 × 2 + 5 × 3) / (20 × 4) = 13/16, and 5 of 20 disagree.

    >>> from agir_competencies.domain.indicators.participant import Aim, crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = satisfaction_with_own_goal(counted([
    ...     *crowd(10, Aim("complete", status="met", satisfaction=4)),
    ...     *crowd(5, Aim("complete", status="met", satisfaction=2)),
    ...     *crowd(5, Aim("complete", status="unmet", satisfaction=3)), *crowd(30)]))
    >>> found.value, found.denominator, found.parts
    (Fraction(13, 16), 20, (('disagree', 5),))
    """
    judged, total, disagree = 0, 0, 0
    for one, number in tally.profiles():
        if one.satisfaction:
            judged += number
            total += number * int(one.satisfaction)
            disagree += number * _disagrees(one.satisfaction, one.goal)
    return rate(
        Fraction(total, MOST_SATISFIED),
        judged,
        of=tally.where(lambda one: one.goal != NO_GOAL),
        excluded=(*_without(tally), ("not_told", _untold(tally))),
        parts=(("disagree", disagree),) if judged else (),
    )


def calibration(tally: Tally) -> Figure:
    """Return who judges themselves as they showed / who judged themselves and can be compared.

    The figure of a learner is over all they judged afterwards and showed (``domain.self_check``).
    It says how well people know themselves, and nothing of how well they do. 12 judge as they
    showed, 6 lower, 2 higher, 30 told nothing: 12/20.

    >>> from agir_competencies.domain.indicators.participant import crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = calibration(counted([
    ...     *crowd(12, said="agrees"), *crowd(6, said="lower"), *crowd(2, said="higher"),
    ...     *crowd(30)]))
    >>> found.value, found.denominator, found.coverage, dict(found.excluded)["not_compared"]
    (Fraction(3, 5), 20, Fraction(2, 5), 30)
    """
    agrees, others = tally.count("said:agrees"), [tally.count(f"said:{one}") for one in OTHERWISE]
    compared = agrees + sum(others)
    return rate(
        agrees,
        compared,
        of=tally.active,
        excluded=(*_outside(tally), ("not_compared", tally.active - compared)),
        parts=tuple(zip(OTHERWISE, others, strict=True)) if compared else (),
    )


def _disagrees(judged: str, goal: str) -> bool:
    return (judged in CONTENT and goal == UNMET) or (judged in LACKING and goal in REACHED_OWN)


def _untold(tally: Tally) -> int:
    return tally.where(lambda one: one.goal != NO_GOAL and not one.satisfaction)


def _pending(tally: Tally) -> tuple[str, int]:
    return PENDING, tally.where(lambda one: one.goal == PENDING)


def _without(tally: Tally) -> tuple[tuple[str, int], ...]:
    none = tally.where(lambda one: one.intent == NO_INTENT)
    return (*_outside(tally), ("no_goal", none))


def _outside(tally: Tally) -> tuple[tuple[str, int], ...]:
    return (TEAM, tally.count(TEAM)), (NEVER, tally.count(NEVER))
