"""How does a report come from counters? A constant number of rows is read, then arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from agir_competencies.domain.indicators import skills
from agir_competencies.domain.indicators.definition import Definition, Figure, Kind
from agir_competencies.domain.indicators.registry import BY_ID, REGISTRY
from agir_competencies.domain.indicators.tally import Competence, Tally
from agir_competencies.domain.link import PROVING_KINDS
from agir_competencies.goals.naming import course_title, labels
from agir_competencies.indicators.counting import EVERYWHERE, counters
from agir_competencies.indicators.data import (
    NO_DATA,
    NOT_YET,
    TOO_FEW,
    WITHHELD,
    Changes,
    CompetencyRow,
    Moved,
    Report,
    Row,
)
from agir_competencies.indicators.publishing import Published, latest, latest_of
from agir_competencies.indicators.rowing import empty, shown
from agir_competencies.models import Counting, Link, Snapshot

TEAM: Final = "team"
PUBLIC: Final = "public"
VERSION_CHANGED: Final = "version_changed"
ATTAINMENT: Final = BY_ID["competency_attainment"]
REACH: Final = Definition(
    "reach", 8, Kind.RATE, "learners with at least one piece of evidence", "active learners",
    ("team", "never"), skills.competency_attainment,
)  # fmt: skip


def report(course_key: str, audience: str, language: str) -> Report:
    """Return the report of a course, or of all (''). 8 statements, whatever is counted."""
    tally, published = counters(course_key), latest(course_key)
    counted = Counting.objects.filter(counted_at__isnull=False)
    if course_key != EVERYWHERE:
        counted = counted.filter(course_key=course_key)
    computed_at = counted.order_by("counted_at").values_list("counted_at", flat=True).first()
    is_team = audience == TEAM
    return Report(
        course_key=course_key,
        course_title=course_title(course_key),
        audience=audience,
        enrolled=tally.enrolled if is_team else published.enrolled,
        active=tally.active if is_team else published.active,
        indicators=tuple(_row(one, tally, published, is_team=is_team) for one in REGISTRY),
        competencies=_competencies(course_key, tally, published, language, is_team=is_team),
        computed_at=computed_at,
        published_on=published.day,
        versions=tuple(one.name for one in REGISTRY),
    )


def overviews(course_keys: Sequence[str]) -> list[Report]:
    """Return the indicators of each of these courses as they were published, no competencies.

    One statement, and the platform's for each title.
    """
    published = latest_of(course_keys)
    return [_overview(key, published.get(key, Published())) for key in course_keys]


def _overview(course_key: str, told: Published) -> Report:
    return Report(
        course_key=course_key,
        course_title=course_title(course_key),
        audience=PUBLIC,
        enrolled=told.enrolled,
        active=told.active,
        indicators=tuple(told.row(one) for one in REGISTRY),
        competencies=(),
        computed_at=None,
        published_on=told.day,
        versions=tuple(one.name for one in REGISTRY),
    )


def _row(one: Definition, tally: Tally, published: Published, *, is_team: bool) -> Row:
    """Return one row: live where the audience may see learners, else as it was published."""
    if is_team and not one.is_private:
        return shown(one, one.compute(tally))
    return published.row(one)


def assessed(course_key: str) -> list[UUID]:
    """Return the competencies that a course, or any, has evidence links for. One SELECT."""
    rows = Link.objects.filter(removed_at=None, kind__in=PROVING_KINDS, weight__gt=0)
    if course_key != EVERYWHERE:
        rows = rows.filter(course_key=course_key)
    return sorted(set(rows.values_list("competency__identifier", flat=True)))


def _competencies(
    course_key: str, tally: Tally, published: Published, language: str, *, is_team: bool
) -> tuple[CompetencyRow, ...]:
    """Return a row a competency that is assessed or was tried, by label."""
    held = tally.competences()
    keys = {str(one) for one in assessed(course_key)} | held.keys()
    names = labels(keys, language)
    rows = []
    for key in sorted(keys, key=lambda one: (str(names.get(one, one)).casefold(), one)):
        one = held.get(key, Competence())
        if not is_team:
            pair = published.skills.get(key)
            rows.append(_published(key, names.get(key, key), pair, published))
            continue
        rows.append(_competency(key, names.get(key, key), one, tally.active))
    return tuple(rows)


def _competency(key: str, label: str, one: Competence, active: int) -> CompetencyRow:
    attainment, reach = skills.attainment(one, active), skills.reach(one, active)
    return CompetencyRow(
        UUID(key), label, one.tried, one.shown, _split(ATTAINMENT, attainment, label),
        _split(REACH, reach, label),
    )  # fmt: skip


def _split(one: Definition, found: Figure, label: str) -> Row:
    return replace(shown(replace(one, counts="learners"), found), title=label)


def _published(
    key: str, label: str, pair: tuple[int, int] | None, published: Published
) -> CompetencyRow:
    if pair is None or published.active is None:
        why = NOT_YET if published.day is None else TOO_FEW
        rows = [
            replace(empty(one, WITHHELD, why, published.day), title=label)
            for one in (ATTAINMENT, REACH)
        ]
        return CompetencyRow(UUID(key), label, None, None, rows[0], rows[1])
    row = _competency(key, label, Competence(tried=pair[0], shown=pair[1]), published.active)
    return replace(
        row,
        attainment=replace(row.attainment, as_of=published.day, excluded=()),
        reach=replace(row.reach, as_of=published.day, excluded=()),
    )


def changes(course_key: str, since: date, until: date, audience: str) -> Changes:
    """Return each indicator at the last count by ``since`` and by ``until``. 4 statements.

    What rests on goals, and everything for the public, is compared as it was published.
    """
    rows = Snapshot.objects.filter(course_key=course_key).order_by("-day")
    first, last = rows.filter(day__lte=since).first(), rows.filter(day__lte=until).first()
    told = latest(course_key, since), latest(course_key, until)
    is_team = audience == TEAM
    if is_team and (first is None or last is None):
        return Changes(first and first.day, last and last.day, ())
    moved = []
    for one in REGISTRY:
        if is_team and not one.is_private and first is not None and last is not None:
            pair = [_at(one, snapshot) for snapshot in (first, last)]
        else:
            pair = [published.row(one) for published in told]
        moved.append(_moved(one, pair[0], pair[1]))
    if is_team and first is not None and last is not None:
        return Changes(first.day, last.day, tuple(moved))
    return Changes(told[0].day, told[1].day, tuple(moved) if told[0].day else ())


def _at(one: Definition, snapshot: Snapshot) -> Row:
    if one.name not in snapshot.names:
        return empty(one, WITHHELD, VERSION_CHANGED)
    return shown(one, one.compute(Tally(snapshot.cells)), day=snapshot.day)


def _moved(one: Definition, before: Row, after: Row) -> Moved:
    values = before.value, after.value
    difference = None if None in values else after.value - before.value  # type: ignore[operator]
    why = ""
    if difference is None:
        why = next((row.why or NO_DATA for row in (before, after) if not row.is_shown), NO_DATA)
    return Moved(
        one.id, empty(one, NO_DATA).title, before.value, after.value, before.n, after.n,
        difference, why,
    )  # fmt: skip
