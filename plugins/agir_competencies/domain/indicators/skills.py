"""What was learned, competency by competency? From demonstrations, never from presence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from agir_competencies.domain.indicators.definition import Figure, nothing, rate
from agir_competencies.domain.indicators.tally import NEVER, TEAM, Competence, Tally
from agir_competencies.domain.interval import DIGITS, ranks_of_median, wilson


def attainment(one: Competence, active: int) -> Figure:
    """Return, for one competency, demonstrated / attempted.

    18 of the 24 who gave evidence.

    >>> attainment(Competence(tried=24, shown=18), 30).value
    Fraction(3, 4)
    """
    return rate(one.shown, one.tried, of=active, excluded=(("not_tried", active - one.tried),))


def reach(one: Competence, active: int) -> Figure:
    """Return, for one competency, attempted / active.

    24 of 30.

    >>> reach(Competence(tried=24, shown=18), 30).value
    Fraction(4, 5)
    """
    return rate(one.tried, active)


def competency_attainment(tally: Tally) -> Figure:
    """Return demonstrated / attempted over all pairs of a learner and a competency.

    The split by competency is the indicator; this is its sum. 6 learners show two of two, 4 show
    one of two: 16 of 20 pairs.

    >>> from agir_competencies.domain.indicators.participant import crowd, shows, tried
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> competency_attainment(counted([
    ...     *crowd(6, skills=shows("a", "b")), *crowd(4, skills=(*shows("a"), *tried("b")))])).value
    Fraction(4, 5)
    """
    several = tally.competences().values()
    pairs = sum(one.tried for one in several)
    return rate(sum(one.shown for one in several), pairs, excluded=_outside(tally))


def competencies_per_learner(tally: Tally) -> Figure:
    """Return the median of demonstrated competencies per active learner, and the quartiles.

    The value at rank ⌈n/2⌉, the quartiles at ⌈n/4⌉ and ⌈3n/4⌉: a number that somebody has. The
    interval is that of the ranks around the median. Of 0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3 it is 2.

    >>> from agir_competencies.domain.indicators.participant import crowd, shows
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = competencies_per_learner(counted([
    ...     *crowd(3), *crowd(2, skills=shows("a")), *crowd(4, skills=shows("a", "b")),
    ...     *crowd(3, skills=shows("a", "b", "c"))]))
    >>> found.value, found.parts, str(found.low), str(found.high)
    (Fraction(2, 1), (('quartile_1', 0), ('quartile_3', 2)), '0', '3')
    """
    histogram = tally.histogram()
    n = sum(histogram.values())
    if not n:
        return nothing(excluded=_outside(tally))
    low, high = ranks_of_median(n)
    return Figure(
        numerator=Fraction(sum(count * number for count, number in histogram.items())),
        denominator=n,
        value=Fraction(_at(histogram, -(-n // 2))),
        low=Decimal(_at(histogram, low)),
        high=Decimal(_at(histogram, high)),
        of=n,
        excluded=_outside(tally),
        parts=(
            ("quartile_1", _at(histogram, -(-n // 4))),
            ("quartile_3", _at(histogram, -(-3 * n // 4))),
        ),
    )


def _at(histogram: dict[int, int], rank: int) -> int:
    passed = 0
    for value, number in histogram.items():
        passed += number
        if passed >= rank:
            return value
    raise AssertionError  # pragma: no cover  a rank is at most the sum


def prior_mastery(tally: Tally) -> Figure:
    """Return pairs demonstrated before the first evidence here / pairs attempted.

    So that a course takes no credit for what people knew: 3 of 12.

    >>> from agir_competencies.domain.indicators.participant import crowd, shows, tried
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> prior_mastery(counted([
    ...     *crowd(3, skills=shows("a", prior=True)), *crowd(9, skills=tried("a"))])).value
    Fraction(1, 4)
    """
    several = tally.competences().values()
    pairs = sum(one.tried for one in several)
    return rate(sum(one.prior for one in several), pairs, excluded=_outside(tally))


def learning_gain(tally: Tally) -> Figure:
    """Return the mean of (estimate now - estimate after the first evidence), over pairs.

    Pairs with two pieces of evidence or more; -1 to 1. The interval is Wilson's on (gain + 1) / 2,
    wider than need be. 6 pairs gained 0.3, 2 lost 0.1: (6 × 0.3 - 2 × 0.1) / 8 = 0.2.

    >>> from decimal import Decimal
    >>> from agir_competencies.domain.indicators.participant import crowd, tried
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = learning_gain(counted([
    ...     *crowd(6, skills=tried("a", gain=Decimal("0.3"))),
    ...     *crowd(2, skills=tried("a", gain=Decimal("-0.1"))), *crowd(2, skills=tried("a"))]))
    >>> found.value, found.denominator, found.coverage
    (Fraction(1, 5), 8, Fraction(4, 5))
    """
    several = tally.competences().values()
    pairs = sum(one.gains for one in several)
    total = sum((one.gain for one in several), Fraction(0))
    tried = sum(one.tried for one in several)
    if not pairs:
        return nothing(of=tried)
    bounds = wilson((total + pairs) / 2, pairs)
    low, high = bounds if bounds else (DIGITS, DIGITS)
    excluded = (*_outside(tally), ("one_piece", tried - pairs))
    return Figure(
        total, pairs, total / pairs, low * 2 - 1, high * 2 - 1, of=tried, excluded=excluded
    )


def retention(tally: Tally) -> Figure:
    """Return shown again at 30 days or more / assessed again by then, over pairs.

    7 of the 10 that met the skill again still had it.

    >>> from agir_competencies.domain.indicators.participant import crowd, shows
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = retention(counted([
    ...     *crowd(7, skills=shows("a", retained=True)),
    ...     *crowd(3, skills=shows("a", retained=False)), *crowd(10, skills=shows("a"))]))
    >>> found.value, dict(found.excluded)["not_assessed_again"]
    (Fraction(7, 10), 10)
    """
    several = tally.competences().values()
    again = sum(one.again for one in several)
    shown = sum(one.shown for one in several)
    excluded = (*_outside(tally), ("not_assessed_again", max(0, shown - again)))
    return rate(sum(one.kept for one in several), again, of=max(shown, again), excluded=excluded)


def coverage_of_required(tally: Tally) -> Figure:
    """Return demonstrated / required, where each active learner is asked what the course assesses.

    What a badge or a block of competencies asks for, as a share of pairs. 10 learners of a course
    of 4 competencies, 6 of whom show 3 and 4 show 1: 22/40.

    >>> from agir_competencies.domain.indicators.participant import crowd, shows
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> coverage_of_required(counted([
    ...     *crowd(6, skills=shows("a", "b", "c"), required=4),
    ...     *crowd(4, skills=shows("a"), required=4)])).value
    Fraction(11, 20)
    """
    required = tally.count("required")
    return rate(tally.count("required:shown"), required, excluded=_outside(tally))


def equity_split(tally: Tally) -> Figure:
    """Return no data: the suite asks nobody for a group, so there is none to compare.

    A split needs groups that people declared and consented to; guessing them is no substitute.

    >>> from agir_competencies.domain.indicators.participant import crowd
    >>> from agir_competencies.domain.indicators.tally import counted
    >>> found = equity_split(counted(crowd(50)))
    >>> found.value is None, found.of
    (True, 50)
    """
    return nothing(of=tally.active)


def _outside(tally: Tally) -> tuple[tuple[str, int], ...]:
    return (TEAM, tally.count(TEAM)), (NEVER, tally.count(NEVER))
