"""Pages and addresses of themes and calls: what everybody reads, and what a team changes."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_catalogue.api import diversity, leaving, themes
from agir_catalogue.models import Call
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Link
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Mode
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies

pytestmark = pytest.mark.django_db
PAGE = f"/agir/courses/{COURSE}/themes/"
API = "/api/agir/catalogue/v1/"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    found.say_of(COURSE, is_listed=True, modes=(Mode("audit", 0, ""),), title="Le <climat>")
    return found


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Accept-Language": "en"})


def enters(memory: MemoryPlatform, name: str) -> Client:
    user = get_user_model().objects.create_user(name)
    memory.add_person(user.pk, username=name)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def team(memory: MemoryPlatform) -> Client:
    client = enters(memory, "team")
    memory.make_staff(client.user.pk)  # type: ignore[attr-defined]
    return client


@pytest.fixture
def boss(memory: MemoryPlatform) -> Client:
    client = enters(memory, "boss")
    memory.make_operator(client.user.pk)  # type: ignore[attr-defined]
    return client


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def answered() -> None:
    """Have the course assess a competency in health, and count."""
    one = competencies(1)[0]
    Link.objects.create(
        id=link_id(COURSE, one.identifier), course_key=COURSE, object_key=COURSE,
        competency=one, kind="problem_score", created_at=WHEN,
    )  # fmt: skip
    themes.tag(COURSE, "agir:health", 1, None, "author")
    diversity.refresh()


def test_before_the_first_count_the_page_says_so(memory: MemoryPlatform, visitor: Client) -> None:
    told = text(visitor.get("/agir/themes/"))
    assert "The themes were not counted yet." in told
    assert "%" not in told
    assert visitor.get("/agir/themes/themes.csv").status_code == 404
    assert visitor.get(f"{API}themes/").json()["counted_at"] is None
    assert "There is no call." in text(visitor.get("/agir/calls/"))


def test_figures_are_dated_and_lead_to_their_method(
    memory: MemoryPlatform, visitor: Client
) -> None:
    diversity.refresh()
    answered()
    answer = visitor.get("/agir/themes/")
    told = text(answer)
    assert "1 theme of 10 has a free course that shows what was learned." in told
    assert "Under 50 courses, chance alone moves these figures" in told
    assert "Counted on" in told
    assert 'href="#method"' in answer.content.decode()
    assert "No theme said 0 0" in told
    french = text(visitor.get("/agir/themes/", headers={"Accept-Language": "fr"}))
    assert "Inclusion numérique" in french


def test_each_scheme_has_its_page_and_a_stranger_none(
    memory: MemoryPlatform, visitor: Client
) -> None:
    diversity.refresh()
    assert "Climate action" in text(visitor.get("/agir/themes/?scheme=sdg"))
    assert visitor.get("/agir/themes/?scheme=rameau").status_code == 404
    refused = visitor.get(f"{API}themes/?scheme=rameau")
    assert (refused.status_code, refused.json()["code"]) == (404, "scheme_unknown")


@pytest.mark.parametrize("path", ["/agir/themes/", "/agir/calls/", f"{API}themes/", f"{API}calls/"])
def test_pages_ask_little_of_the_database(
    memory: MemoryPlatform,
    visitor: Client,
    django_assert_max_num_queries: Any,
    path: str,
) -> None:
    diversity.refresh()
    answered()
    with django_assert_max_num_queries(5):
        assert visitor.get(path).status_code == 200


def test_the_file_and_the_api_say_what_the_page_says(
    memory: MemoryPlatform, visitor: Client
) -> None:
    answered()
    file = b"".join(visitor.get("/agir/themes/themes.csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "agir:health,Health,1.00,1.00,,yes" in file
    body = visitor.get(f"{API}themes/").json()
    health = next(one for one in body["counts"] if one["theme"] == "agir:health")
    assert health["covered"] == "yes"
    assert health["course_key"] == COURSE
    assert body["diversity"]["offered"]["effective"] == "1.000"
    assert body["is_comparable"] is False
    assert body["diversity"]["used"]["effective"] is None


def test_a_call_shows_what_became_of_it(memory: MemoryPlatform, visitor: Client) -> None:
    diversity.refresh()
    answered()
    listed = visitor.get("/agir/calls/").content.decode()
    assert "Le &lt;climat&gt;" in listed
    call = next(one for one in diversity.calls() if one.theme.id == "agir:health")
    told = text(visitor.get(f"/agir/calls/{call.id}/"))
    assert "Call: Health" in told
    assert told.count("Answered") >= 2
    assert "Close this call" not in told
    body = visitor.get(f"{API}calls/{call.id}/").json()
    assert [step["state"] for step in body["steps"]] == ["open", "answered"]
    assert visitor.get(f"/agir/calls/{uuid4()}/").status_code == 404


def test_an_operator_closes_and_reopens_with_a_reason(
    memory: MemoryPlatform, boss: Client, team: Client
) -> None:
    diversity.refresh()
    call = diversity.calls()[0]
    act = f"/agir/calls/{call.id}/decide/"
    assert team.post(act, {"state": "closed", "reason": "No."}).status_code == 403
    refused = boss.post(act, {"state": "closed", "reason": " "})
    assert refused.status_code == 422
    assert "Say why" in text(refused)
    assert boss.post(act, {"state": "closed", "reason": "Taught next door."}).status_code == 302
    assert "Taught next door." in text(Client().get(f"/agir/calls/{call.id}/"))
    assert boss.post(act, {"state": "closed", "reason": "Twice."}).status_code == 409
    assert boss.post(act, {"state": "open", "reason": "Wanted."}).status_code == 302


def test_somebody_supports_a_call_once_and_takes_it_back(
    memory: MemoryPlatform, visitor: Client
) -> None:
    diversity.refresh()
    call = diversity.calls()[0]
    page, act = f"/agir/calls/{call.id}/", f"/agir/calls/{call.id}/support/"
    one, two = enters(memory, "one"), enters(memory, "two")
    for client in (one, one, two):
        assert client.post(act).status_code == 302
    assert "2 people want a course on this." in text(visitor.get(page))
    assert visitor.get(f"{API}calls/{call.id}/").json()["supporters"] == 2
    assert "Take my support back" in text(one.get(page))
    assert one.post(act, {"act": "stop"}).status_code == 302
    assert "1 person wants a course on this." in text(visitor.get("/agir/calls/"))
    assert visitor.post(act).status_code == 302
    assert diversity.call(call.id).supporters == 1
    subject = learners.known_subject(two.user.pk)  # type: ignore[attr-defined]
    assert leaving.export(subject)["themes"]["supports"][0]["theme"] == call.theme.id
    leaving.forget(subject)
    assert diversity.call(call.id).supporters == 0
    Call.objects.filter(pk=call.id).update(state="closed")
    assert one.post(act).status_code == 409


def test_a_team_says_weighs_takes_off_and_takes_back(team: Client) -> None:
    assert "Nobody has said a theme" in text(team.get(PAGE))
    said = team.post(PAGE, {"read": "0", "add-sdg": "sdg:13", "add-sdg-weight": "1"})
    assert said.status_code == 302
    both = {"read": "1", "weight-sdg:13": "3", "add-sdg": "sdg:4", "add-sdg-weight": "1"}
    assert team.post(PAGE, both).status_code == 302
    told = text(team.get(PAGE))
    assert "75% of the course, said by the course team" in told
    assert "Climate action, Quality education" in told
    assert (
        team.post(PAGE, {"read": "2", "weight-sdg:13": "0", "weight-sdg:4": "1"}).status_code == 302
    )
    assert [one.theme_id for one in themes.said_of([COURSE])[COURSE]] == ["sdg:4"]
    assert team.post(PAGE, {"read": "3", "act": "undo"}).status_code == 302
    assert {one.theme_id for one in themes.said_of([COURSE])[COURSE]} == {"sdg:4", "sdg:13"}


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"read": "7", "add-sdg": "sdg:1"}, 409, "Somebody changed the themes"),
        ({"read": "0", "add-sdg": "sdg:1", "add-sdg-weight": "101"}, 422, "from 1 to 100"),
        ({"read": "0", "add-sdg": "sdg:1", "add-sdg-weight": "²"}, 422, "from 1 to 100"),
        ({"read": "0", "add-sdg": "sdg:<b>"}, 422, "No scheme here has this theme"),
        ({"read": "0", "act": "undo"}, 409, "Nothing was said"),
    ],
)
def test_a_form_that_cannot_be_saved_says_what_to_do(
    team: Client, form: dict[str, str], status: int, sentence: str
) -> None:
    answer = team.post(PAGE, form)
    assert answer.status_code == status
    assert sentence in text(answer)
    assert themes.said_of([COURSE]) == {}


def test_programs_of_a_team_say_themes_too(team: Client) -> None:
    address = f"{API}courses/{COURSE}/themes/"
    body = {"number": 0, "themes": [{"id": "sdg:13", "weight": 1}, {"id": "sdg:4", "weight": 1}]}
    answer = team.put(address, body, content_type="application/json")
    assert answer.status_code == 200
    assert [one["share"] for one in answer.json()["themes"]] == ["1/2", "1/2"]
    moved = team.put(address, body, content_type="application/json")
    assert (moved.status_code, moved.json()["code"]) == (409, "themes_moved")
    wrong = team.put(address, {"number": True, "themes": []}, content_type="application/json")
    assert wrong.status_code == 400


def test_who_is_not_of_the_team_enters_nowhere(memory: MemoryPlatform, visitor: Client) -> None:
    stranger = enters(memory, "stranger")
    assert stranger.get(PAGE).status_code == 403
    assert stranger.post(PAGE, {"read": "0"}).status_code == 403
    assert visitor.get(PAGE).status_code == 302
    assert stranger.get(f"{API}courses/{COURSE}/themes/").status_code == 403
