"""What follows from what was measured? Criteria O7 and O9 to O11 of the covenant.

Each returns verdict, code and facts; what nobody measured is unknown, and never good nor bad.
"""

from __future__ import annotations

from datetime import date
from statistics import median_low
from typing import Final

from agir_catalogue.domain.measures import CourseMeasure

LIGHT_BYTES: Final = 1_000_000
"""A unit that a line of 400 kbit/s (50 kB a second) brings in 20 seconds."""
STATEMENT_DAYS: Final = 365
"""A statement of accessibility is renewed each year (O9)."""

Judged = tuple[str, str, dict[str, str | int]]


def downloads(measure: CourseMeasure | None) -> Judged:
    """O7, where the licence allows it: do the files come?"""
    if measure is None or measure.tried is None or measure.worked is None:
        return "unknown", "downloads_not_tried", {}
    if not measure.tried:
        return "unknown", "downloads_none", {}
    verdict = "pass" if measure.worked == measure.tried else "fail"
    return verdict, "downloads", {"count": measure.worked, "of": measure.tried}


def accessibility(
    measure: CourseMeasure | None, statement: str | None, stated_on: date | None, today: date
) -> Judged:
    """O9: no fault on the sampled units, and a statement under a year old.

    ``statement`` is its address, '' for none, ``None`` for unknown.
    """
    tried = (
        [one.violations for one in measure.units if one.violations is not None] if measure else []
    )
    faults = sum(tried)
    if faults:
        wrong = sum(one > 0 for one in tried)
        return "fail", "accessibility_faults", {"count": faults, "units": wrong, "of": len(tried)}
    if not tried:
        return "unknown", "accessibility_not_tried", {}
    if statement == "":
        return "fail", "statement_missing", {"of": len(tried)}
    if stated_on is not None and (today - stated_on).days > STATEMENT_DAYS:
        return "fail", "statement_old", {"day": stated_on.isoformat()}
    if statement is None or stated_on is None or stated_on > today:
        return "unknown", "statement_undated", {"of": len(tried)}
    return "pass", "accessible", {"of": len(tried), "day": stated_on.isoformat()}


def weight(measure: CourseMeasure | None, videos: int | None, transcribed: int | None) -> Judged:
    """O10: the middle unit is light, and no video is the only way."""
    sizes = [one.bytes for one in measure.units if one.bytes is not None] if measure else []
    if sizes:
        middle = median_low(sizes)
        told: dict[str, str | int] = {"kilobytes": -(-middle // 1000), "of": len(sizes)}
        if middle > LIGHT_BYTES:
            return "fail", "heavy", told
    if videos is not None and transcribed is not None and transcribed < videos:
        return "fail", "only_video", {"count": videos - transcribed, "of": videos}
    if not sizes:
        return "unknown", "weight_not_tried", {}
    if videos is None or transcribed is None:
        return "unknown", "alternatives_unknown", told
    return "pass", "light", told


def languages(measure: CourseMeasure | None, declared: tuple[str, ...]) -> Judged:
    """O11: what is announced is what is there; of a tag the language alone is compared."""
    told = {"languages": ", ".join(declared)}
    spoken = {one.language for one in measure.units if one.language} if measure else set()
    if not spoken:
        return "unknown", "languages_not_tried", dict(told)
    there = {one.partition("-")[0].lower() for one in spoken}
    wanted = {one.replace("_", "-").partition("-")[0].lower() for one in declared}
    missing, more = sorted(wanted - there), sorted(there - wanted)
    if missing:
        return "fail", "languages_missing", {**told, "missing": ", ".join(missing)}
    if more:
        return "fail", "languages_unannounced", {**told, "more": ", ".join(more)}
    return "pass", "languages_there", dict(told)
