"""The whole catalogue made again: what notices and operators say, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from agir_catalogue.api import listings, notices
from agir_catalogue.data import CompetencyRef
from agir_catalogue.models import Listing
from agir_catalogue.search import index
from agir_catalogue.search.entry import Entry
from agir_competencies.models import Relation
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    return found


def refreshed() -> str:
    out = StringIO()
    call_command("agir_refresh_catalogue", stdout=out)
    return out.getvalue().strip()


def test_a_lost_listing_comes_back_and_a_wrong_one_goes(memory: MemoryPlatform) -> None:
    notices.refresh([COURSE])
    assert notices.notices(), "the course is public"
    index.put([Entry(uri="https://campus.example/gone", title="Gone", key="course-v1:A+B+C")])
    index.put([Entry(uri="https://o.example/1", title="Removed", origin="No peer any more")])
    Listing.objects.filter(key=COURSE).delete()
    assert refreshed() == "2 listings changed, 1 gone"
    assert list(Listing.objects.values_list("key", flat=True)) == [COURSE]
    assert refreshed() == "0 listings changed, 0 gone"
    answer = Client().get(f"/agir/catalogue/courses/{COURSE}/")
    assert answer.status_code == 200


def test_what_is_not_public_is_not_listed(memory: MemoryPlatform) -> None:
    notices.refresh([COURSE])
    refreshed()
    assert Listing.objects.filter(key=COURSE).exists()
    notice = notices.notice(COURSE)
    assert notice is not None
    listings.touch_notices([replace(notice, is_public=False)])
    assert not Listing.objects.exists()


def test_a_competency_elsewhere_is_known_by_its_address_alone(memory: MemoryPlatform) -> None:
    notices.refresh([COURSE])
    notice = notices.notice(COURSE)
    assert notice is not None
    one, other = competencies(2, "Référentiel")
    far = "https://far.example/skill"
    Relation.objects.create(origin=other, destination_uri=far, kind="exactMatchOf")
    refs = [
        CompetencyRef(uuid4(), one.uri, "Same address", "", ""),
        CompetencyRef(uuid4(), far, "Equal", "", ""),
        CompetencyRef(one.identifier, "https://evil.example/x", "Not it", "", ""),
    ]
    theirs = SimpleNamespace(
        **{name: getattr(notice, name) for name in notice.__slots__}
        | {"uri": "https://o.example/1", "teaches": refs, "assesses": (), "peer": "P", "id": 3}
    )
    listings.touch_others([theirs])
    entry = listings.listing(listings.named(theirs.uri))
    assert entry is not None
    assert {taught.label: taught.identifier for taught in entry.teaches} == {
        "Same address": one.identifier,
        "Equal": other.identifier,
        "Not it": listings.named("https://evil.example/x"),
    }
