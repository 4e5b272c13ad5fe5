"""How diverse are the themes of a catalogue, and how sure is that?

Three properties, never one number alone (Stirling, 2007): how many themes there are, how evenly
they are served, and which are not served at all.

- **Effective themes** (Hill number of order 1): the exponential of Shannon's entropy of the
  shares; as many equally served themes would be as diverse.
- **Evenness** (Pielou): the logarithm of that over the logarithm of the number of themes of the
  *whole scheme*, so that dropping themes never makes a catalogue look more even.
- **Interval**: 95 %, percentile bootstrap over courses, with a fixed seed: the same catalogue
  always gives the same interval.

Under 50 courses the figure is mostly chance: shown with its interval, compared with none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import accumulate
from math import exp, log
from random import Random
from typing import Final

COMPARABLE_FROM: Final = 50  # courses
RESAMPLES: Final = 1000
SEED: Final = 20200217
QUANTUM: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Diversity:
    """How diverse ``n`` courses are among the ``size`` themes of a scheme.

    ``served`` themes have a course; ``effective`` is from 1 to ``size``, in the interval from
    ``low`` to ``high``; ``evenness`` 0 to 1. All three are ``None`` for no course: not measured
    is not 0.
    """

    n: int
    size: int
    served: int
    effective: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    evenness: Decimal | None = None

    @property
    def is_comparable(self) -> bool:
        """Tell whether there are enough courses to hold the figure against another's."""
        return self.n >= COMPARABLE_FROM


def measure(
    courses: Sequence[Mapping[str, Fraction]],
    size: int,
    *,
    resamples: int = RESAMPLES,
) -> Diversity:
    """Return the diversity of courses, each given as its weight in each counted theme.

    The weights of a course sum to 1, or to what the course counts for (its learners). Courses
    without a weight are no business of this figure: count them beside it.
    """
    told = [course for course in courses if sum(course.values(), Fraction())]
    totals = total(told)
    if not totals:
        return Diversity(0, size, 0)
    effective = _effective([float(weight) for weight in totals.values()])
    low, high = _interval(told, resamples)
    return Diversity(
        n=len(told),
        size=size,
        served=len(totals),
        effective=_exact(effective),
        low=_exact(low),
        high=_exact(high),
        evenness=_exact(log(effective) / log(size)) if size > 1 else None,
    )


def total(courses: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Return what all courses weigh in each theme that has one."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for course in courses:
        for theme, weight in course.items():
            if weight:
                found[theme] += weight
    return dict(found)


def _effective(weights: Sequence[float]) -> float:
    whole = sum(weights)
    shares = [weight / whole for weight in weights if weight > 0]
    return max(1.0, exp(-sum(share * log(share) for share in shares)))


def _interval(courses: Sequence[Mapping[str, Fraction]], resamples: int) -> tuple[float, float]:
    """Return the 2.5th and the 97.5th percentile of as many catalogues drawn from this one."""
    kinds = Counter(tuple(sorted(course.items())) for course in courses)
    ordered = sorted(kinds)
    steps = list(accumulate(kinds[kind] for kind in ordered))
    weights = [[(theme, float(weight)) for theme, weight in kind] for kind in ordered]
    chance = Random(SEED)  # noqa: S311  a repeatable figure, no secret
    found = []
    for _ in range(resamples):
        sums: dict[str, float] = defaultdict(float)
        drawn = Counter(chance.choices(range(len(ordered)), cum_weights=steps, k=len(courses)))
        for kind, times in drawn.items():
            for theme, weight in weights[kind]:
                sums[theme] += weight * times
        found.append(_effective(list(sums.values())))
    found.sort()
    return _percentile(found, 0.025), _percentile(found, 0.975)


def _percentile(ordered: Sequence[float], part: float) -> float:
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _exact(figure: float) -> Decimal:
    return Decimal(repr(figure)).quantize(QUANTUM, rounding=ROUND_HALF_EVEN)
