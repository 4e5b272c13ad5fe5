"""A platform in memory with a course, its team and learners."""

from __future__ import annotations

from typing import Any

import pytest
from observations import AWA, BEN, ZOE, School

from agir_competencies import link_cache
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import competencies


@pytest.fixture
def school(settings: Any, transactional_db: None) -> School:
    """Return a school whose people are Awa and Ben, who learn, and Zoé, of the team."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    link_cache.clear()
    memory = platform()
    assert isinstance(memory, MemoryPlatform)
    memory.add_course(problems=3)
    for user_id in (AWA, BEN, ZOE):
        memory.add_person(user_id)
    for user_id in (AWA, BEN):
        memory.enrol(user_id, COURSE)
    return School(memory, competencies(2))
