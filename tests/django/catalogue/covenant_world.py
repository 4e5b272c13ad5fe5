"""A course of the embedded host that keeps the covenant, with a free and a paid track."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from agir_catalogue.api import covenant
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Link
from agir_kernel.clock import FixedClock
from host.courseware.models import BlockRow, Course, CourseMode
from host.gallery.rows import competencies

KEY: Final = "course-v1:Agir+Free+2026"
NIGHT: Final = datetime(2026, 11, 27, 4, tzinfo=UTC)
DAY: Final = timedelta(days=1)
TREE: Final = (
    ("course", "course", "course", None),
    ("chapter", "section", "section-1", "course"),
    ("sequential", "subsection", "lesson", "section-1"),
    ("vertical", "unit", "unit-1", "lesson"),
    ("html", "leaf", "text-1", "unit-1"),
    ("problem", "leaf", "practice", "unit-1"),
    ("sequential", "subsection", "exam", "section-1"),
    ("vertical", "unit", "unit-2", "exam"),
    ("problem", "leaf", "final", "unit-2"),
)


def usage(name: str) -> str:
    """Return the key of a block of the course."""
    types = {block: kind for kind, _, block, _ in TREE}
    return f"{KEY.replace('course', 'block', 1)}+type@{types[name]}+block@{name}"


def night(number: int) -> FixedClock:
    """Return the clock of a night, 0 upward."""
    return FixedClock(NIGHT + number * DAY)


def a_course(*graded: str) -> Course:
    """Write the course; the practice proves a skill. ``graded`` names its graded problems."""
    course = Course.objects.create(key=KEY, org="Agir", title="Eau libre", visibility="public")
    CourseMode.objects.create(course=course, slug="honor", price_minor=0)
    CourseMode.objects.create(course=course, slug="verified", price_minor=6000)
    rows: dict[str | None, BlockRow | None] = {None: None}
    for position, (block_type, level, name, parent) in enumerate(TREE):
        rows[name] = BlockRow.objects.create(
            usage_key=usage(name),
            course=course,
            block_type=block_type,
            parent=rows[parent],
            position=position,
            title=f"The {name}",
            level=level,
            is_scored=block_type == "problem",
            possible=Decimal(1) if block_type == "problem" else None,
            graded=name in graded,
        )
    (skill,) = competencies(1)
    Link.objects.create(
        id=link_id(usage("practice"), skill.identifier),
        course_key=KEY,
        object_key=usage("practice"),
        competency=skill,
        kind="problem_score",
        weight=Decimal(1),
        origin="manual",
        created_at=NIGHT - DAY,
    )
    return course


def looked(number: int = 0) -> covenant.Looked:
    """Look at the course in a night."""
    return covenant.look_at(KEY, clock=night(number))


def verdicts(number: int = 0) -> dict[str, str]:
    """Return the verdict of each criterion, as read in a night."""
    found = covenant.verdict(KEY, clock=night(number))
    return {one.criterion: one.verdict for one in found.checks}
