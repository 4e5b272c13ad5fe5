"""What does a course's map look like in version 1? These fields; figures as JSON numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agir_competencies.api.authoring import (
    BlockView,
    CourseMap,
    FindingView,
    LineView,
    ReachedView,
    Simulation,
    TieView,
)


def course_map(found: CourseMap) -> dict[str, Any]:
    """Return a course's blocks above its leaves, its competencies, and what is to be mended."""
    return {
        "course_key": found.course_key,
        "course_title": found.title,
        "places": [_place(one) for one in found.blocks if one.level != "leaf"],
        "competencies": [_line(one) for one in found.lines],
        "findings": [finding(one) for one in found.findings],
    }


def finding(one: FindingView) -> dict[str, Any]:
    """Return one finding; ``code`` and ``severity`` are stable."""
    return {
        "code": one.code,
        "severity": one.severity,
        "competency": str(one.competency),
        "sentence": one.sentence,
        "objects": list(one.objects),
    }


def simulation(found: Simulation) -> dict[str, Any]:
    """Return what the scores lead to, and what could be scored."""
    return {
        "course_key": found.course_key,
        "course_title": found.title,
        "scored": [
            {
                "object_key": one.object_key,
                "title": one.title,
                "kind": one.kind,
                "section": one.section,
                "competencies": one.competencies,
            }
            for one in found.scored
        ],
        "scores": {key: float(share) for key, share in found.scores.items()},
        "demonstrated": found.demonstrated,
        "competencies": [_reached(one) for one in found.reached],
    }


def _place(one: BlockView) -> dict[str, Any]:
    return {
        "object_key": one.key,
        "title": one.title,
        "level": one.level,
        "parent": one.parent or None,
    }


def _line(one: LineView) -> dict[str, Any]:
    return {
        "identifier": str(one.identifier),
        "label": one.label,
        "code": one.code,
        "framework": {"identifier": str(one.framework), "title": one.framework_title},
        "retired": one.is_retired,
        "promised": one.is_promised,
        "assessed": one.is_assessed,
        "rule": {
            "method": one.method,
            "threshold": float(one.threshold),
            "objects_needed": one.objects_needed,
        },
        "links": [_tie(tie) for tie in one.ties],
        "findings": [finding.code for finding in one.findings],
    }


def _tie(one: TieView) -> dict[str, Any]:
    return {
        "object_key": one.object_key,
        "title": one.title,
        "kind": one.kind,
        "weight": float(one.weight),
        "gives_evidence": one.gives,
        "gone": one.is_gone,
    }


def _reached(one: ReachedView) -> dict[str, Any]:
    return {
        "identifier": str(one.identifier),
        "label": one.label,
        "status": one.status,
        "estimate": _number(one.estimate),
        "certainty": one.certainty,
        "evidence_count": one.evidence_count,
        "activities": one.object_count,
        "why": list(one.lines),
        "next": one.next,
    }


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)
