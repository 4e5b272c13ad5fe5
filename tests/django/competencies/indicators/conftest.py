"""A cohort on a platform in memory."""

from __future__ import annotations

from typing import Any

import pytest
from cohort import Cohort

from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform


@pytest.fixture
def cohort(settings: Any, db: None) -> Cohort:
    """Return a course of one skill, without learners."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found = platform()
    assert isinstance(found, MemoryPlatform)
    return Cohort(found)
