"""The reports of success: who reads them, what they say first, and what they never say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from agir_competencies.api import indicators
from agir_competencies.api.indicators import Cell, Line, Matrix
from agir_competencies.domain.identity import link_id
from agir_competencies.domain.indicators.participant import Aim, crowd, shows, tried
from agir_competencies.indicators import counting, publishing
from agir_competencies.models import Counting, CurrentEvidence, Link, Snapshot
from agir_dashboard.success import matrix
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies, counted, evidence, state

pytestmark = pytest.mark.django_db
PAGE = f"/agir/courses/{COURSE}/success/"
API = f"/api/agir/dashboard/v1/courses/{COURSE}/success/"
EVERY = "/agir/success/"
MINIMUM = 11


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    return found


def enters(memory: MemoryPlatform, name: str) -> Client:
    user = get_user_model().objects.create_user(name)
    memory.add_person(user.pk, username=name)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def team(memory: MemoryPlatform) -> Any:
    client = enters(memory, "team")
    memory.make_staff(client.user.pk)  # type: ignore[attr-defined]
    return client


@pytest.fixture
def boss(memory: MemoryPlatform) -> Any:
    client = enters(memory, "boss")
    memory.make_operator(client.user.pk)  # type: ignore[attr-defined]
    return client


def linked(count: int) -> list:
    """Return competencies that the course assesses."""
    found = competencies(count)
    Link.objects.bulk_create(
        Link(
            id=link_id(COURSE, one.identifier), course_key=COURSE, object_key=COURSE,
            competency=one, kind="problem_score", created_at=WHEN,
        )
        for one in found
    )  # fmt: skip
    return found


def people(*groups: list, course: str = COURSE) -> None:
    """Count these learners in the course, and publish it."""
    several = [one for group in groups for one in group]
    now = timezone.now()
    counting.keep(course, {uuid4(): one for one in several})
    Counting.objects.filter(course_key=course).update(counted_at=now)
    counting.keep_day(course, now)
    publishing.publish(course, now)
    publishing.publish("", now)


def many(key: str) -> tuple[list, ...]:
    """Return 160 active learners: 61 of the 100 whose goal is due reached it, 20 completed."""
    chose = "selected_competencies"
    return (
        crowd(41, Aim(chose, own=True, status="met"), skills=shows(key)),
        crowd(20, Aim("complete", status="met"), skills=shows(key), is_completed=True),
        crowd(39, Aim(chose, status="unmet"), skills=tried(key)),
        crowd(30, Aim("explore"), skills=shows(key)),
        crowd(30),
        crowd(40, is_active=False),
    )


def text_of(answer: Any) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8")


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def rows_of(html: str) -> list[str]:
    return re.findall(r'<th scope="row".*?</th>', html)


def test_the_first_line_is_a_sentence_on_what_learners_wanted(team: Any) -> None:
    (skill,) = linked(1)
    people(*many(str(skill.identifier)))
    html = text_of(team.get(PAGE))
    assert "160 learners were active. Of the 100 whose own goal came to its end, 61%" in html
    assert html.index("Learned without finishing: of those") < html.index('id="indicators"')
    assert html.index('id="indicators"') < html.index("<figure")
    assert html.count("<h1") == 1
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", html)


def test_completion_is_never_first_and_never_alone(team: Any, boss: Any) -> None:
    (skill,) = linked(1)
    people(*many(str(skill.identifier)))
    for page in (text_of(team.get(PAGE)), text_of(boss.get(EVERY))):
        rows = re.findall(r'id="indicator-(\w+)"', page)
        assert rows[:2] == ["goal_attainment", "partial_value"]
        assert len(rows) == len(indicators.registry())
        assert min(rows.index("active_completion"), rows.index("enrolment_completion")) > 10
    told = [row["id"] for row in team.get(API).json()["indicators"]]
    assert told[0] == "goal_attainment"
    (row,) = boss.get("/api/agir/dashboard/v1/success/").json()["courses"]
    assert [one["id"] for one in row["indicators"]][-1] == "active_completion"
    head = next(csv.reader(io.StringIO(text_of(boss.get(f"{EVERY}courses.csv")))))
    assert head.index("Own goal reached") < head.index("Completed, of active learners")


def test_each_indicator_comes_with_what_it_rests_on(team: Any) -> None:
    (skill,) = linked(1)
    people(*many(str(skill.identifier)))
    html = text_of(team.get(PAGE))
    row = html[html.index('id="indicator-partial_value"') :].partition("</tr>")[0]
    # 71 of the 140 who did not complete: 0.5071, Wilson 0.4252 to 0.5887, by hand.
    for said in ("51%", "between 43% and 59%", "71 of 140 learners", "Version 1", "<details>"):
        assert said in row
    assert 'class="band" x="42.52%"' in row
    assert "never active: 40" in row


def test_nothing_ranks_learners_or_courses(team: Any, boss: Any) -> None:
    (skill,) = linked(1)
    people(*many(str(skill.identifier)))
    for client, address in ((team, PAGE), (boss, EVERY)):
        html = text_of(client.get(address, {"sort": "score", "order": "-estimate"}))
        assert rows_of(html) == rows_of(text_of(client.get(address)))
        assert "aria-sort" not in html


@pytest.mark.parametrize("count", [1, 4, 7, 10])
def test_goals_of_too_few_are_told_to_nobody(team: Any, boss: Any, count: int) -> None:
    """The team sees standings of few; of goals it sees only what is published."""
    (skill,) = linked(1)
    key = str(skill.identifier)
    people(
        crowd(count, Aim("certify", status="unmet", change="technical", satisfaction=1)),
        crowd(40, skills=shows(key)),
    )
    body = team.get(API).json()
    for row in body["indicators"]:
        if indicators.registry() and row["id"] in PRIVATE:
            assert row["value"] is row["n"] is row["numerator"] is None, row
            assert row["parts"] == row["excluded"] == []
    html = text_of(team.get(PAGE))
    assert "Unsure, and" not in words_of(html)
    assert "Technical" not in html
    for row in re.findall(r'id="indicator-(\w+)".*?</tr>', html, re.DOTALL):
        found = re.search(rf'id="indicator-{row}".*?</tr>', html, re.DOTALL)
        assert found
        assert (row not in PRIVATE) or "agir-value" not in found[0]
    for row in csv.DictReader(io.StringIO(text_of(team.get(f"{PAGE}indicators.csv"))[1:])):
        if row["Denominator"]:
            assert int(row["Denominator"]) >= MINIMUM, row
    for one in boss.get("/api/agir/dashboard/v1/success/").json()["total"]["indicators"]:
        assert one["n"] is None or one["n"] >= MINIMUM


PRIVATE = {one.id for one in indicators.registry() if one.is_private}


def test_a_small_course_is_shown_to_its_team_with_a_warning_and_to_nobody_else(
    team: Any, boss: Any
) -> None:
    (skill,) = linked(1)
    people(crowd(7, skills=shows(str(skill.identifier))))
    html = text_of(team.get(PAGE))
    assert "7 learners were active: read every figure below with care" in html
    assert "Few learners: read with care" in html
    assert "agir-value" not in text_of(boss.get(EVERY))
    outside = team.get(API, {"audience": "public"}).json()
    assert outside["active"] is None
    assert all(row["value"] is None for row in outside["indicators"])
    assert all(one["attempted"] is None for one in outside["competencies"])
    rows = list(csv.reader(io.StringIO(text_of(boss.get(f"{EVERY}courses.csv"))[1:])))
    assert rows[1][2:] == ["", "", "", "1", "", "", "1", "", "", "1", "", "", "1"]
    summary = team.get(f"{PAGE}summary/")
    assert summary.status_code == 200


def test_states_without_figures_say_so(team: Any) -> None:
    assert "Nothing has been counted here yet." in text_of(team.get(PAGE))
    people(crowd(12, is_active=False))
    html = text_of(team.get(PAGE))
    assert "Nobody has been active here yet." in html
    assert "%" not in words_of(html)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "hier", "until": "2026-11-20"}, "Write each date as year-month-day"),
        ({"since": "2026-13-01", "until": ""}, "Write each date as year-month-day"),
        ({"since": "2020-02-02", "until": "2020-02-01"}, "must come before the second"),
        ({"since": "2020-02-02", "until": "2099-02-01"}, "Choose dates that have passed"),
        ({"since": "2001-02-02", "until": "2001-02-03"}, "Nothing was kept"),
    ],
)
def test_wrong_dates_get_one_sentence(team: Any, query: dict[str, str], said: str) -> None:
    (skill,) = linked(1)
    people(*many(str(skill.identifier)))
    answer = team.get(PAGE, query)
    assert answer.status_code == 200
    html = text_of(answer)
    assert html.count('role="alert"') == 1
    assert said in html
    if "kept" not in said:
        told = team.get(API, query)
        assert told.status_code == 400
        assert said in json.dumps(told.json())


def test_what_changed_is_told_between_kept_days(team: Any) -> None:
    """Learned without finishing went from 10/20 to 30/40: 50 % to 75 %, 25 points."""
    (skill,) = linked(1)
    key = str(skill.identifier)
    people(crowd(10, skills=shows(key)), crowd(10))
    day = timezone.localdate() - timedelta(days=9)
    counting.keep_day(COURSE, timezone.now() - timedelta(days=9))
    people(crowd(20, skills=shows(key)))
    query = {"since": day.isoformat(), "until": timezone.localdate().isoformat()}
    html = text_of(team.get(PAGE, query))
    part = html[html.index('aria-labelledby="changes"') :]
    row = words_of(part[part.index("Learned without finishing") :].partition("</tr>")[0])
    for said in ("50%", "75%", "+25 points"):
        assert said in row
    moved = {one["id"]: one for one in team.get(API, query).json()["changes"]["moved"]}
    assert moved["partial_value"]["difference"] == 0.25
    first = Snapshot.objects.get(course_key=COURSE, day=timezone.now().date() - timedelta(days=9))
    first.names = [name.replace("partial_value/1", "partial_value/0") for name in first.names]
    first.save()
    html = text_of(team.get(PAGE, query))
    assert "Not compared: the definition changed in between" in html


def cohort(memory: MemoryPlatform, skills: list, count: int) -> None:
    """Enrol so many learners who demonstrate each of the skills here."""
    found = {}
    for at in range(count):
        user = get_user_model().objects.create(username=f"=HYPERLINK({at})")
        memory.add_person(user.pk, username=user.username)
        subject = learners.subject_of(user.pk)
        keys = [str(one.identifier) for one in skills]
        found[subject] = replace(crowd(1)[0], skills=shows(*keys))
        for one in skills[:2]:
            state(subject, one)
            evidence(subject, one, at)
    CurrentEvidence.objects.update(course_key=COURSE)
    counting.keep(COURSE, found)
    Counting.objects.filter(course_key=COURSE).update(counted_at=timezone.now())


def test_the_matrix_is_paged_and_holds_no_goal(memory: MemoryPlatform, team: Any) -> None:
    cohort(memory, linked(2), 60)
    html = text_of(team.get(PAGE))
    table = html[html.index('class="agir-scroll agir-matrix"') :]
    assert table.count('<th scope="row">') == 50
    assert table.count('name="learner" value="=HYPERLINK(') == 50  # sent, and in no address
    assert "?learner=" not in html
    assert 'role="region"' in table.partition(">")[0]
    assert 'tabindex="0"' in table.partition(">")[0]
    following = re.search(r'href="([^"]+)#matrix" rel="next"', html)
    assert following
    second = text_of(team.get(following[1].replace("&amp;", "&")))
    table = second[second.index('class="agir-scroll agir-matrix"') :]
    assert table.count('<th scope="row">') == 10
    body = team.get(f"{API}matrix/", {"limit": "7"}).json()
    assert len(body["learners"]) == 7
    assert set(body["learners"][0]) == {"username", "name", "levels"}
    again = team.get(f"{API}matrix/", {"limit": "7", "after": body["next"]}).json()
    names = {one["username"] for one in body["learners"]}
    assert not names & {one["username"] for one in again["learners"]}
    for wrong in ("0", "501", "x", "-1", "9" * 400):
        assert team.get(f"{API}matrix/", {"limit": wrong}).status_code == 400
    assert team.get(PAGE, {"after": "no-position"}).status_code == 200


def test_a_full_last_page_leads_nowhere(memory: MemoryPlatform, team: Any) -> None:
    cohort(memory, linked(1), 50)
    assert 'rel="next"' not in text_of(team.get(PAGE))
    assert team.get(f"{API}matrix/", {"limit": "50"}).json()["next"] == ""
    assert team.get(f"{API}matrix/", {"limit": "49"}).json()["next"] != ""


def test_statements_of_the_matrix_do_not_grow_with_its_lines(
    memory: MemoryPlatform, team: Any
) -> None:
    cohort(memory, linked(2), 40)
    costs = set()
    for limit in ("4", "40"):
        with counted() as told:
            text_of(team.get(f"{API}matrix/", {"limit": limit}))
        costs.add(len(told))
    assert len(costs) == 1
    assert costs.pop() <= 10


def test_statements_of_all_courses_do_not_grow_with_them(memory: MemoryPlatform) -> None:
    operator = enters(memory, "operator")
    memory.make_operator(operator.user.pk)  # type: ignore[attr-defined]
    costs = set()
    for number in (2, 40):
        for course in range(number):
            memory.add_course(f"course-v1:All+{course}+2026")
        with counted() as told:
            assert operator.get("/agir/success/").status_code == 200
        costs.add(len(told))
    assert len(costs) == 1
    assert costs.pop() <= 12


def test_the_file_of_learners_is_safe_in_a_spreadsheet(memory: MemoryPlatform, team: Any) -> None:
    cohort(memory, linked(2), 3)
    answer = team.get(f"{PAGE}learners.csv")
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    text = text_of(answer)
    assert text.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(text[1:]))
    assert len(lines) == 3
    assert all(line[0].startswith("'=HYPERLINK") for line in lines)
    assert len(head) == 2 + 2 * 2
    assert {line[2] for line in lines} == {"Demonstrated"}


def test_the_file_of_learners_is_read_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million learners are never held: what was read is what has left, and one page."""
    asked = []

    def page(course_key: str, *, after: str, limit: int, language: str) -> Matrix:
        asked.append(after)
        at = int(after or 0)
        lines = tuple(Line(n, f"u{n}", "", (Cell(0, None),)) for n in range(at, at + limit))
        return Matrix(((uuid4(), "One"),), lines, str(at + limit) if at < 10**6 else "")

    monkeypatch.setattr(indicators, "matrix", page)
    rows = matrix.rows(COURSE, "en")
    for _ in range(2 + matrix.READ):
        next(rows)
    assert len(asked) == 2


