"""Which hours and learners does a year count, for the *bilan pédagogique et financier*?

Figures to type into Mon Activité Formation: nobody is named. Hours are those that may be billed,
by activities done in the year; a learner counts once for each way of paying.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from agir_certification.domain.hours import paris_day
from agir_certification.models import Contract, Passage


@dataclass(frozen=True, slots=True)
class YearLine:
    """One certification and way of paying: learners, minutes done, who obtained it in the year."""

    code: str
    funding: str
    learners: int
    minutes: int
    obtained: int


def of(year: int, codes: frozenset[str] | None) -> list[YearLine]:
    """Return the lines of a year by certification and funding."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    people: dict[tuple[str, str], set[object]] = defaultdict(set)
    minutes: dict[tuple[str, str], int] = defaultdict(int)
    rows = Contract.objects.exclude(entered_on=None).filter(entered_on__lte=last)
    for row in rows.select_related("registration__session__certification").prefetch_related(
        "activities"
    ):
        place = row.registration
        line = (place.session.certification.code, place.funding)
        end = min(row.exited_on or last, last)
        done = sum(
            one.minutes
            for one in row.activities.all()
            if one.done_at
            and not one.is_positioning
            and max(first, row.entered_on) <= paris_day(one.done_at) <= end
        )
        if (done or end >= first) and (row.exited_on or last) >= first:
            people[line].add(place.subject)
            minutes[line] += done
    won: dict[tuple[str, str], int] = defaultdict(int)
    for code, funding in Passage.objects.filter(
        decision="obtained", delivered_on__range=(first, last)
    ).values_list("certification_code", "registration__funding"):
        won[(code, funding)] += 1
    return [
        YearLine(code, funding, len(people[(code, funding)]), minutes[(code, funding)],
                 won[(code, funding)])
        for code, funding in sorted({*people, *won})
        if codes is None or code in codes
    ]  # fmt: skip
