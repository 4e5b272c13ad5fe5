"""A platform in memory with a course, its team and learners."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from observations import AWA, BEN, IDA, NAMES, ZOE, School

from agir_competencies import handlers, link_cache
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Link, LinkVersion
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import competencies


@pytest.fixture
def school(settings: Any, tmp_path: Path, transactional_db: None) -> School:
    """Return a school whose first problem shows the first skill; the second is promised."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }
    link_cache.clear()
    memory = platform()
    assert isinstance(memory, MemoryPlatform)
    handlers.listen()
    outline = memory.add_course(problems=3)
    for user_id, name in NAMES.items():
        memory.add_person(user_id, username=name)
    for user_id in (AWA, BEN):
        memory.enrol(user_id, COURSE)
    for user_id in (ZOE, IDA):
        memory.make_staff(user_id)
    skills = competencies(3)
    problems = [one.usage_key for one in outline.blocks if one.is_scored]
    ties = [(key, skills[0], "problem_score") for key in problems]
    ties.append((COURSE, skills[1], "promise"))
    Link.objects.bulk_create(
        Link(
            id=link_id(key, skill.identifier), course_key=COURSE, object_key=key, competency=skill,
            kind=kind, created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for key, skill, kind in ties
    )  # fmt: skip
    LinkVersion.objects.create(course_key=COURSE)
    return School(memory, skills, problems)
