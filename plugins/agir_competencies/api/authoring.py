"""Authoring: what a course promises and assesses, what is to be mended, what scores would lead to.

Who may: none of these functions asks; their callers let the course's team in, and a command.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from uuid import UUID

from agir_competencies.authoring import mapping, simulating, words
from agir_competencies.authoring.data import (
    BlockView,
    CourseMap,
    FindingView,
    LineView,
    ReachedView,
    ScoredView,
    Simulation,
    TieView,
)
from agir_competencies.authoring.simulating import ScoreObjectUnknown
from agir_competencies.domain.lint import ERROR, NOTE, SEVERITIES, WARNING
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "CODES",
    "ERROR",
    "NOTE",
    "WARNING",
    "BlockView",
    "CourseMap",
    "FindingView",
    "LineView",
    "ReachedView",
    "ScoreObjectUnknown",
    "ScoredView",
    "Simulation",
    "TieView",
    "course_map",
    "figure_words",
    "finding_title",
    "lint_course",
    "severity_word",
    "simulate",
]

CODES = tuple(SEVERITIES)
"""Every code of a finding, worst first; stable."""


def course_map(course_key: str, *, language: str = "", also: Collection[UUID] = ()) -> CourseMap:
    """Return every competency that the course links, with its links, rule and findings.

    ``also``: competencies to tell of although the course does not link them.

    Sentences in ``language``, labels too where the framework says them in it. Raises
    ``CourseUnknown``. The platform's outline, then three to seven SELECTs, whatever the number of
    blocks, links and competencies.
    """
    return mapping.course_map(course_key, language, also)


def lint_course(course_key: str, *, language: str = "") -> tuple[FindingView, ...]:
    """Return what is to be mended, worst first; as ``course_map``."""
    found = mapping.course_map(course_key, language).findings
    return tuple(sorted(found, key=lambda one: CODES.index(one.code)))


def simulate(
    course_key: str,
    scores: Mapping[str, object],
    *,
    language: str = "",
    clock: Clock | None = None,
) -> Simulation:
    """Return what somebody who gets these scores, and nothing else, would reach. Stores nothing.

    ``scores`` maps usage keys of ``Simulation.scored`` to shares 0 to 1 (``None``: not answered).
    The fold and the rules are the ledger's own. Raises ``CourseUnknown``, ``ScoreObjectUnknown``,
    ``NotAFigure`` and ``ShareOutOfBounds``. Statements as ``course_map``.
    """
    now = (clock or SystemClock()).now()
    return simulating.simulate(course_key, scores, language, now)


def finding_title(code: str) -> str:
    """Return the kind of a finding in a few words of the active language."""
    return words.title(code)


def severity_word(severity: str) -> str:
    """Return error, warning or note in words of the active language."""
    return words.severity(severity)


def figure_words(value: Decimal) -> str:
    """Return a figure as the active language writes it, without zeros at its end."""
    return words.figure(value)
