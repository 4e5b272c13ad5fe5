"""Learners of a course of linked skills, on a platform in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from agir_competencies.domain.identity import link_id
from agir_competencies.models import Competency, Link
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery import rows

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
AWA, BEN = 7, 8


@dataclass
class School:
    """A course with four linked skills, and two people who follow it."""

    memory: MemoryPlatform
    skills: list[Competency]
    course: str = COURSE
    unit: str = field(default="")

    def shows(self, place: int, user_id: int = AWA, **state: Any) -> None:
        """Let somebody stand somewhere on a skill: demonstrated unless told."""
        rows.state(learners.subject_of(user_id), self.skills[place], **state)

    def picks(self, *places: int, level: int = 2) -> tuple[tuple[str, str, int], ...]:
        """Return these skills as they are chosen."""
        return tuple(("competency", str(self.skills[one].identifier), level) for one in places)

    def subject(self, user_id: int = AWA) -> UUID:
        """Return somebody's pseudonym."""
        return learners.subject_of(user_id)


@pytest.fixture
def school(settings: Any, db: None) -> School:
    """Return the course, its skills and its people."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    outline = memory.add_course()
    for user_id in (AWA, BEN):
        memory.add_person(user_id)
        memory.enrol(user_id)
    skills = rows.competencies(4)
    problem = next(block.usage_key for block in outline.blocks if block.is_scored)
    Link.objects.bulk_create(
        Link(
            id=link_id(problem, one.identifier),
            course_key=COURSE,
            object_key=problem,
            competency=one,
            kind="problem_score",
            created_at=LONG_AGO,
        )
        for one in skills
    )
    unit = next(block.usage_key for block in outline.blocks if block.level == "unit")
    return School(memory, skills, unit=unit)
