"""What do reports of success look like in version 1? These fields; figures as JSON numbers.

A value that is not shown is null, and ``status`` and ``why`` say why: nothing under the smallest
published group is written, not even as a count beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from agir_competencies.api.indicators import Changes, Matrix, Report, Row


def report(found: Report) -> dict[str, Any]:
    """Return a report; indicators stand in its own order, completion never first."""
    return {
        "course_key": found.course_key,
        "course_title": found.course_title,
        "audience": found.audience,
        "enrolled": found.enrolled,
        "active": found.active,
        "computed_at": found.computed_at.isoformat() if found.computed_at else None,
        "published_on": found.published_on.isoformat() if found.published_on else None,
        "indicators": [indicator(row) for row in found.indicators],
        "competencies": [
            {
                "identifier": str(one.identifier),
                "label": one.label,
                "attempted": one.attempted,
                "demonstrated": one.demonstrated,
                "attainment": indicator(one.attainment),
                "reach": indicator(one.reach),
            }
            for one in found.competencies
        ],
    }


def indicator(row: Row) -> dict[str, Any]:
    """Return one indicator; every figure is null unless ``status`` is ``ok``."""
    told: dict[str, Any] = {
        "id": row.id,
        "version": row.version,
        "title": row.title,
        "definition": row.definition,
        "kind": row.kind,
        "counts": row.counts,
        "minimum_cell": row.minimum_cell,
        "status": row.status,
        "why": row.why,
        "n": None,
        "numerator": None,
        "value": None,
        "interval": None,
        "coverage": None,
        "small_n": False,
        "excluded": [],
        "parts": [],
        "as_of": row.as_of.isoformat() if row.as_of else None,
    }
    if not row.is_shown:
        return told
    has_bounds = row.low is not None and row.high is not None
    return told | {
        "n": row.n,
        "numerator": row.numerator,
        "value": _number(row.value),
        "interval": [_number(row.low), _number(row.high)] if has_bounds else None,
        "coverage": _number(row.coverage),
        "small_n": row.small_n,
        "excluded": [{"code": one.code, "count": one.count} for one in row.excluded],
        "parts": [{"code": one.code, "label": one.label, "count": one.count} for one in row.parts],
    }


def course_row(found: Report, names: Iterable[str]) -> dict[str, Any]:
    """Return one course in the list of all."""
    return {
        "course_key": found.course_key,
        "course_title": found.course_title,
        "active": found.active,
        "indicators": [indicator(found.row(name)) for name in names],
    }


def matrix(page: Matrix) -> dict[str, Any]:
    """Return a page of learners by skills; ``estimate`` is 0 to 1, null when not measured."""
    return {
        "competencies": [
            {"identifier": str(identifier), "label": label} for identifier, label in page.columns
        ],
        "learners": [
            {
                "username": line.username,
                "name": line.name,
                "levels": [
                    {"level": cell.level, "estimate": _number(cell.estimate)} for cell in line.cells
                ],
            }
            for line in page.lines
        ],
        "next": page.next,
    }


def changes(found: Changes) -> dict[str, Any]:
    """Return what changed between two days that were kept."""
    return {
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat() if found.until else None,
        "moved": [
            {
                "id": one.id,
                "title": one.title,
                "before": _number(one.before),
                "after": _number(one.after),
                "n_before": one.n_before,
                "n_after": one.n_after,
                "difference": _number(one.difference),
                "why": one.why,
            }
            for one in found.moved
        ],
    }


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)
