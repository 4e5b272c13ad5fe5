"""A platform in memory that competencies listen to."""

from __future__ import annotations

from typing import Any

import pytest

from agir_competencies import handlers, link_cache
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform


@pytest.fixture
def memory(settings: Any, db: None) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    link_cache.clear()
    found = platform()
    assert isinstance(found, MemoryPlatform)
    handlers.listen()
    return found
