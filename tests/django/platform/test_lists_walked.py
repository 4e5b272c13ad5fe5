"""Each list is walked to its end, two rows a page, while rows come: none twice, none missing.

Seven rows stand there first, three of them of one instant. After each page two more come: one
newer than all, one of the shared instant, whose identifier may fall on either side of the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from agir_badges import api as badges
from agir_badges.api import Status
from agir_badges.data import CredentialLine
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.models import Call
from agir_competencies.models import (
    Attestation,
    Evidence,
    Goal,
    GoalProposal,
    Override,
    PriorLearning,
    SelfAssessment,
)
from agir_platform import sponsors
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import CourseSponsor
from agir_platform.select import platform
from agir_sponsorship.models import Campaign
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 8, 30, 0, 123457, tzinfo=UTC)
AGES = (0, 1, 2, 2, 2, 3, 4)
"""Hours before ``START`` of the first seven rows."""
SHARED, NEWER = 2, -5


@dataclass
class World:
    """Who asks, and of what the rows are."""

    client: Client
    subject: UUID
    skills: list[Any]
    lines: list[Any]

    def skill(self) -> Any:
        """Return a competency that no row had yet."""
        return self.skills.pop()


@pytest.fixture
def world(settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let somebody of the course's team, who learns in it too, ask."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    assert isinstance(memory, MemoryPlatform)
    user = get_user_model().objects.create_user("awa")
    memory.add_course()
    memory.add_person(user.pk, username="awa")
    memory.enrol(user.pk)
    memory.make_staff(user.pk)
    client = Client()
    client.force_login(user)
    found = World(client, learners.subject_of(user.pk), competencies(40), [])
    monkeypatch.setattr(badges, "credentials_of", lambda subject, language: list(found.lines))
    monkeypatch.setattr(sponsors, "of", lambda course: tuple(found.lines))
    return found


def goal(world: World, at: datetime) -> str:
    row = Goal.objects.create(
        id=uuid4(), subject=world.subject, course_key=COURSE, intent="explore",
        status="abandoned", set_at=at, ended_at=at,
    )  # fmt: skip
    return str(row.pk)


def proposal(world: World, at: datetime) -> str:
    row = GoalProposal.objects.create(
        id=uuid4(), course_key=COURSE, title_fr="Flâner", title_en="Wander",
        intent="explore", created_at=at,
    )  # fmt: skip
    return str(row.pk)


def request(world: World, at: datetime) -> str:
    row = PriorLearning.objects.create(
        id=uuid4(), subject=world.subject, course_key=COURSE, status="withdrawn",
        url="https://example.org/work", asked_at=at,
    )  # fmt: skip
    return str(row.pk)


def self_assessment(world: World, at: datetime) -> str:
    skill = world.skill()
    SelfAssessment.objects.create(
        subject=world.subject, competency=skill, course_key=COURSE, moment="before", value=2,
        status="not_yet", certainty="few", at=at,
    )  # fmt: skip
    return str(skill.identifier)


def evidence(world: World, at: datetime) -> str:
    row = Evidence.objects.create(
        id=uuid4(), subject=world.subject, competency=world.skill(), course_key=COURSE,
        object_key="block", kind="problem_score", cause="attempt", share=Decimal(1),
        occurred_at=at, recorded_at=at,
    )  # fmt: skip
    return str(row.pk)


def attestation(world: World, at: datetime) -> str:
    row = Attestation.objects.create(
        id=uuid4(), subject=world.subject, competency=world.skill(), course_key=COURSE,
        share=Decimal(1), note="Seen.", by_name="Ana", at=at,
    )  # fmt: skip
    return str(row.pk)


def decision(world: World, at: datetime) -> str:
    row = Override.objects.create(
        id=uuid4(), subject=world.subject, competency=world.skill(), course_key=COURSE,
        status="demonstrated", reason="Seen.", by_name="Ana", at=at,
    )  # fmt: skip
    return str(row.pk)


def call(world: World, at: datetime) -> str:
    taken = set(Call.objects.values_list("theme_id", flat=True))
    theme = next(one for one in sorted(BY_ID) if one not in taken)
    return str(Call.objects.create(theme_id=theme, opened_at=at, changed_at=at).pk)


def campaign(world: World, at: datetime) -> str:
    row = Campaign.objects.create(
        kind="create", mode="all_or_nothing", title="Eau", subject="Water", currency="EUR",
        goal_minor=100_00, minimum_minor=50_00, opens_at=at, closes_at=at + timedelta(days=30),
        state="open", created_at=at,
    )  # fmt: skip
    return str(row.pk)


def credential(world: World, at: datetime) -> str:
    line = CredentialLine(uuid4(), "skill", None, uuid4(), "Trier", Status.VALID, False, at)
    world.lines.append(line)
    return str(line.id)


def sponsor(world: World, at: datetime) -> str:
    name = f"Eaux {uuid4()}"
    world.lines.append(CourseSponsor(name, "https://eaux.example", "", "", at, None))
    return name


@dataclass(frozen=True)
class List:
    """A list: its address, the name of its rows, what makes one and what names it."""

    address: str
    rows: str
    make: Callable[[World, datetime], str]
    name: Callable[[dict[str, Any]], str] = lambda row: str(row["id"])
    is_by_date: bool = True


ONE_COURSE = ("api-attestations", "api-decisions", "goal-proposals", "api-course-sponsors")
LISTS = (
    List("agir_badges:credentials", "results", credential),
    List("agir_dashboard:me-goals", "goals", goal),
    List("agir_dashboard:me-prior", "requests", request),
    List("agir_dashboard:me-evidence", "evidence", evidence),
    List("agir_dashboard:me-self-assessments", "self_assessments", self_assessment,
         lambda row: str(row["competency"]["id"]), is_by_date=False),
    List("agir_dashboard:goal-proposals", "proposals", proposal, is_by_date=False),
    List("agir_dashboard:api-attestations", "attestations", attestation),
    List("agir_dashboard:api-decisions", "decisions", decision),
    List("agir_catalogue:api-calls", "calls", call, is_by_date=False),
    List("agir_sponsorship:api-campaigns", "campaigns", campaign),
    List("agir_sponsorship:api-course-sponsors", "sponsors", sponsor,
         lambda row: str(row["name"]), is_by_date=False),
)  # fmt: skip
each = pytest.mark.parametrize("one", LISTS, ids=lambda one: one.address)


def place(one: List) -> str:
    names = {"course_key": COURSE} if one.address.partition(":")[2] in ONE_COURSE else {}
    return reverse(one.address, kwargs=names)


def before(hours: int) -> datetime:
    return START - timedelta(hours=hours)


def pages(world: World, one: List, limit: int) -> Iterator[list[str]]:
    address = f"{place(one)}?limit={limit}"
    while address:
        answer = world.client.get(address)
        assert answer.status_code == 200, answer.content
        body = answer.json()
        yield [one.name(row) for row in body[one.rows]]
        address = body["next"]


@each
def test_a_list_is_walked_while_rows_come(one: List, world: World) -> None:
    stood = {one.make(world, before(hours)) for hours in AGES}
    told: list[str] = []
    for number, page in enumerate(pages(world, one, 2)):
        assert 1 <= len(page) <= 2
        told += page
        if number < 5:
            one.make(world, before(NEWER - number))
            one.make(world, before(SHARED))
        assert number < 20, "the walk does not end"
    assert len(told) == len(set(told)), "a row was told twice"
    assert stood <= set(told), "a row is missing"


@each
def test_pages_are_the_whole_list_cut(one: List, world: World) -> None:
    """Seven rows: by twos 2, 2, 2, 1; by sevens one page, that says it is the last."""
    made = [one.make(world, before(hours)) for hours in AGES]
    by_two = list(pages(world, one, 2))
    (whole,) = pages(world, one, 7)
    assert [len(page) for page in by_two] == [2, 2, 2, 1]
    assert [name for page in by_two for name in page] == whole
    assert sorted(whole) == sorted(made)
    if one.is_by_date:
        assert (whole[:2], whole[-2:]) == (made[:2], made[-2:])
        assert set(whole[2:5]) == set(made[2:5])


@each
def test_a_page_that_did_not_change_is_not_told_again(one: List, world: World) -> None:
    one.make(world, before(1))
    first = world.client.get(place(one))
    again = world.client.get(place(one), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    one.make(world, before(0))
    assert world.client.get(place(one), headers={"if-none-match": first["ETag"]}).status_code == 200


CURSORS = (
    "%00",
    "e30",
    "W10",
    "WzEsMl0",
    "WzEsIngiXQ",
    "é",
    "W" * 500,
    "WzFlOTk5LCJ4Il0",
    "bnVsbA",
)


@each
@pytest.mark.parametrize("asked", [f"cursor={cursor}" for cursor in CURSORS])
def test_a_cursor_that_no_page_gave_is_refused(one: List, asked: str, world: World) -> None:
    answer = world.client.get(f"{place(one)}?{asked}")
    assert answer.status_code == 400
    assert answer.json()["code"] in ("page_unreadable", "cursor_unreadable")


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "²", "1.5", "9" * 40])
def test_a_limit_is_from_1_to_200(limit: str, world: World) -> None:
    """The ledger takes more as its most, as it always did."""
    for one in LISTS:
        if one.rows != "evidence":
            answer = world.client.get(f"{place(one)}?limit={limit}")
            assert (answer.status_code, answer.json()["code"]) == (400, "page_unreadable")


def test_an_instant_keeps_its_microseconds(world: World) -> None:
    """Two rows a microsecond apart, in pages of one: a float of seconds would join them."""
    late = attestation(world, START)
    early = attestation(world, START - timedelta(microseconds=1))
    assert list(pages(world, LISTS[6], 1)) == [[late], [early]]
