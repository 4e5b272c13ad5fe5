"""A notice is kept, completed, taken back, read by programs, and follows the platform."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agir_catalogue.api import leaving, notices
from agir_catalogue.domain.notice import NothingToUndo, NoticeFieldUnfit, NoticeMoved
from agir_catalogue.models import Change, Notice, NoticeVersion
from agir_competencies.api import teaching
from agir_competencies.models import Competency, Framework, Link
from agir_kernel.clock import SystemClock
from agir_platform import covenants, registrations, retirement, sponsors
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import CertificationOffer, CourseSponsor, CourseUnknown, Mode
from agir_platform.select import platform

pytestmark = pytest.mark.django_db
OTHER = "course-v1:Agir+Other+2026"
PAGE = "agir_catalogue:notice"
API = "agir_catalogue:api-notice"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    return found


@pytest.fixture
def author(memory: MemoryPlatform) -> Any:
    user = get_user_model().objects.create(username="ana")
    memory.add_person(user.pk, username="ana")
    memory.make_staff(user.pk)
    return user


@pytest.fixture
def team(author: Any) -> Client:
    client = Client()
    client.force_login(author)
    return client


def a_link(competency: Competency, *, kind: str, weight: int = 1, course: str = COURSE) -> None:
    Link.objects.create(
        id=uuid4(),
        course_key=course,
        object_key=f"{course}-{kind}-{weight}",
        competency=competency,
        kind=kind,
        weight=weight,
        created_at=SystemClock().now(),
    )


@pytest.fixture
def competencies(memory: MemoryPlatform) -> list[Competency]:
    framework = Framework.objects.create(
        identifier=uuid4(),
        uri="https://frameworks.example/f",
        title="Digital skills",
        imported_at=SystemClock().now(),
        source="case",
    )
    return [
        Competency.objects.create(
            identifier=uuid4(),
            framework=framework,
            uri=f"https://frameworks.example/{place}",
            statement=f"Competency {place}",
            label=f"Competency {place}",
            language="en",
        )
        for place in range(3)
    ]


def test_a_refresh_keeps_and_a_second_writes_nothing(memory: MemoryPlatform) -> None:
    memory.add_course(OTHER)
    assert notices.refresh_all() == (COURSE, OTHER)
    assert Change.objects.count() == 2
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert notices.refresh_all() == ()
    assert not [one for one in told if not one["sql"].startswith("SELECT")]
    assert NoticeVersion.objects.count() == 2


def test_the_platform_is_followed_and_the_completed_stays(
    memory: MemoryPlatform, author: Any
) -> None:
    memory.say_of(licence="creative-commons: ver=4.0 BY")
    view = notices.complete(COURSE, {"title": "Ours", "level": 4}, author.pk)
    assert (view.title, view.licence_spdx, view.is_free) == ("Ours", "CC-BY-4.0", True)
    memory.say_of(title="Theirs", summary="Said.", modes=(Mode("verified", 5000, "EUR"),))
    assert notices.refresh([COURSE]) == (COURSE,)
    found = notices.notice(COURSE)
    assert found is not None
    assert (found.title, found.summary, found.level, found.is_free) == ("Ours", "Said.", 4, False)
    assert (found.certification_price_minor, found.currency) == (5000, "EUR")
    assert notices.complete(COURSE, {"title": ""}, author.pk).title == "Theirs"


def test_versions_only_rise_and_undo_is_a_version(memory: MemoryPlatform, author: Any) -> None:
    one = notices.complete(COURSE, {"summary": "First"}, author.pk)
    two = notices.complete(COURSE, {"summary": "Second", "level": 3}, author.pk)
    assert two.version == one.version + 1
    assert notices.complete(COURSE, {"level": "3"}, author.pk).version == two.version
    with pytest.raises(NothingToUndo):
        notices.undo(COURSE, one.version, author.pk)
    with pytest.raises(NothingToUndo):  # what the platform said is not the team's to take back
        notices.undo(COURSE, 1, author.pk)
    back = notices.undo(COURSE, two.version, author.pk)
    assert (back.summary, back.level, back.version) == ("First", None, two.version + 1)
    desk = notices.desk(COURSE)
    assert [one.origin for one in desk.history] == ["undo", "staff", "staff", "platform"]
    assert [one.can_undo for one in desk.history] == [True, False, True, False]
    assert desk.history[1].by == "Ana"


def test_who_read_an_old_version_is_refused(memory: MemoryPlatform, author: Any) -> None:
    read = notices.desk(COURSE).notice.version
    assert read == 0
    notices.complete(COURSE, {"level": 2}, author.pk, version=read)
    with pytest.raises(NoticeMoved):
        notices.complete(COURSE, {"level": 3}, author.pk, version=read)
    with pytest.raises(NoticeFieldUnfit):
        notices.complete(COURSE, {"languages": ["français"]}, author.pk)
    found = notices.notice(COURSE)
    assert found is not None
    assert (found.level, found.languages) == (2, ("fr",))


def test_what_is_not_listed_or_withheld_or_gone_leaves(memory: MemoryPlatform, author: Any) -> None:
    notices.refresh_all()
    notices.complete(COURSE, {"is_withheld": True}, author.pk)
    assert notices.notices() == ()
    assert Change.objects.get().kind == "tombstone"
    before = Change.objects.get().cursor
    notices.complete(COURSE, {"level": 5}, author.pk)  # hidden before and after: nobody is told
    assert Change.objects.get().cursor == before
    notices.complete(COURSE, {"is_withheld": False}, author.pk)
    assert [one.course_key for one in notices.notices()] == [COURSE]
    memory.say_of(is_listed=None)  # unknown is not listed
    notices.refresh_all()
    assert notices.notices() == ()
    assert [one.course_key for one in notices.notices(everything=True)] == [COURSE]
    memory.shelf.facts.clear()
    memory.shelf.outlines.clear()
    assert notices.refresh_all() == (COURSE,)
    assert notices.notice(COURSE) is None
    assert notices.refresh_all() == ()
    with pytest.raises(CourseUnknown):
        notices.complete(COURSE, {"level": 5}, author.pk)


def test_competencies_are_promised_or_assessed(competencies: list[Competency]) -> None:
    promised, proved, weightless = competencies
    a_link(promised, kind="promise")
    a_link(proved, kind="problem_score")
    a_link(proved, kind="promise", weight=2)
    a_link(weightless, kind="problem_score", weight=0)
    notices.refresh_all()
    found = notices.notice(COURSE)
    assert found is not None
    assert [one.label for one in found.teaches] == [f"Competency {place}" for place in range(3)]
    assert [one.uri for one in found.assesses] == ["https://frameworks.example/1"]
    assert found.teaches[0].framework_uri == "https://frameworks.example/f"
    Link.objects.filter(competency=promised).update(removed_at=SystemClock().now())
    assert notices.refresh_all() == (COURSE,)  # another table's change is one of the notice
    assert notices.desk(COURSE).history[0].origin == "aside"
    assert len(teaching.taught([COURSE])[COURSE].teaches) == 2


def test_a_page_of_notices_is_a_constant_number_of_statements(
    memory: MemoryPlatform, competencies: list[Competency]
) -> None:
    counts = []
    for place in range(6):
        memory.add_course(f"course-v1:Agir+C{place}+2026")
        a_link(competencies[0], kind="promise", course=f"course-v1:Agir+C{place}+2026")
        notices.refresh_all()
        with CaptureQueriesContext(connection) as told:
            assert len(notices.notices(language="fr")) == place + 2
        counts.append(len(told))
    assert len(set(counts)) == 1
    assert counts[0] <= 6


def test_pages_of_notices_resume(memory: MemoryPlatform) -> None:
    for place in range(5):
        memory.add_course(f"course-v1:Agir+C{place}+2026")
    notices.refresh_all()
    found: list[str] = []
    while part := notices.notices(after=found[-1] if found else "", limit=2):
        found += [one.course_key for one in part]
    assert found == sorted(memory.shelf.outlines)


def test_the_command_refreshes_one_or_all(memory: MemoryPlatform, capsys: Any) -> None:
    call_command("agir_refresh_notices")
    assert capsys.readouterr().out.splitlines() == [COURSE, "1 notices changed"]
    call_command("agir_refresh_notices", COURSE)
    assert capsys.readouterr().out.splitlines() == ["0 notices changed"]
    with pytest.raises(CommandError, match="nonsense"):
        call_command("agir_refresh_notices", "nonsense")


def test_a_published_course_is_refreshed(
    memory: MemoryPlatform, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    from agir_catalogue import handlers

    handlers.listen()
    with django_capture_on_commit_callbacks(execute=True):
        memory.publish()
    assert Notice.objects.filter(pk=COURSE).exists()


def test_who_leaves_is_named_no_more(memory: MemoryPlatform, author: Any) -> None:
    notices.complete(COURSE, {"level": 2}, author.pk)
    subject = learners.subject_of(author.pk)
    assert leaving.export(subject)["notices"][0]["after"] == {"level": 2}
    assert retirement.retire(author.pk)
    line = NoticeVersion.objects.get(origin="staff")
    assert (line.by, line.by_name, line.after) == (None, "", {"level": 2})
    assert leaving.export(subject)["notices"] == []


def _form(**fields: Any) -> dict[str, Any]:
    return {"act": "save", "read": "0", **fields}


def test_the_page_completes_shows_and_takes_back(team: Client) -> None:
    address = reverse(PAGE, args=[COURSE])
    shown = team.get(address).content.decode()
    assert "Nothing was kept yet" in shown
    assert "Nothing says what the course is about" in shown
    sent = _form(
        summary="For whoever helps a relative with what has to be done online.",
        languages="fr, en",
        level="3",
        duration_hours="6,5",
        licence_spdx="CC-BY-SA-4.0",
        certification_price_minor="49,50",
        currency="eur",
        features=["captions", "transcript"],
        access_modes_sufficient=["auditory,visual"],
    )
    answer = team.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?done=saved")
    desk = notices.desk(COURSE)
    assert desk.completed == {
        "summary": sent["summary"],
        "languages": ["fr", "en"],
        "level": 3,
        "duration_hours": "6.5",
        "licence_spdx": "CC-BY-SA-4.0",
        "certification_price_minor": 4950,
        "currency": "EUR",
        "features": ["captions", "transcript"],
        "access_modes_sufficient": ["auditory,visual"],
    }
    shown = team.get(f"{address}?done=saved").content.decode()
    assert 'value="49.50"' in shown
    assert 'value="auditory,visual" checked' in shown
    assert "Nothing says what the course is about" not in shown
    assert 'role="status"' in shown
    team.post(address, {"act": "undo", "of": desk.notice.version})
    assert notices.desk(COURSE).completed == {}


def test_the_page_says_what_is_wrong_and_keeps_what_was_written(team: Client) -> None:
    address = reverse(PAGE, args=[COURSE])
    answer = team.post(address, _form(languages="français", summary="Kept <words>"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#f-languages">Languages · This is no language code' in shown
    assert "Kept &lt;words&gt;" in shown
    assert 'aria-describedby="h-languages error" aria-invalid="true"' in shown
    assert team.post(address, _form(certification_price_minor="12")).status_code == 422
    assert team.post(address, _form(certification_price_minor="much")).status_code == 422
    assert not NoticeVersion.objects.filter(origin="staff").exists()
    notices.refresh_all()
    notices.complete(COURSE, {"level": 1}, get_user_model().objects.get().pk)
    assert team.post(address, _form(level="2", read="1")).status_code == 409
    assert team.post(address, {"act": "undo", "of": "77"}).status_code == 409


def test_the_page_is_a_constant_number_of_statements(
    team: Client, competencies: list[Competency]
) -> None:
    address = reverse(PAGE, args=[COURSE])
    notices.refresh_all()
    counts = []
    for competency in competencies:
        a_link(competency, kind="problem_score")
        with CaptureQueriesContext(connection) as told:
            team.get(address)
        counts.append(len(told))
    assert len(set(counts)) == 1
    assert counts[0] <= 11


def test_programs_write_what_they_read(team: Client, author: Any) -> None:
    address = reverse(API, args=[COURSE])
    first = team.get(address)
    tag = first["ETag"]
    assert team.get(address, headers={"If-None-Match": tag}).status_code == 304

    def put(body: object, read: str | None = tag) -> Any:
        headers = {} if read is None else {"If-Match": read}
        return team.put(address, json.dumps(body), content_type="application/json", headers=headers)

    assert put({"level": 4}, None).json()["code"] == "notice_unread"
    assert put({"levels": 4}).json()["code"] == "notice_field_unknown"
    assert put([4]).status_code == 422
    told = put({"level": 4, "languages": ["pt_br"]})
    assert (told.status_code, told.json()["completed"]) == (
        200,
        {"level": 4, "languages": ["pt-BR"]},
    )
    assert told["ETag"] != tag
    assert put({"level": 5}).json()["code"] == "notice_changed"
    assert put({"level": 5}, told["ETag"]).json()["completed"] == {"level": 5}
    told = Client().get(address).json()
    assert (told["level"], told["is_public"]) == (5, True)
    assert "completed" not in told
    assert "findings" not in told


def test_what_is_not_public_is_read_by_the_team_alone(
    memory: MemoryPlatform, team: Client, author: Any
) -> None:
    notices.complete(COURSE, {"is_withheld": True}, author.pk)
    address = reverse(API, args=[COURSE])
    assert Client().get(address).status_code == 404
    assert team.get(address).json()["is_public"] is False


def test_programs_read_who_pays_and_what_is_certified_for_how_much(
    memory: MemoryPlatform, monkeypatch: Any
) -> None:
    opened = datetime(2026, 11, 27, tzinfo=UTC)

    class Money:
        def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
            return (CourseSponsor("Eaux du Jura", "https://eaux.example/", "", "", opened, None),)

        def offers(self, course_key: str) -> tuple[CertificationOffer, ...]:
            return (CertificationOffer("RS1", "Eau", 150_00, "EUR", "https://here.example/RS1/"),)

    class Kept:
        passes = True

        def verdict(self, course_key: str) -> Any:
            return SimpleNamespace(passes=self.passes)

    notices.refresh([COURSE])
    for room, name, answers in (
        (sponsors, "_answering", Money()),
        (registrations, "_certifications", Money()),
        (covenants, "_answering", Kept()),
    ):
        monkeypatch.setattr(room, name, [answers])
    address = reverse(API, args=[COURSE])
    told = Client().get(address).json()
    assert told["sponsors"] == [{"name": "Eaux du Jura", "url": "https://eaux.example/"}]
    (offer,) = told["certifications"]
    assert (offer["certification"], offer["price_minor"], offer["currency"]) == (
        "RS1",
        15000,
        "EUR",
    )
    monkeypatch.setattr(Kept, "passes", False)
    assert Client().get(address).json()["certifications"] == []
