"""What does a notice still lack, or say that cannot be true?

The schemas of the exchange formats let much of it pass; whoever reads the course in a feed would
not. Findings are named, and never stop anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from agir_catalogue.domain import language, licence
from agir_catalogue.domain.notice import Said
from agir_platform.ports import CourseFacts

LEAST_SUMMARY: Final = 40
LONGEST_LINE: Final = 110


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: ``code`` names it, ``field`` is where it is mended, '' elsewhere.

    ``is_grave``: others would be misled, or could not show the course at all.
    """

    code: str
    field: str = ""
    is_grave: bool = False


def found(
    facts: CourseFacts, said: Said, *, is_free: bool | None, teaches: int, assesses: int
) -> tuple[Finding, ...]:
    """Return what was found in a notice, the grave first."""
    several = (
        *_of_words(facts, said),
        *_of_access(facts, is_free=is_free),
        *_of_promise(said, teaches=teaches, assesses=assesses),
    )
    return tuple(sorted(several, key=lambda one: not one.is_grave))


def _of_words(facts: CourseFacts, said: Said) -> list[Finding]:
    summary = str(said.get("summary", ""))
    spdx = said.get("licence_spdx", "")
    rules: tuple[tuple[Any, Finding], ...] = (
        (not summary, Finding("summary_missing", "summary", is_grave=True)),
        (0 < len(summary) < LEAST_SUMMARY, Finding("summary_short", "summary")),
        (not said.get("languages"), Finding("language_unknown", "languages", is_grave=True)),
        (
            said.get("languages") and not all(map(language.tag, facts.languages)),
            Finding("platform_language_unfit", "languages"),
        ),
        (not spdx, Finding("licence_unknown", "licence_spdx", is_grave=True)),
        (spdx and not licence.is_open(spdx), Finding("licence_closed", "licence_spdx")),
        (len(str(said.get("title", ""))) > LONGEST_LINE, Finding("title_long", "title")),
    )
    return [finding for is_so, finding in rules if is_so]


def _of_access(facts: CourseFacts, *, is_free: bool | None) -> list[Finding]:
    rules = (
        (is_free is None, Finding("free_unknown", is_grave=True)),
        (is_free is False, Finding("free_missing", is_grave=True)),
        (_is_reversed(facts.starts_at, facts.ends_at), Finding("dates_reversed", is_grave=True)),
        (
            _is_reversed(facts.enrolment_opens_at, facts.enrolment_closes_at),
            Finding("enrolment_reversed", is_grave=True),
        ),
        (facts.is_listed is False, Finding("not_listed")),
    )
    return [finding for is_so, finding in rules if is_so]


def _of_promise(said: Said, *, teaches: int, assesses: int) -> list[Finding]:
    has_access = said.get("access_modes") or said.get("features")
    hazards = set(said.get("hazards", ()))
    rules = (
        (not teaches, Finding("nothing_taught")),
        (teaches and not assesses, Finding("nothing_assessed")),
        (said.get("level") is None, Finding("level_missing", "level")),
        (not said.get("duration_hours"), Finding("duration_missing", "duration_hours")),
        (not has_access, Finding("accessibility_missing", "access_modes")),
        (
            ("none" in hazards and len(hazards) > 1)
            or {"flashing", "noFlashingHazard"} <= hazards
            or {"sound", "noSoundHazard"} <= hazards
            or {"motionSimulation", "noMotionSimulationHazard"} <= hazards,
            Finding("hazards_contradict", "hazards", is_grave=True),
        ),
    )
    return [finding for is_so, finding in rules if is_so]


def _is_reversed(first: Any, last: Any) -> bool:
    return first is not None and last is not None and last <= first
