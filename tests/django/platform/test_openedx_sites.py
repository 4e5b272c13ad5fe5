"""The real platform's site configurations, behind helpers that answer as its own were read to."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from agir_platform.openedx import OpenEdxPlatform
from agir_platform.openedx.sites import OpenEdxSites
from agir_platform.ports import Listed

ROOM = "openedx.core.djangoapps.site_configuration"


@pytest.fixture
def values(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand in for the helpers: what the request's site says, and what each organisation's does."""
    said: dict[str, Any] = {"here": {}, "orgs": {}}
    helpers: Any = ModuleType(f"{ROOM}.helpers")
    helpers.get_value = lambda name, default=None: said["here"].get(name, default)
    helpers.get_value_for_org = lambda org, name, default=None: (
        said["orgs"].get(org, {}).get(name, default)
    )
    helpers.get_current_site_orgs = lambda: said["here"].get("course_org_filter")
    helpers.get_all_orgs = lambda: set(said["orgs"])
    room: Any = ModuleType(ROOM)
    room.helpers = helpers
    parts = ROOM.split(".")
    for depth in range(1, len(parts)):
        name = ".".join(parts[:depth])
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, ROOM, room)
    monkeypatch.setitem(sys.modules, f"{ROOM}.helpers", helpers)
    return said


def test_no_configuration_says_nothing(values: dict[str, Any]) -> None:
    sites = OpenEdxSites()
    assert (sites.url_here(), sites.url_of("North"), sites.listed_here()) == ("", "", Listed())


def test_a_site_says_its_address_and_its_organisations(values: dict[str, Any]) -> None:
    north = {"LMS_ROOT_URL": "https://north.example/", "course_org_filter": ["North"]}
    values.update(here=north, orgs={"North": north, "South": {"LMS_ROOT_URL": None}})
    sites = OpenEdxSites()
    assert sites.url_here() == sites.url_of("North") == "https://north.example"
    assert sites.url_of("South") == sites.url_of("Nobody") == sites.url_of("") == ""
    assert sites.listed_here() == Listed(only=frozenset({"North"}))


def test_the_main_site_lists_what_no_site_names(values: dict[str, Any]) -> None:
    values["orgs"] = {"North": {}, "South": {}}
    assert OpenEdxSites().listed_here() == Listed(without=frozenset({"North", "South"}))


def test_a_block_is_met_on_the_site_of_its_course(values: dict[str, Any], settings: Any) -> None:
    settings.LMS_ROOT_URL = "https://campus.example"
    values["orgs"] = {"North": {"LMS_ROOT_URL": "https://north.example"}}
    courses = OpenEdxPlatform().courses
    for org, root in (("North", "https://north.example"), ("South", "https://campus.example")):
        key = f"block-v1:{org}+Eau+2026+type@problem+block@one"
        place = f"course-v1:{org}+Eau+2026/jump_to/{key}"
        assert courses.url_of(key) == f"{root}/courses/{place}"
