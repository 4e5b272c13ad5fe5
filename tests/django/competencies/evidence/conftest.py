"""A platform in memory, a course with links, and a learner who answers."""

from __future__ import annotations

from typing import Any

import pytest
from classroom import Classroom

from agir_competencies import handlers, link_cache
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    """Return a new platform in memory that competencies listen to."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    link_cache.clear()
    found = platform()
    assert isinstance(found, MemoryPlatform)
    handlers.listen()
    return found


@pytest.fixture
def classroom(memory: MemoryPlatform, db: None) -> Classroom:
    """Return a course of six problems and a learner, without any link yet."""
    return Classroom(memory)
