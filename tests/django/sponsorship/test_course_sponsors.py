"""Who is thanked on a course, for programs: by name, from this site, and nobody for a fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from agir_platform import sponsors
from agir_platform.ports import CourseSponsor

pytestmark = pytest.mark.django_db
KEY = "course-v1:Agir+COTE+2026"
SINCE = datetime(2025, 3, 1, tzinfo=UTC)


class Answering:
    """Who knows two sponsors of one course, one with what no page may show."""

    def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
        if course_key != KEY:
            return ()
        fair = CourseSponsor("Eaux", "https://eaux.example/", "/agir/logo/1", "Eaux", SINCE, None)
        foul = "javascript:alert(1)", "//cdn.example/pixel.gif"
        return fair, CourseSponsor("Fleuve", *foul, "Fleuve", SINCE, SINCE)


class Failing:
    """Who fails."""

    def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
        raise RuntimeError


@pytest.fixture
def held() -> Iterator[None]:
    before = list(sponsors._answering)
    yield
    sponsors._answering[:] = before


def read(key: str = KEY) -> Any:
    answer = Client().get(f"/api/agir/sponsorship/v1/courses/{key}/sponsors/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=300"
    return answer.json()["sponsors"]


def test_everybody_reads_who_offers_a_course(held: None) -> None:
    sponsors.register(Answering())
    fair, foul = read()
    assert fair == {
        "name": "Eaux", "url": "https://eaux.example/", "logo": "/agir/logo/1",
        "since": 2025, "until": None,
    }  # fmt: skip
    assert (foul["url"], foul["logo"], foul["until"]) == (None, None, 2025)
    assert read("course-v1:Other+1+1") == []
    assert read("no-key") == []


@pytest.mark.parametrize("answering", [[], [Failing()]])
def test_nobody_or_a_fault_is_an_empty_list(held: None, answering: list[Any]) -> None:
    sponsors._answering[:] = answering
    assert read() == []
