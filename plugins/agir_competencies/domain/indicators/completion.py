"""How many finished, and how many never began? Rows among others, never first and never alone."""

from __future__ import annotations

from agir_competencies.domain.indicators.definition import Figure, rate
from agir_competencies.domain.indicators.profile import COMPLETED, LEARNED
from agir_competencies.domain.indicators.tally import NEVER, TEAM, Tally


def enrolment_completion(tally: Tally) -> Figure:
    """Return completed / enrolled.

    Of 40 enrolled, 15 never came and 5 finished: 5/40.

    >>> from agir_competencies.domain.indicators.participant import crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = enrolment_completion(counted([
    ...     *crowd(15, is_active=False), *crowd(20), *crowd(5, is_completed=True),
    ...     *crowd(2, in_team=True)]))
    >>> found.value, found.denominator, found.excluded
    (Fraction(1, 8), 40, (('team', 2),))
    """
    return rate(_completed(tally), tally.enrolled, excluded=_team(tally))


def active_completion(tally: Tally) -> Figure:
    """Return completed / active.

    Of the same 40, 25 were active: 5/25.

    >>> from agir_competencies.domain.indicators.participant import crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = active_completion(counted([
    ...     *crowd(15, is_active=False), *crowd(20), *crowd(5, is_completed=True)]))
    >>> found.value, str(found.low), str(found.high), found.excluded
    (Fraction(1, 5), '0.088606', '0.391310', (('team', 0), ('never', 15)))
    """
    excluded = (*_team(tally), (NEVER, tally.count(NEVER)))
    return rate(_completed(tally), tally.active, of=tally.enrolled, excluded=excluded)


def non_start(tally: Tally) -> Figure:
    """Return never active / enrolled: left out of the other denominators, and shown.

    15 of 40.

    >>> from agir_competencies.domain.indicators.participant import crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> non_start(counted([*crowd(15, is_active=False), *crowd(25)])).value
    Fraction(3, 8)
    """
    return rate(tally.count(NEVER), tally.enrolled, excluded=_team(tally))


def partial_value(tally: Tally) -> Figure:
    """Return, of the active who did not complete, the share that demonstrated a competency.

    Learned without finishing: 12 of the 20 who left showed at least one, so 3 in 5.

    >>> from agir_competencies.domain.indicators.participant import crowd, shows
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = partial_value(counted([
    ...     *crowd(12, skills=shows("a")), *crowd(8), *crowd(5, is_completed=True)]))
    >>> found.value, found.excluded
    (Fraction(3, 5), (('team', 0), ('never', 0), ('completed', 5)))
    """
    left = tally.where(lambda one: one.reached != COMPLETED)
    learned = tally.where(lambda one: one.reached == LEARNED)
    excluded = (
        *_team(tally),
        (NEVER, tally.count(NEVER)),
        (COMPLETED, _completed(tally)),
    )
    return rate(learned, left, excluded=excluded)


def _completed(tally: Tally) -> int:
    return tally.where(lambda one: one.reached == COMPLETED)


def _team(tally: Tally) -> tuple[tuple[str, int], ...]:
    return ((TEAM, tally.count(TEAM)),)
