"""Settings are defaults that a site can change, and a wrong one is named with its remedy."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.checks.registry import registry

from agir_platform import checks, contexts
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform
from agir_platform.settings import common, production
from agir_platform.settings import test as test_settings


def test_common_gives_defaults_and_never_overwrites() -> None:
    chosen = SimpleNamespace(AGIR_CONTEXTS=["badges"])
    common.plugin_settings(chosen)
    assert chosen.AGIR_CONTEXTS == ["badges"]
    assert chosen.AGIR_PLATFORM_BACKEND == "agir_platform.openedx.OpenEdxPlatform"
    assert chosen.AGIR_PRIVATE_STORAGE is None
    assert test_settings.plugin_settings is common.plugin_settings


def test_production_lets_the_sites_file_speak() -> None:
    chosen = SimpleNamespace(AGIR_CONTEXTS=["badges"], ENV_TOKENS={"AGIR_CONTEXTS": None})
    production.plugin_settings(chosen)
    assert chosen.AGIR_CONTEXTS is None
    assert chosen.AGIR_PLATFORM_BACKEND.endswith("OpenEdxPlatform")


@pytest.mark.parametrize("tokens", [{}, None])
def test_production_without_a_file_changes_nothing(tokens: Any) -> None:
    chosen = SimpleNamespace(AGIR_CONTEXTS=["badges"], ENV_TOKENS=tokens)
    production.plugin_settings(chosen)
    assert chosen.AGIR_CONTEXTS == ["badges"]


def test_none_is_all_contexts_and_an_empty_list_is_none(settings: Any) -> None:
    settings.AGIR_CONTEXTS = None
    assert all(contexts.is_on(name) for name in contexts.CONTEXTS)
    settings.AGIR_CONTEXTS = []
    assert not any(contexts.is_on(name) for name in contexts.CONTEXTS)


def test_a_context_that_is_not_is_never_on(settings: Any) -> None:
    settings.AGIR_CONTEXTS = None
    assert not contexts.is_on("telepathy")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("badges", "agir.E001"), (7, "agir.E001"), (["badges", "bagdes"], "agir.E002")],
)
def test_a_wrong_list_of_contexts_is_named(settings: Any, wrong: Any, code: str) -> None:
    settings.AGIR_CONTEXTS = wrong
    (found,) = checks.contexts_exist()
    assert found.id == code
    assert "badges" in found.hint


@pytest.mark.parametrize("wrong", ["no.such.Thing", "agir_platform.ports.missing", "plain"])
def test_a_backend_that_is_not_is_named(settings: Any, wrong: str) -> None:
    settings.AGIR_PLATFORM_BACKEND = wrong
    (found,) = checks.backend_exists()
    assert found.id == "agir.E003"


def test_the_checks_run_with_djangos_own() -> None:
    """Looked up, not run: a run would import every address while contexts are off."""
    ours = {checks.contexts_exist, checks.backend_exists, checks.private_files_are_private}
    assert ours <= registry.registered_checks


def test_the_backend_is_one_instance_until_the_setting_changes(settings: Any) -> None:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    first = platform()
    assert isinstance(first, MemoryPlatform)
    assert platform() is first
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    assert platform() is not first
