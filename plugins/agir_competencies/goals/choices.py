"""What may a learner choose from? The skills and units of their courses, and proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from agir_competencies.goals import naming, proposals
from agir_competencies.goals.data import Choice, Choices
from agir_competencies.models import Competency, Link, State
from agir_platform.learners import api as learners
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

MOST_SKILLS: Final = 500
MOST_UNITS: Final = 60


def choices(user_id: int, course_key: str, language: str) -> Choices:
    """Return what may be chosen for ``course_key``, or for all the learner's courses ('').

    Skills are those that the courses show or promise; over all courses, those measured too.
    """
    keys = [one.course_key for one in platform().enrolments.of_learner(user_id)]
    asked = [course_key] if course_key else keys
    found = set(
        Link.objects.filter(course_key__in=asked, removed_at=None).values_list(
            "competency__identifier", flat=True
        )
    )
    if not course_key:
        found |= _measured(user_id)
    return Choices(
        courses=tuple((key, naming.course_title(key)) for key in keys),
        competencies=_competencies(found, language),
        units=_units(course_key),
        proposals=tuple(proposals.of_course(course_key, language)) if course_key else (),
    )


def skills(course_key: str, language: str, also: Iterable[UUID] = ()) -> tuple[Choice, ...]:
    """Return the competencies that a course shows or promises, and ``also`` these.

    Four SELECTs at most; nothing about anybody.
    """
    linked = Link.objects.filter(course_key=course_key, removed_at=None)
    found = set(linked.values_list("competency__identifier", flat=True))
    return _competencies(found | set(also), language)


def linked(course_key: str) -> dict[UUID, bool]:
    """Return the competencies that a course is or was linked to: is a link in force? One SELECT."""
    rows = Link.objects.filter(course_key=course_key).order_by("competency_id")
    found: dict[UUID, bool] = {}
    for identifier, removed_at in rows.values_list("competency__identifier", "removed_at"):
        found[identifier] = found.get(identifier, False) or removed_at is None
    return found


def _measured(user_id: int) -> set[UUID]:
    subject = learners.known_subject(user_id)
    rows = State.objects.filter(subject=subject) if subject else State.objects.none()
    return set(rows.values_list("competency__identifier", flat=True))


def _competencies(identifiers: set[UUID], language: str) -> tuple[Choice, ...]:
    rows = Competency.objects.filter(identifier__in=identifiers, retired_at=None)
    rows = rows.select_related("framework").order_by("framework__title", "position", "pk")
    kept = list(rows[:MOST_SKILLS])
    names = naming.labels((str(row.identifier) for row in kept), language)
    return tuple(
        Choice("competency", str(row.identifier), names[str(row.identifier)], row.framework.title)
        for row in kept
    )


def _units(course_key: str) -> tuple[Choice, ...]:
    if not course_key:
        return ()
    try:
        blocks = platform().courses.outline(course_key).blocks
    except CourseUnknown:
        return ()
    titles = {block.usage_key: block.title for block in blocks}
    return tuple(
        Choice("unit", block.usage_key, block.title, titles.get(block.parent or "", ""))
        for block in blocks
        if block.level == "unit"
    )[:MOST_UNITS]