def test_statements_do_not_grow_with_skills_or_learners(memory: MemoryPlatform, team: Any) -> None:
    def asked(address: str) -> int:
        team.get(address)
        with counted() as told:
            text_of(team.get(address))
        return len(told)

    skills = linked(1)
    cohort(memory, skills, 10)
    few = {address: asked(address) for address in (PAGE, API, f"{PAGE}indicators.csv")}
    more = linked(59)
    counting.keep(
        COURSE,
        {
            uuid4(): replace(one, skills=shows(*(str(skill.identifier) for skill in more)))
            for one in crowd(500)
        },
    )
    assert {address: asked(address) for address in few} == few


def test_an_answer_that_did_not_change_is_not_sent_again(team: Any) -> None:
    (skill,) = linked(1)
    people(*many(str(skill.identifier)))
    for address in (API, f"{API}matrix/"):
        first = team.get(address)
        assert first["Cache-Control"] == "private, no-cache"
        again = team.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert "Accept-Language" in first["Vary"]
    assert team.get(API, {"audience": "world"}).status_code == 400


@pytest.mark.parametrize(
    "make", [lambda memory: None, lambda memory: memory.add_course("course-v1:X+Y+Z")]
)
def test_the_team_of_another_course_is_nobody_here(
    memory: MemoryPlatform, make: Callable[[Any], Any]
) -> None:
    make(memory)
    other = enters(memory, "other")
    memory.make_staff(other.user.pk, "course-v1:X+Y+Z")  # type: ignore[attr-defined]
    for address in (PAGE, f"{PAGE}summary/", f"{PAGE}learners.csv", f"{PAGE}indicators.csv", API):
        assert other.get(address).status_code == 403
    assert Client().get(PAGE).url.startswith("/login")
    assert Client().post(PAGE).status_code in (302, 405)
