"""How is a report told on a page? Rows of words and drawings, in the order of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agir_competencies.api.indicators import CompetencyRow, Part, Report, Row
from agir_dashboard.success import charts, words
from agir_dashboard.success.charts import Fill

GAIN: Final = "learning_gain"
MEDIAN: Final = "median"
MEAN: Final = "mean"
PAIRS: Final = "pairs"
SMALL: Final = 30  # active learners: below, the whole report is to be read with care

CORNERS: Final[Mapping[str, tuple[Fill, Any]]] = {
    "inclined_actor": (
        Fill.SOLID,
        gettext_lazy(
            "They did what they came for: to complete, to learn what they chose, to look around."
        ),
    ),
    "inclined_abstainer": (
        Fill.OPEN,
        gettext_lazy("They came to complete, or for skills they chose, and have not got there."),
    ),
    "disinclined_actor": (
        Fill.HATCHED,
        gettext_lazy("They did not know what they came for, and showed a skill or completed."),
    ),
    "disinclined_abstainer": (
        Fill.DOTTED,
        gettext_lazy("They did not know what they came for, and looked around."),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in words. ``value`` is '' where ``hidden`` says why there is none.

    ``about`` is what its definition says, as (word, sentence). ``based`` says what it rests on.
    """

    id: str
    title: str
    version: int
    about: tuple[tuple[str, str], ...]
    value: str
    interval: str
    bar: str
    few: str
    hidden: str
    based: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill in words; ``bar`` is '' where a part of it is withheld."""

    label: str
    attempted: str
    demonstrated: str
    attainment: str
    reach: str
    few: str
    bar: str


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of the table of intention and behaviour."""

    word: str
    count: str
    about: str
    fill: str


def context(report: Report) -> dict[str, Any]:
    """Return what the templates of a report read."""
    lead, second = sentences_of(report)
    corners = report.intention_behaviour.parts if report.intention_behaviour.is_shown else ()
    return {
        "title": report.course_title,
        "lead": lead,
        "second": second,
        "small": _small(report),
        "computed": _when(report),
        "empty": empty(report),
        "lines": [line(row, is_dated=report.audience == "team") for row in report.indicators],
        "skills": [skill(one, report.active) for one in report.competencies],
        "skills_key": skills_key(),
        "behaviour": [corner(part) for part in corners],
        "behaviour_bar": corners_bar(corners),
        "behaviour_key": [{"fill": CORNERS[one.code][0], "word": one.label} for one in corners],
    }


def empty(report: Report) -> str:
    """Return why there is nothing to show; '' where there is something."""
    if report.computed_at is None:
        return words.not_counted()
    return words.nobody() if report.active == 0 else ""


def sentences_of(report: Report) -> tuple[str, str]:
    """Return the first sentence of a report, and the one on what was learned without finishing."""
    left = report.learned_without_finishing
    second = words.learned(value(left)) if left.is_shown else ""
    active = report.active
    if active is None:
        return words.lead_withheld(), second
    goal, skills = report.row("goal_attainment"), report.row("competency_attainment")
    if goal.is_shown and goal.n:
        return words.lead_goal(active, goal.n, value(goal)), second
    if skills.is_shown:
        return words.lead_skill(active, value(skills)), second
    return words.lead_bare(active), second


def line(row: Row, *, is_dated: bool = True) -> Line:
    """Return one indicator in words; ``is_dated`` tells of which day a published one is."""
    return Line(
        id=row.id,
        title=row.title,
        version=row.version,
        about=_about(row),
        value=value(row),
        interval=interval(row),
        bar=_bar(row),
        few=words.small() if row.small_n and row.is_shown else "",
        hidden="" if row.is_shown else hidden(row),
        based=_based(row, is_dated=is_dated),
    )


def value(row: Row) -> str:
    """Return the value in words; '' for none."""
    return _said(row, row.value)


def interval(row: Row) -> str:
    """Return the 95 % interval in words; '' for none."""
    low, high = _said(row, row.low), _said(row, row.high)
    return words.between(low, high) if low and high else ""


def hidden(row: Row) -> str:
    """Return why there is no value."""
    if row.status == "no_data":
        return words.no_data()
    if row.why == "not_yet_published":
        told = _("Published once it tells of at least %(minimum)s learners")
        return told % {"minimum": row.minimum_cell}
    if row.why == "not_published":
        return _("Not given outside the course team")
    return words.too_few(row.minimum_cell)


