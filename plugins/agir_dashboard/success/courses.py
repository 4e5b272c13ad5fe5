"""How does each course of the site do? A row a course, by its key: courses are not ranked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from agir_competencies.api import indicators
from agir_dashboard.success import report, words
from agir_platform.select import platform

PAGE: Final = 50
SHOWN: Final = (
    "goal_attainment",
    "partial_value",
    "competency_attainment",
    "active_completion",
)  # of a course, in this order: completion is never first


@dataclass(frozen=True, slots=True)
class Courses:
    """Some courses as rows; ``next`` is the key after which to go on, '' at the end."""

    rows: list[dict[str, Any]]
    next: str


def titles(found: indicators.Report) -> list[str]:
    """Return the heads of the columns."""
    return [_("Active learners"), *(found.row(name).title for name in SHOWN)]


def page(after: str) -> Courses:
    """Return the courses after a key."""
    keys = platform().courses.keys()
    start = bisect_right(keys, after)
    shown = keys[start : start + PAGE]
    rows = [row(one, one.course_key) for one in indicators.overviews(shown)]
    return Courses(rows, shown[-1] if start + PAGE < len(keys) else "")


def reports(after: str = "") -> Iterator[indicators.Report]:
    """Yield the report of each course, one at a time."""
    keys = platform().courses.keys()
    start = bisect_right(keys, after)
    for first in range(start, len(keys), PAGE):
        yield from indicators.overviews(keys[first : first + PAGE])


def file_rows(language: str) -> Iterator[list[Any]]:
    """Return a line a course for a file; its words are looked up now, its lines as they leave."""
    found = indicators.report(None, audience="public", language=language)
    head = [_("Course"), _("Title"), _("Active learners")]
    for name in SHOWN:
        told = found.row(name)
        head += [told.title, _("Denominator"), _("Version")]
    return _file_rows(head)


def _file_rows(head: list[str]) -> Iterator[list[Any]]:
    yield head
    for one in reports():
        line: list[Any] = [one.course_key, one.course_title, one.active]
        for name in SHOWN:
            told = one.row(name)
            shown = (told.value, told.n) if told.is_shown else (None, None)
            line += [*shown, told.version]
        yield line


def row(found: indicators.Report, course_key: str) -> dict[str, Any]:
    """Return one course in words."""
    active = "–" if found.active is None else words.number(found.active)
    cells = [{"word": _("Active learners"), "value": active, "note": ""}]
    for name in SHOWN:
        told = found.row(name)
        cells.append(
            {
                "word": told.title,
                "value": report.value(told) if told.is_shown else "–",
                "note": report.interval(told) if told.is_shown else report.hidden(told),
            }
        )
    return {
        "title": found.course_title,
        "url": reverse("agir_dashboard:success", args=[course_key]),
        "cells": cells,
    }
