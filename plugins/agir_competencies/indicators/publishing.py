"""What was published of a course, and what is published next?

At most once a week, and never edited: whoever read a report keeps it. What a report may say is
chosen by ``domain.suppression`` given every earlier one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from agir_competencies.domain import identity, suppression
from agir_competencies.domain.indicators.definition import Definition, Figure, Kind, rate
from agir_competencies.domain.indicators.intentions import calibration
from agir_competencies.domain.indicators.profile import CORNERS
from agir_competencies.domain.indicators.registry import REGISTRY
from agir_competencies.domain.indicators.tally import NEVER, Tally
from agir_competencies.domain.suppression import ACTIVE, ENROLLED, FIGURES
from agir_competencies.indicators.counting import counters
from agir_competencies.indicators.data import (
    NEVER_PUBLISHED,
    NOT_YET,
    TOO_FEW,
    WITHHELD,
    Row,
)
from agir_competencies.indicators.rowing import empty, shown
from agir_competencies.models import Publication

EVERY: Final = timedelta(days=7)
NEVER_OUTSIDE: Final = frozenset(
    one.id for one in REGISTRY if one.id not in (*suppression.OFFERS, suppression.CALIBRATION)
)  # fmt: skip
PAIRS: Final[Mapping[str, tuple[str, str]]] = {
    "goal_attainment": ("met", "due"),
    "partial_value": ("learned", "left"),
    "intention_behaviour": ("acted", "told"),
    "intent_coverage": ("told", ACTIVE),
    "intended_completion": ("meant_completed", "meant"),
    "goal_change": ("changed", "told"),
    suppression.CALIBRATION: ("agrees", "compared"),
    "active_completion": ("completed", ACTIVE),
    "enrolment_completion": ("completed", ENROLLED),
    "non_start": (NEVER, ENROLLED),
}
MEANS: Final = {"goal_attainment_share": "due_counts", "satisfaction_with_own_goal": "judged"}
MEDIAN: Final = "competencies_per_learner"
HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Published:
    """The latest report published of a course; ``day`` is ``None`` when there is none."""

    day: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    offers: Mapping[str, int] = field(default_factory=dict)
    skills: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    means: Mapping[str, Any] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def enrolled(self) -> int | None:
        """Return how many were enrolled, ``None`` where withheld."""
        return self.counts.get(ENROLLED)

    @property
    def active(self) -> int | None:
        """Return how many were active, ``None`` where withheld."""
        return self.counts.get(ACTIVE)

    def row(self, one: Definition) -> Row:
        """Return an indicator as it was published."""
        if one.id in NEVER_OUTSIDE:
            return empty(one, WITHHELD, NEVER_PUBLISHED)
        if self.day is None or one.name not in self.names:
            return empty(one, WITHHELD, NOT_YET)
        if one.id not in self.offers:
            return empty(one, WITHHELD, TOO_FEW, self.day)
        if one.id in PAIRS:
            return replace(shown(one, self._rate(one), day=self.day), excluded=())
        found = self._mean(one)
        if found is None:
            return empty(one, WITHHELD, TOO_FEW, self.day)
        return replace(shown(one, found, day=self.day), excluded=())

    def _rate(self, one: Definition) -> Figure:
        above, below = PAIRS[one.id]
        is_table = one.kind is Kind.TABLE and all(name in self.counts for name in CORNERS)
        parts = tuple((name, self.counts[name]) for name in CORNERS) if is_table else ()
        of = self.counts[ENROLLED if below == ENROLLED else ACTIVE]  # offers keep both
        return rate(self.counts[above], self.counts[below], of=of, parts=parts)

    def _mean(self, one: Definition) -> Figure | None:
        value = self.means.get(one.id)
        if value is None:
            return None
        if one.id == MEDIAN:
            n = self.counts[ACTIVE]
            low, high = Decimal(value[1]), Decimal(value[2])
            return Figure(Fraction(0), n, Fraction(value[0]), low, high, of=n)
        n = self.counts[MEANS[one.id]]
        return rate(Fraction(value) * n, n, of=self.counts[ACTIVE])


def latest(course_key: str, on: date | None = None) -> Published:
    """Return what was published last, by the day ``on`` where it is given. One SELECT."""
    rows = Publication.objects.filter(course_key=course_key)
    if on is not None:
        rows = rows.filter(day__lte=on)
    row = rows.order_by("-day").first()
    return Published() if row is None else _of(row)


def latest_of(course_keys: Collection[str]) -> dict[str, Published]:
    """Return what was published last of each of these courses. One SELECT."""
    newest = (
        Publication.objects.filter(course_key=OuterRef("course_key"))
        .order_by("-day")
        .values("day")[:1]
    )
    rows = Publication.objects.filter(course_key__in=list(course_keys), day=Subquery(newest))
    return {row.course_key: _of(row) for row in rows}


def publish(course_key: str, now: datetime) -> Publication | None:
    """Publish a course as it is counted now; ``None`` when it is too early, or nothing may be."""
    before = list(Publication.objects.filter(course_key=course_key).order_by("day"))
    if before and now.date() - before[-1].day < EVERY:
        return None
    tally = counters(course_key)
    chosen = suppression.choose(
        {name: count_of(tally, name) for name in FIGURES} | _said(tally),
        {key: (one.tried, one.shown) for key, one in tally.competences().items()},
        [_plain(_of(row)) for row in before],
    )
    if chosen is None:
        return None
    blocks = {
        "counts": dict(chosen.counts),
        "offers": dict(chosen.offers),
        "skills": {key: list(pair) for key, pair in chosen.skills.items()},
        "means": _means(tally, chosen),
    }
    row, _ = Publication.objects.get_or_create(
        id=identity.identity("publication", course_key, now.date()),
        defaults={
            "course_key": course_key, "day": now.date(), "blocks": blocks,
            "names": [one.name for one in REGISTRY], "published_at": now,
        },
    )  # fmt: skip
    return row


def count_of(tally: Tally, name: str) -> int:
    """Return one of ``suppression.FIGURES`` over a population."""
    figure = FIGURES[name]
    return tally.where(lambda one: bool(figure(one))) + figure(None) * tally.count(NEVER)


def _said(tally: Tally) -> dict[str, int]:
    """Return how many judged themselves and can be compared, and how many as they showed."""
    found = calibration(tally)
    return dict(zip(suppression.SAID, (found.denominator, int(found.numerator)), strict=True))


def _means(tally: Tally, chosen: suppression.Published) -> dict[str, Any]:
    """Return means to the hundredth, and the median of enough learners with its bounds."""
    found: dict[str, Any] = {}
    for one in REGISTRY:
        if one.id not in chosen.offers:
            continue
        figure = one.compute(tally)
        if figure.value is None:
            continue
        if one.id in MEANS:
            value = Decimal(figure.value.numerator) / Decimal(figure.value.denominator)
            found[one.id] = str(value.quantize(HUNDREDTH))
        elif one.id == MEDIAN and figure.denominator >= 2 * one.minimum_cell:
            found[one.id] = [int(figure.value), int(figure.low or 0), int(figure.high or 0)]
    return found


def _of(row: Publication) -> Published:
    skills = {key: (pair[0], pair[1]) for key, pair in row.blocks["skills"].items()}
    blocks = row.blocks
    names = frozenset(row.names)
    return Published(row.day, blocks["counts"], blocks["offers"], skills, blocks["means"], names)


def _plain(one: Published) -> suppression.Published:
    return suppression.Published(one.counts, one.offers, one.skills)