def skill(one: CompetencyRow, active: int | None) -> SkillLine:
    """Return one skill in words, drawn against the active learners."""
    return SkillLine(
        label=one.label,
        attempted=_count(one.attempted),
        demonstrated=_count(one.demonstrated),
        attainment=_cell(one.attainment),
        reach=_cell(one.reach),
        few=words.small() if one.attainment.small_n and one.attainment.is_shown else "",
        bar=_skill_bar(one, active),
    )


def skills_key() -> list[dict[str, str]]:
    """Return what the parts of a skill's drawing mean."""
    return [
        {"fill": Fill.SOLID, "word": _("Demonstrated it")},
        {"fill": Fill.HATCHED, "word": _("Tried it, have not demonstrated it")},
        {"fill": Fill.OPEN, "word": _("Have not tried it")},
    ]


def corner(part: Part) -> Corner:
    """Return one corner of intention and behaviour in words."""
    fill, about = CORNERS[part.code]
    return Corner(part.label, words.number(part.count), str(about), fill)


def corners_bar(parts: tuple[Part, ...]) -> str:
    """Draw the four corners one after the other; '' for nobody."""
    total = sum(part.count for part in parts)
    if not total:
        return ""
    said = ", ".join(f"{part.label}: {words.number(part.count)}" for part in parts)
    order = ("inclined_actor", "disinclined_actor", "disinclined_abstainer", "inclined_abstainer")
    by_code = {part.code: part for part in parts}
    drawn = [charts.Part(by_code[one].count / total, CORNERS[one][0]) for one in order]
    return charts.bar(drawn, said)


def _said(row: Row, figure: Decimal | None) -> str:
    if figure is None:
        return ""
    if row.kind == MEDIAN:
        return words.number(int(figure))
    return words.points(figure) if row.id == GAIN else words.share(figure)


def _bar(row: Row) -> str:
    if row.value is None or row.low is None or row.high is None:
        return ""
    if row.kind == MEDIAN or row.id == GAIN:
        return ""
    return charts.interval(float(row.value), float(row.low), float(row.high))


def _based(row: Row, *, is_dated: bool) -> tuple[str, ...]:
    if not row.is_shown or row.n is None:
        return ()
    count = words.pairs if row.counts == PAIRS else words.learners
    whole = count(row.n)
    is_mean = row.numerator is None or row.kind in (MEAN, MEDIAN)
    told = [whole if is_mean else words.of(words.number(row.numerator or 0), whole)]
    if row.coverage is not None and row.coverage < 1:
        told.append(words.covers(Fraction(row.coverage)))
    if is_dated and row.as_of is not None:
        told.append(_("as published on %(date)s") % {"date": words.day(row.as_of)})
    return tuple(told)


def _about(row: Row) -> tuple[tuple[str, str], ...]:
    told = [(_("What it says"), row.definition)]
    parts = [words.left_out(one.count, one.label) for one in row.parts]
    if parts and row.is_shown:
        told.append((_("In detail"), ", ".join(parts)))
    out = [words.left_out(one.count, one.label) for one in row.excluded if one.count]
    if out and row.is_shown:
        told.append((_("Left out"), ", ".join(out)))
    smallest = _("Groups under %(minimum)s learners are not published.")
    told.append((_("Published"), smallest % {"minimum": row.minimum_cell}))
    return tuple(told)


def _cell(row: Row) -> str:
    if not row.is_shown:
        return hidden(row)
    bounds = interval(row)
    return f"{value(row)} ({bounds})" if bounds else value(row)


def _count(count: int | None) -> str:
    return "–" if count is None else words.number(count)


def _skill_bar(one: CompetencyRow, active: int | None) -> str:
    if not active or one.attempted is None or one.demonstrated is None:
        return ""
    shown, tried = one.demonstrated, one.attempted
    said = words.drawn_skill(
        one.label, words.number(shown), words.number(tried), words.number(active)
    )
    parts = [
        charts.Part(shown / active, Fill.SOLID),
        charts.Part((tried - shown) / active, Fill.HATCHED),
    ]
    return charts.bar(parts, said)


def _when(report: Report) -> str:
    if report.audience == "team" or report.published_on is None:
        return words.computed(report.computed_at)
    return words.published(report.published_on)


def _small(report: Report) -> str:
    if not report.active or report.active >= SMALL:
        return ""
    return words.small_course(report.active)
