"""A platform in memory, real tags, and frameworks taken in from files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agir_competencies import api, handlers, link_cache
from agir_competencies.data import ImportOutcome
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform
from unit.competencies.frameworks.case_packages import package

Take = Callable[..., ImportOutcome]


@pytest.fixture(autouse=True)
def memory(settings: Any) -> MemoryPlatform:
    """Return a new platform in memory that competencies listen to."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    link_cache.clear()
    found = platform()
    assert isinstance(found, MemoryPlatform)
    handlers.listen()
    return found


@pytest.fixture
def take(tmp_path: Path, db: None) -> Take:
    """Return a function that takes in a CASE package made of items and edges."""

    def import_(items: list[Any], edges: list[Any] = (), **more: Any) -> ImportOutcome:  # type: ignore[assignment]
        path = tmp_path / "package.json"
        path.write_bytes(package(items, edges, **more))
        return api.apply_plan(api.plan_import(path, format="case"))

    return import_
