"""Where does each learner of a course stand? Standings and estimates for its team, never goals.

Lines follow each other by an order of the database, not of merit; there is no way to sort them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agir_competencies.api import indicators
from agir_dashboard import sentences

PAGE: Final = 50  # learners on a page
READ: Final = 500  # learners that a file reads together


def context(course_key: str, after: str, language: str) -> dict[str, Any]:
    """Return what the template of the matrix reads; a position that is none begins again."""
    page = indicators.matrix(course_key, after=after, limit=PAGE, language=language)
    address = reverse("agir_dashboard:success", args=[course_key])
    following = urlencode({"after": page.next})
    return {
        "columns": [label for _identifier, label in page.columns],
        "rows": [_row(line, course_key) for line in page.lines],
        "next_url": f"{address}?{following}#matrix" if page.next else "",
        "first_url": f"{address}#matrix" if after else "",
        "csv_url": reverse("agir_dashboard:success-matrix-csv", args=[course_key]),
    }


def rows(course_key: str, language: str) -> Iterator[list[Any]]:
    """Return the whole matrix as lines of a file, read ``READ`` learners at a time.

    A level's word and the estimate stand in a column each. Words are looked up now: the lines
    are read while the file leaves, when the reader's language may be gone.
    """
    words = [sentences.level_word(level) for level in range(4)]
    first = [_("Learner"), _("Name"), _("Level: %(skill)s"), _("Estimate: %(skill)s")]
    return _rows(course_key, language, words, first)


def name(line: indicators.Line) -> str:
    """Return how a learner is called for the team."""
    return line.name or line.username or _("Learner %(number)s") % {"number": line.user_id}


def levels() -> list[dict[str, Any]]:
    """Return the four levels with their word and meaning, lowest first."""
    return [
        {
            "level": level,
            "word": sentences.level_word(level),
            "meaning": sentences.level_meaning(level),
        }
        for level in range(4)
    ]


def _row(line: indicators.Line, course_key: str) -> dict[str, Any]:
    attest = reverse("agir_dashboard:attestations", args=[course_key])
    return {
        "label": name(line),
        "attest_url": attest if line.username else "",
        "username": line.username,
        "cells": [
            {
                "level": cell.level,
                "word": sentences.level_word(cell.level),
                "estimate": ""
                if cell.estimate is None
                else sentences.share(int(cell.estimate * 100)),
            }
            for cell in line.cells
        ],
    }


def _rows(
    course_key: str, language: str, words: list[str], first: list[str]
) -> Iterator[list[Any]]:
    after, is_first = "", True
    while is_first or after:
        page = indicators.matrix(course_key, after=after, limit=READ, language=language)
        if is_first:
            labels = [label for _identifier, label in page.columns]
            told = [[text % {"skill": label} for text in first[2:]] for label in labels]
            yield [*first[:2], *(cell for pair in told for cell in pair)]
        for line in page.lines:
            cells = ((words[cell.level], cell.estimate) for cell in line.cells)
            yield [line.username, line.name, *(one for pair in cells for one in pair)]
        after, is_first = page.next, False
