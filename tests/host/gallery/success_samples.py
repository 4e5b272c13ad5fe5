"""Courses that do not exist, in every state that a report of success must show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from agir_competencies.api.indicators import CompetencyRow, Excluded, Part, Report, Row
from agir_competencies.domain.indicators import skills
from agir_competencies.domain.indicators.definition import Definition, Figure
from agir_competencies.domain.indicators.participant import Aim, Participant, crowd, shows, tried
from agir_competencies.domain.indicators.registry import REGISTRY
from agir_competencies.domain.indicators.tally import Tally, counted
from agir_competencies.indicators import words
from agir_dashboard.success import courses, matrix, report
from host.gallery.samples import LABELS, LONG, RIGHT_TO_LEFT, named

WHEN = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
DAY = date(2026, 11, 16)
STATES = ("many", "few", "early", "empty", "wrong", "changes", "long", "rtl")
NAMES = ("Awa Diallo", "Benoît Le Goff", "Chloé Martin", "Driss El Amrani", "Eva Nguyen")


def one(state: str) -> dict[str, Any]:
    """Return what the page of a course reads in a state."""
    labels = {"long": (LONG, LABELS[0]), "rtl": (RIGHT_TO_LEFT,) * 3}.get(state, LABELS)
    found = _report(state, labels)
    context = report.context(found) | {
        "title": LONG if state == "long" else "Inclusion numérique",
        "summary_url": "#summary",
        "indicators_url": "#csv",
        "since": "2026-10-20",
        "until": "2026-11-20",
        "levels": matrix.levels(),
        "matrix": _matrix(labels, 0 if state == "early" else len(NAMES)),
    }
    if state == "wrong":
        context["changes_error"] = gettext(
            "The first date must come before the second. Change one of them."
        )
    if state == "changes":
        context["changes"] = _changes(found)
    return context


def every(state: str) -> dict[str, Any]:
    """Return what the page of all courses reads in a state."""
    found = _report(state, LABELS, "public")
    rows = [courses.row(_report(one, LABELS), f"course-v1:Agir+{one}+2026") for one in STATES[:2]]
    return report.context(found) | {
        "columns": courses.titles(found),
        "courses": [*rows, rows[0] | {"title": LONG}] if state == "long" else rows,
        "next_url": "#next",
        "csv_url": "#csv",
    }


def _report(state: str, labels: tuple[str, ...], audience: str = "team") -> Report:
    people = {"few": _few, "early": lambda _: [], "empty": lambda _: []}.get(state, _many)(labels)
    tally = counted(people)
    rows = tuple(_row(one, one.compute(tally), tally) for one in REGISTRY)
    return Report(
        course_key="course-v1:Agir+Gallery+2026",
        course_title="Inclusion numérique",
        audience=audience,
        enrolled=tally.enrolled,
        active=tally.active or (0 if state == "empty" else 3 if state == "early" else None),
        indicators=rows,
        competencies=tuple(_competence(label, tally) for label in labels if tally.active),
        computed_at=None if state == "empty" else WHEN,
        published_on=DAY,
        versions=tuple(one.name for one in REGISTRY),
    )


def _many(labels: tuple[str, ...]) -> list[Participant]:
    """Return 310 who enrolled and 240 who came: 61 % of those whose goal is due reached it."""
    first, rest = shows(labels[0]), shows(*labels[: len(labels) // 2 + 1])
    chose = "selected_competencies"
    return [
        *crowd(70, is_active=False),
        *crowd(2, in_team=True),
        *crowd(40, Aim(chose, own=True, status="met", items_met=3, items_total=3), skills=rest),
        *crowd(21, Aim("complete", status="met", satisfaction=4), skills=shows(*labels),
               is_completed=True),
        *crowd(22, Aim(chose, status="unmet", items_met=1, items_total=4, change="time"),
               skills=first),
        *crowd(17, Aim("complete", status="unmet", change="got_what_i_needed"),
               skills=tried(*labels[:2])),
        *crowd(60, Aim("explore"), skills=first, said="agrees"),
        *crowd(18, Aim("unsure"), skills=rest, said="lower"),
        *crowd(12, Aim("unsure")),
        *crowd(14, skills=(*first, *tried(labels[-1], gain=Decimal("0.2")))),
        *crowd(36),
    ]  # fmt: skip


def _few(labels: tuple[str, ...]) -> list[Participant]:
    return [*crowd(4, Aim("explore"), skills=shows(labels[0])), *crowd(3, skills=tried(labels[1]))]


def _row(one: Definition, figure: Figure, tally: Tally) -> Row:
    bare = Row(
        one.id, one.number, one.version, str(one.kind), words.title(one.id),
        words.definition(one.id), one.counts, one.minimum_cell, one.is_private, "ok",
    )  # fmt: skip
    if figure.value is None:
        return replace(bare, status="no_data")
    if one.is_private and tally.active < one.minimum_cell:
        return replace(bare, status="withheld", why="too_few")
    return replace(
        bare,
        n=figure.denominator,
        numerator=int(figure.numerator) if one.kind == "rate" else None,
        value=_rounded(figure.value),
        low=figure.low,
        high=figure.high,
        coverage=None if figure.coverage is None else _rounded(figure.coverage),
        small_n=figure.denominator < one.minimum_cell,
        excluded=tuple(Excluded(code, words.reason(code), n) for code, n in figure.excluded),
        parts=tuple(Part(code, words.part(code), n) for code, n in figure.parts),
        as_of=DAY if one.is_private else None,
    )


def _competence(label: str, tally: Tally) -> CompetencyRow:
    counts, bare = tally.competence(label), REGISTRY[2]
    return CompetencyRow(
        named(label), label, counts.tried, counts.shown,
        _row(bare, skills.attainment(counts, tally.active), tally),
        _row(bare, skills.reach(counts, tally.active), tally),
    )  # fmt: skip


def _matrix(labels: tuple[str, ...], lines: int) -> dict[str, Any]:
    word: Callable[[int], Any] = matrix.levels().__getitem__
    rows = []
    for at, name in enumerate(NAMES[:lines]):
        cells = [
            {"level": level, "word": word(level)["word"], "estimate": "74 %" if level else ""}
            for level in ((at + place) % 4 for place in range(len(labels)))
        ]
        rows.append({"label": name, "cells": cells})
    following = "?after=5#matrix" if lines else ""
    return {"columns": labels, "rows": rows, "next_url": following, "csv_url": "#csv"}


def _changes(found: Report) -> list[dict[str, str]]:
    told = [
        {"title": row.title, "before": "48 % (n = 61)", "after": report.value(row), "change": "+13"}
        for row in found.indicators[:3]
    ]
    reason = gettext("Not compared: the definition changed in between")
    return [*told, told[0] | {"after": "–", "change": reason}]


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.000001"))
