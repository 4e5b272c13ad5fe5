"""Each app is a plugin of the platform, whole, and collides with nothing that is there."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver
from edx_django_utils.plugins import get_plugin_apps

from agir_platform.settings.common import REPORTING

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared/data/openedx"
SERVICES = ("lms", "cms")
KINDS = tuple(f"{service}.djangoapp" for service in SERVICES)
CONFIGS = [config for config in apps.get_app_configs() if config.name.startswith("agir_")]
# What the platform has and ours join.
MERGED = {
    "AGIR_FILTER_STEPS",
    "CELERYBEAT_SCHEDULE",
    "EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS",
    "OPEN_EDX_FILTERS_CONFIG",
    *REPORTING,
}
NAMES = {
    "agir_platform",
    "agir_competencies",
    "agir_badges",
    "agir_catalogue",
    "agir_sponsorship",
    "agir_certification",
    "agir_dashboard",
    "agir_xblocks",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_platform_finds_every_app(kind: str) -> None:
    named = {one.name for one in entry_points(group=kind) if one.name.startswith("agir_")}
    assert named == NAMES
    found = [name for name in get_plugin_apps(kind) if name.startswith("agir_")]
    assert {name.split(".")[0] for name in found} == NAMES


def test_all_apps_are_installed_whatever_is_on() -> None:
    assert {config.name for config in CONFIGS} == NAMES
    assert {config.label for config in CONFIGS} == NAMES


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_a_plugin_app_is_whole(config: Any, kind: str) -> None:
    """URLs and three kinds of settings for each service, and each module is there."""
    urls = config.plugin_app["url_config"][kind]
    assert urls["regex"] == ""
    assert urls["namespace"] == config.name
    module = import_module(f"{config.name}.{urls['relative_path']}")
    assert module.app_name == config.name
    assert config.default_auto_field == "django.db.models.BigAutoField"
    settings_of = config.plugin_app["settings_config"][kind]
    assert set(settings_of) >= {"common", "production", "test"}
    for place in settings_of.values():
        assert callable(import_module(f"{config.name}.{place['relative_path']}").plugin_settings)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_settings_are_defaults_that_a_site_overrides(config: Any) -> None:
    """``common`` keeps what the site chose; ``production`` reads the site's file, where it is."""
    common = import_module(f"{config.name}.settings.common").plugin_settings
    production = import_module(f"{config.name}.settings.production").plugin_settings
    given = SimpleNamespace()
    common(given)
    assert {name for name in vars(given) if not name.startswith("AGIR_")} <= MERGED
    for name in MERGED:
        vars(given).pop(name, None)
    chosen = SimpleNamespace(**dict.fromkeys(vars(given), "chosen"))
    common(chosen)
    for name in MERGED:
        vars(chosen).pop(name, None)
    assert set(vars(chosen).values()) <= {"chosen"}
    chosen.ENV_TOKENS = dict.fromkeys(vars(given), "from the file")
    production(chosen)
    told = {name: one for name, one in vars(chosen).items() if name not in {"ENV_TOKENS", *MERGED}}
    assert set(told.values()) <= {"from the file"}
    production(given)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_every_receiver_named_is_there(config: Any, kind: str) -> None:
    """A wrong SIGNAL_PATH stops a whole site; only signals of packages may be named."""
    signals = config.plugin_app.get("signals_config", {}).get(kind, {})
    for receiver in signals.get("receivers", ()):
        module = import_module(f"{config.name}.{signals['relative_path']}")
        assert callable(getattr(module, receiver["receiver_func_name"]))
        path, _, name = receiver["signal_path"].rpartition(".")
        assert hasattr(import_module(path), name)
        assert path.split(".")[0] in {"agir_events", "openedx_events"}


@pytest.mark.parametrize("service", SERVICES)
def test_no_label_is_taken(service: str) -> None:
    path = DATA / f"app_labels_{service}.txt"
    if not path.exists():
        pytest.skip(f"no list of the labels that an {service} takes is here")
    taken = {line.split("\t")[0] for line in path.read_text().splitlines()}
    assert len(taken) > 100
    assert taken & NAMES == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_address_is_taken(service: str) -> None:
    """The platform's own addresses come first: one that matches ours would hide it.

    A root that ends in ``/`` includes others and lets fall through what none of them matches;
    only one that goes on into our own branches could stand in the way.
    """
    path = DATA / f"url_roots_{service}.txt"
    if not path.exists():
        pytest.skip(f"no list of the addresses that an {service} takes is here")
    roots = [line.split("\t")[0].lstrip("^") for line in path.read_text().splitlines()]
    assert len(roots) > 50
    assert [root for root in roots if root.startswith(("agir", "api/agir"))] == []
    whole = [root for root in roots if root and not root.endswith("/")]
    hidden = [(root, own) for root in whole for own in _addresses() if _matches(root, own)]
    assert hidden == []


def test_addresses_stand_where_the_house_says() -> None:
    """REST under /api/agir/<context>/v1/, described beside; pages under /agir/; RFC 8615."""
    wrong = [
        address
        for address in _addresses()
        if not re.match(
            r"^(api/agir/([a-z]+/v1/|schema/$)|agir/|\.well-known/mooc-federation\.json$)",
            address.lstrip("^"),
        )
    ]
    assert wrong == []


def _matches(root: str, address: str) -> bool:
    """Tell whether an address of the platform, a regular expression or a path, matches ours."""
    if "<" in root and "(?P<" not in root:
        root = re.sub(r"<[^>]+>", "[^/]+", root)
    return re.match(root, address) is not None


def _addresses() -> list[str]:
    found: list[str] = []

    def walk(patterns: list[Any], prefix: str, namespace: str) -> None:
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if namespace.startswith("agir_"):
                    found.append(here)
            else:
                walk(pattern.url_patterns, here, pattern.namespace or namespace)

    walk(get_resolver().url_patterns, "", "")
    assert found, "a walk that finds nothing proves nothing"
    return found
