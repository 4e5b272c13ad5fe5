"""What can be known of a course at this moment, for the covenant's rules to judge?

Everything is asked of the platform's ports and of the competencies' api. Whatever cannot be asked
is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.conf import settings

from agir_catalogue.covenant import measured
from agir_catalogue.domain.covenant import CourseState, Track
from agir_catalogue.domain.measures import fresh
from agir_catalogue.models import ExamSection
from agir_competencies.api import links
from agir_platform import contexts
from agir_platform.ports import CourseFacts, CourseUnknown, Mode, Openness, Outline
from agir_platform.select import platform

PROVES_NOTHING: Final = frozenset({"promise", "completion"})


@dataclass(frozen=True, slots=True)
class CourseChange:
    """What somebody is about to change of a course; ``None`` stays as it is.

    ``modes`` and ``exams`` replace all that there were. ``until`` is a new end of enrolment in a
    tuple of one, which may hold ``None`` (no end).
    """

    modes: tuple[Mode, ...] | None = None
    gates_content: bool | None = None
    limits_duration: bool | None = None
    until: tuple[datetime | None] | None = None
    exams: tuple[str, ...] | None = None


UNCHANGED: Final = CourseChange()


def look(course_key: str, now: datetime, change: CourseChange = UNCHANGED) -> CourseState:
    """Return what is known of a course, or would be after a change; raise ``CourseUnknown``.

    Not for a page: the platform enrols somebody in each track and asks what they are shown.
    """
    facts = platform().courses.facts(course_key)
    if facts is None:
        raise CourseUnknown(course_key=course_key)
    facts = _changed(facts, change)
    outline = _outline(course_key)
    exams = exams_of(course_key) if change.exams is None else change.exams
    free = [mode.slug for mode in facts.modes if not mode.price_minor]
    paid = [mode.slug for mode in facts.modes if mode.price_minor]
    # What would be kept back by gating that is not on yet cannot be asked, only feared.
    can_ask = not change.gates_content
    openness = platform().courses.openness(course_key) or Openness()
    return CourseState(
        now=now,
        tracks=tuple(Track(one.slug, one.price_minor, one.expires_at) for one in facts.modes),
        opens_at=facts.enrolment_opens_at,
        closes_at=facts.enrolment_closes_at,
        gates_content=facts.gates_content,
        limits_duration=facts.limits_duration,
        free_sees=_seen_by_all(course_key, free) if can_ask else None,
        paid_sees=_seen_by_any(course_key, paid) if can_ask else None,
        exams=below(outline, exams),
        proofs=_proofs(course_key, outline),
        recognises=contexts.is_on("competencies") and contexts.is_on("badges"),
        visibility=facts.visibility,
        units=openness.units,
        public_units=openness.public_units,
        licence=facts.licence or None,  # "" is unset or unknown
        videos=openness.videos,
        videos_with_transcript=openness.videos_with_transcript,
        languages=facts.languages or None,
        asked_at_sign_up=openness.asked_at_sign_up,
        measure=fresh(measured.of(course_key), now, int(settings.AGIR_CATALOGUE_MEASURE_DAYS)),
        statement=str(settings.AGIR_CATALOGUE_ACCESSIBILITY_URL or ""),
        stated_on=_stated_on(),
    )


def _stated_on() -> date | None:
    """Return the day of the site's statement of accessibility, ``None`` for none that is one."""
    try:
        return date.fromisoformat(str(settings.AGIR_CATALOGUE_ACCESSIBILITY_DATE))
    except ValueError:
        return None


def exams_of(course_key: str) -> tuple[str, ...]:
    """Return the declared exam sections of a course. One SELECT."""
    rows = ExamSection.objects.filter(course_key=course_key)
    return tuple(rows.values_list("usage_key", flat=True))


def below(outline: Outline | None, usage_keys: Iterable[str]) -> frozenset[str]:
    """Return these blocks of a course and all that they contain."""
    found = set(usage_keys)
    for block in outline.blocks if outline else ():  # a parent comes before its children
        if block.parent in found:
            found.add(block.usage_key)
    return frozenset(found)


def _changed(facts: CourseFacts, change: CourseChange) -> CourseFacts:
    closes_at = facts.enrolment_closes_at if change.until is None else change.until[0]
    gates = facts.gates_content if change.gates_content is None else change.gates_content
    limits = facts.limits_duration if change.limits_duration is None else change.limits_duration
    return replace(
        facts,
        modes=facts.modes if change.modes is None else change.modes,
        gates_content=gates,
        limits_duration=limits,
        enrolment_closes_at=closes_at,
    )


def _outline(course_key: str) -> Outline | None:
    try:
        return platform().courses.outline(course_key)
    except CourseUnknown:
        return None  # known, and nothing is published yet


def _seen_by_all(course_key: str, slugs: list[str]) -> frozenset[str] | None:
    """Return what whoever does not pay is shown, whichever free track they came by."""
    seen = [platform().courses.visible_to(course_key, slug) for slug in slugs]
    known = [one for one in seen if one is not None]
    if not known or len(known) < len(seen):
        return None
    return frozenset.intersection(*known)


def _seen_by_any(course_key: str, slugs: list[str]) -> frozenset[str] | None:
    seen = [platform().courses.visible_to(course_key, slug) for slug in slugs]
    known = [one for one in seen if one is not None]
    if not known or len(known) < len(seen):
        return None
    return frozenset.union(*known)


def _proofs(course_key: str, outline: Outline | None) -> Mapping[str, frozenset[str]] | None:
    """Return the scored blocks that can prove each competency here, by its identifier.

    A subsection's grade is proved by answering what it contains: being shown its title is not
    enough.
    """
    if outline is None:
        return None
    scored = {block.usage_key for block in outline.blocks if block.is_scored}
    found: dict[str, frozenset[str]] = {}
    for link in links.links_of(course_key):
        if link.removed_at or link.kind in PROVES_NOTHING or not link.weight:
            continue
        inside = below(outline, [link.object_key])
        name = str(link.competency)
        blocks = inside & scored or frozenset({link.object_key})
        found[name] = found.get(name, frozenset()) | blocks
    return found
