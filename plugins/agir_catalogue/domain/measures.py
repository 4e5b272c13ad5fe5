"""What was measured of a course's units, by whatever measured it?

A report is a file of JSON (``agir-measures``, version 1), written by ``agir_measure_courses`` where
a browser is at hand, or by an operator's own tool. Whoever measured, the rules are the same; what
a report does not say stays unknown.

``{"format": "agir-measures", "version": 1, "tool": text, "measured_at": instant with a zone,
"courses": [{"course": key, "units": [{"unit": key, "violations": n, "bytes": n,
"language": tag}], "downloads": {"tried": n, "worked": n}}]}``; each figure may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final

from agir_catalogue.domain.language import tag
from agir_kernel.errors import DomainError

FORMAT: Final = "agir-measures"
VERSION: Final = 1
MOST_BYTES: Final = 10_000_000
MOST_COURSES: Final = 10_000
MOST_UNITS: Final = 500
MOST_FIGURE: Final = 10**10
LONGEST: Final = 255


class MeasuresUnreadable(DomainError):
    """No report of measures. Facts: ``where``, the place of the first fault."""

    code: ClassVar[str] = "measures_unreadable"


@dataclass(frozen=True, slots=True)
class UnitMeasure:
    """One unit: faults that axe found, bytes that were transferred; ``None`` not measured.

    ``language`` is the language that its text is in, '' where nobody could tell.
    """

    unit: str
    violations: int | None = None
    bytes: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class CourseMeasure:
    """What was measured of one course at one time; ``tried`` files of which ``worked``."""

    course_key: str
    measured_at: datetime
    tool: str = ""
    units: tuple[UnitMeasure, ...] = ()
    tried: int | None = None
    worked: int | None = None


def read(content: bytes) -> list[CourseMeasure]:
    """Return the courses of a report; raise ``MeasuresUnreadable``, and then nothing counts."""
    if len(content) > MOST_BYTES:
        raise MeasuresUnreadable(where="size")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise MeasuresUnreadable(where="JSON") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or told.get("version") != VERSION:
        raise MeasuresUnreadable(where="format")
    at = _instant(told.get("measured_at"))
    courses = _many(told.get("courses"), "courses", MOST_COURSES)
    tool = _text(told.get("tool", ""), "tool")
    found = [_course(one, f"courses.{place}", at, tool) for place, one in enumerate(courses)]
    if len({one.course_key for one in found}) < len(found):
        raise MeasuresUnreadable(where="courses")
    return found


def written(measures: list[CourseMeasure], tool: str, at: datetime) -> dict[str, Any]:
    """Return a report that ``read`` reads."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": tool,
        "measured_at": at.astimezone(UTC).isoformat(),
        "courses": [{"course": one.course_key, **facts(one)} for one in measures],
    }


def facts(measure: CourseMeasure) -> dict[str, Any]:
    """Return what is kept of a measure, as JSON holds it."""
    units = [
        {
            "unit": one.unit,
            **({} if one.violations is None else {"violations": one.violations}),
            **({} if one.bytes is None else {"bytes": one.bytes}),
            **({"language": one.language} if one.language else {}),
        }
        for one in measure.units
    ]
    if measure.tried is None or measure.worked is None:
        return {"units": units}
    return {"units": units, "downloads": {"tried": measure.tried, "worked": measure.worked}}


def of_facts(course_key: str, told: Mapping[str, Any], at: datetime, tool: str) -> CourseMeasure:
    """Return a measure as it was kept."""
    return _course({"course": course_key, **told}, "course", at, tool)


def fresh(measure: CourseMeasure | None, now: datetime, days: int) -> CourseMeasure | None:
    """Return a measure that is at most ``days`` old; an older one tells nothing of today."""
    if measure is None or now - measure.measured_at > timedelta(days=days):
        return None
    return measure


def _course(told: Any, place: str, at: datetime, tool: str) -> CourseMeasure:
    if not isinstance(told, dict):
        raise MeasuresUnreadable(where=place)
    key = _text(told.get("course"), f"{place}.course")
    if not key:
        raise MeasuresUnreadable(where=f"{place}.course")
    units = _many(told.get("units", []), f"{place}.units", MOST_UNITS)
    tried, worked = _downloads(told.get("downloads"), f"{place}.downloads")
    return CourseMeasure(
        key,
        at,
        tool,
        tuple(_unit(one, f"{place}.units.{number}") for number, one in enumerate(units)),
        tried,
        worked,
    )


def _unit(told: Any, place: str) -> UnitMeasure:
    if not isinstance(told, dict):
        raise MeasuresUnreadable(where=place)
    language = _text(told.get("language", ""), f"{place}.language")
    if language and not tag(language):
        raise MeasuresUnreadable(where=f"{place}.language")
    return UnitMeasure(
        _text(told.get("unit"), f"{place}.unit"),
        _figure(told.get("violations"), f"{place}.violations"),
        _figure(told.get("bytes"), f"{place}.bytes"),
        language,
    )


def _downloads(told: Any, place: str) -> tuple[int | None, int | None]:
    if told is None:
        return None, None
    if not isinstance(told, dict):
        raise MeasuresUnreadable(where=place)
    tried, worked = _figure(told.get("tried"), place), _figure(told.get("worked"), place)
    if tried is None or worked is None or worked > tried:
        raise MeasuresUnreadable(where=place)
    return tried, worked


def _figure(told: Any, place: str) -> int | None:
    if told is None:
        return None
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= MOST_FIGURE:
        raise MeasuresUnreadable(where=place)
    return told


def _text(told: Any, place: str) -> str:
    if not isinstance(told, str) or len(told) > LONGEST:
        raise MeasuresUnreadable(where=place)
    return told


def _many(told: Any, place: str, most: int) -> list[Any]:
    if not isinstance(told, list) or len(told) > most:
        raise MeasuresUnreadable(where=place)
    return told


def _instant(told: Any) -> datetime:
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise MeasuresUnreadable(where="measured_at")
    return found.astimezone(UTC)
