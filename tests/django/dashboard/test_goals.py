"""A learner sets, revises and ends their own goals over HTTP; nobody else sees whose they are."""

from __future__ import annotations

import inspect
import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agir_competencies.api import goals as own
from agir_competencies.api.goals import Offer, Wish
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Goal, GoalItem, GoalMove, Link
from agir_dashboard import goal_refusals, goal_words
from agir_dashboard.goals import card
from agir_platform import endpoints
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies, state

pytestmark = pytest.mark.django_db
GOALS = "/agir/goals/"
NEW = "/agir/goals/new/"
API = "/api/agir/dashboard/v1/me/goals/"
SKILLS = "selected_competencies"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    return found


@pytest.fixture
def skills(memory: MemoryPlatform) -> list:
    """Return three skills that the course shows."""
    found = competencies(3)
    Link.objects.bulk_create(
        Link(
            id=link_id(COURSE, one.identifier), course_key=COURSE, object_key=COURSE,
            competency=one, kind="course", created_at=WHEN,
        )
        for one in found
    )  # fmt: skip
    return found


def enters(memory: MemoryPlatform, name: str = "awa", **more: Any) -> Client:
    """Return the client of somebody who follows the course."""
    user = get_user_model().objects.create_user(name, **more)
    memory.add_person(user.pk, username=name)
    memory.enrol(user.pk)
    client = Client()
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def awa(memory: MemoryPlatform) -> Any:
    return enters(memory)


def french(client: Any, address: str) -> str:
    answer = client.get(address, headers={"Accept-Language": "fr"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content.decode()


def chosen(skills: list, **levels: str) -> dict[str, Any]:
    """Return the form of a goal on these skills, all demonstrated but for ``levels``."""
    return {
        "course": COURSE,
        "intent": SKILLS,
        "skill": [str(one.identifier) for one in skills],
        **{f"level-{skills[int(place[1:])].identifier}": level for place, level in levels.items()},
    }


def only() -> Goal:
    return Goal.objects.get()


def test_a_goal_is_set_by_one_form_and_stands_first_on_the_skills_page(
    awa: Any, skills: list
) -> None:
    for one in skills[:2]:
        state(learners.subject_of(awa.user.pk), one)
    page = awa.get(NEW).content.decode()
    assert page.count("agir-goal-form") == 1
    assert all(str(one.identifier) in page for one in skills)
    assert f'value="{COURSE}" selected' in page
    answer = awa.post(NEW, chosen(skills, _2="3") | {"when": "30", "hours": ""})
    assert (answer.status_code, answer.url) == (302, GOALS)
    assert only().horizon == timezone.localdate() + timedelta(days=30)
    with translation.override("en"):
        page = awa.get("/agir/skills/", headers={"Accept-Language": "en"}).content.decode()
    assert page.index("2 of the 3 skills you chose") < page.index("You have demonstrated")
    assert page.count("agir-target") == 2
    assert page.count('class="mark" x="70"') == 2
    assert "Your target: Demonstrated" in page
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", page)


def test_no_goal_is_no_reproach(awa: Any, skills: list) -> None:
    page = awa.get("/agir/skills/").content.decode()
    assert NEW in page
    assert "agir-target" not in page
    form = awa.get(NEW).content.decode()
    assert form.rindex("/agir/skills/") > form.rindex("<button")
    assert not Goal.objects.exists()


@pytest.mark.parametrize("intent", ["complete", "certify", "explore", "unsure"])
def test_every_intent_is_two_taps(awa: Any, skills: list, intent: str) -> None:
    assert awa.post(NEW, {"course": COURSE, "intent": intent}).status_code == 302
    assert only().intent == intent
    with translation.override("en"):
        page = awa.get(GOALS, headers={"Accept-Language": "en"}).content.decode()
    assert str(goal_words.INTENTS[intent][0]) in page
    assert ("%" in re.sub(r"<[^>]+>", "", page)) is (intent == "complete")


def test_a_share_of_the_course_is_told_for_the_intent_to_complete_alone(
    awa: Any, skills: list
) -> None:
    awa.post(NEW, {"course": COURSE, "intent": "complete"})
    with translation.override("en"):
        (view,) = own.goals(awa.user.pk, language="en")
        assert card(view).lead == "0 of the 3 activities of the course (0%)"


def test_a_form_that_cannot_be_kept_says_what_to_do_and_keeps_what_was_typed(
    awa: Any, skills: list
) -> None:
    sent = {"course": COURSE, "intent": SKILLS, "when": "date", "horizon": "31/12/2026"}
    answer = awa.post(NEW, chosen(skills[:1], _0="3") | sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert re.search(rf'value="{skills[0].identifier}" checked', page)
    assert 'value="31/12/2026"' in page
    for wrong in (
        {"intent": SKILLS},
        {"intent": "fly"},
        {"intent": SKILLS, "hours": "douze"},
        {"intent": SKILLS, "skill": ["not-an-identifier"]},
        {"intent": SKILLS, "when": "date", "horizon": "2020-13-45", "hours": "2"},
        {},
    ):
        assert awa.post(NEW, {"course": COURSE, **wrong}).status_code == 422, wrong
    assert awa.post(NEW, {"course": "course-v1:No+No+No", "intent": "explore"}).status_code == 403
    assert not Goal.objects.exists()


def test_a_proposal_is_taken_in_one_tap(awa: Any, skills: list) -> None:
    items = ((str(skills[1].identifier), 2),)
    offered = own.propose(COURSE, Offer("Les graphiques", "The charts", SKILLS, items, 14))
    assert "Les graphiques" in french(awa, NEW)
    assert awa.post(NEW, {"course": COURSE, "proposal": str(offered)}).status_code == 302
    assert only().items.get().ref == str(skills[1].identifier)
    assert awa.post(NEW, {"proposal": str(offered)}).status_code == 409
    assert awa.post(NEW, {"proposal": str(uuid4())}).status_code == 404


def test_i_have_what_i_came_for_is_one_tap_and_undone_from_its_message(
    awa: Any, skills: list
) -> None:
    awa.post(NEW, chosen(skills))
    goal = only()
    answer = awa.post(reverse("agir_dashboard:goal-close", args=[goal.pk]), {"end": "satisfied"})
    assert answer.url == f"{GOALS}?ended={goal.pk}"
    move = GoalMove.objects.last()
    assert (move.end, move.reason) == ("closed_satisfied", "got_what_i_needed")
    undo = reverse("agir_dashboard:goal-undo", args=[goal.pk])
    page = french(awa, answer.url)
    assert 'role="status"' in page
    assert undo in page
    assert awa.post(undo).status_code == 302
    assert only().status == "active"
    assert 'role="status"' not in french(awa, answer.url)


def test_a_goal_is_revised_and_its_history_is_its_learners(awa: Any, skills: list) -> None:
    awa.post(NEW, chosen(skills[:1]))
    goal = only()
    address = reverse("agir_dashboard:goal-revise", args=[goal.pk])
    assert re.search(rf'value="{skills[0].identifier}" checked', french(awa, address))
    sent = chosen(skills, _1="3") | {"reason": "time", "note": "<b>Congé</b>"}
    assert awa.post(address, sent).status_code == 302
    page = french(awa, reverse("agir_dashboard:goal", args=[goal.pk]))
    assert "&lt;b&gt;Congé&lt;/b&gt;" in page
    assert "<b>" not in page
    assert sorted(GoalItem.objects.values_list("target", flat=True)) == [2, 2, 3]
    stop = reverse("agir_dashboard:goal-close", args=[goal.pk])
    assert awa.post(stop, {"end": "abandoned", "note": "x" * 501}).status_code == 422
    assert awa.post(stop, {"end": "changed"}).status_code == 422
    assert only().status == "active"
    assert awa.post(stop, {"end": "abandoned"}).status_code == 302
    assert awa.post(address, sent).status_code == 409


def test_forms_need_the_token_of_their_page(memory: MemoryPlatform, skills: list) -> None:
    awa = enters(memory)
    awa.post(NEW, {"course": COURSE, "intent": "explore"})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(awa.user)  # type: ignore[attr-defined]
    goal = only()
    for name in ("goal-close", "goal-undo", "goal-say", "goal-revise"):
        address = reverse(f"agir_dashboard:{name}", args=[goal.pk])
        assert strict.post(address, {"end": "satisfied"}).status_code == 403
    assert strict.post(NEW, {"intent": "explore"}).status_code == 403
    body = json.dumps({"intent": "explore"})
    assert strict.post(API, body, content_type="application/json").status_code == 403
    assert only().status == "active"
    # The page's own forms carry it.
    page = strict.get(GOALS).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    close = reverse("agir_dashboard:goal-close", args=[goal.pk])
    sent = {"end": "satisfied", "csrfmiddlewaretoken": token[1]}
    assert strict.post(close, sent).status_code == 302


def test_a_program_sets_revises_ends_and_takes_back(awa: Any, skills: list) -> None:
    ref = str(skills[0].identifier)
    body: dict[str, Any] = {
        "course_key": COURSE,
        "intent": SKILLS,
        "items": [{"kind": "competency", "ref": ref, "target": 2}],
    }
    made = awa.post(API, body, content_type="application/json")
    assert made.status_code == 201
    told = made.json()
    assert (told["met"], told["total"], told["status"]) == (0, 1, "active")
    again = awa.post(API, body, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "goal_already_open")
    one = f"{API}{told['id']}/"
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    revised = awa.patch(
        one, {"horizon": later, "reason": "time", "note": "à moi"}, content_type="application/json"
    ).json()
    assert revised["horizon"] == later
    assert [item["ref"] for item in revised["items"]] == [ref]
    assert [step["action"] for step in revised["history"]] == ["set", "revised"]
    closed = awa.post(one, {"end": "satisfied", "satisfaction": 3}, content_type="application/json")
    assert closed.json()["status"] == "closed_satisfied"
    assert (
        awa.post(one, {"end": "undo"}, content_type="application/json").json()["ended_at"] is None
    )
    assert [goal["id"] for goal in awa.get(API).json()["goals"]] == [told["id"]]
    for wrong, status in (
        ({"end": "satisfied", "satisfaction": 5}, 422),
        ({"end": "met"}, 422),
        ({}, 400),
    ):
        answer = awa.post(one, wrong, content_type="application/json")
        assert answer.status_code == status, wrong
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"intent": ["explore"]}, 400),
        ({"intent": "explore", "horizon": "demain"}, 400),
        ({"intent": "fly"}, 422),
        ({"intent": SKILLS}, 422),
        ({"intent": SKILLS, "items": [{"kind": "competency", "ref": "x", "target": 2}]}, 422),
        ({"intent": SKILLS, "items": [{"kind": "person", "ref": "x"}]}, 400),
        ({"intent": SKILLS, "items": [{"kind": "hours", "target": 1001}]}, 422),
        ({"intent": "complete"}, 422),
        ({"intent": "explore", "course_key": "course-v1:No+No+No"}, 403),
        ({"intent": "explore", "horizon": "2020-01-01"}, 422),
    ],
)
def test_a_programs_mistakes_are_problems_with_a_code(awa: Any, body: Any, status: int) -> None:
    answer = awa.post(API, body, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["code"]
    assert answer.json()["detail"]
    assert not Goal.objects.exists()


def test_only_the_course_team_proposes(memory: MemoryPlatform, skills: list) -> None:
    awa, team = enters(memory), enters(memory, "team")
    memory.make_staff(team.user.pk)  # type: ignore[attr-defined]
    address = reverse("agir_dashboard:goal-proposals", args=[COURSE])
    body = {
        "title_fr": "Lire", "title_en": "Read", "intent": SKILLS, "days": 30,
        "items": [{"competency": str(skills[0].identifier), "level": 3}],
    }  # fmt: skip
    assert awa.post(address, body, content_type="application/json").status_code == 403
    made = team.post(address, body, content_type="application/json")
    assert made.status_code == 201
    (told,) = awa.get(address).json()["proposals"]
    assert (told["title"], told["days"]) == ({"fr": "Lire", "en": "Read"}, 30)
    one = reverse("agir_dashboard:goal-proposal", args=[COURSE, told["id"]])
    assert awa.delete(one).status_code == 403
    other = reverse("agir_dashboard:goal-proposal", args=["course-v1:X+Y+Z", told["id"]])
    assert team.delete(other).status_code == 403
    assert team.delete(one).status_code == 204
    assert team.delete(one).status_code == 404
    for wrong in ({"title_fr": " "}, {"days": 0}, {"intent": "fly"}, {"items": []}):
        answer = team.post(address, body | wrong, content_type="application/json")
        assert answer.status_code == 422, wrong


def test_no_address_gives_a_learners_goal_to_the_team_or_the_operator(
    memory: MemoryPlatform, skills: list
) -> None:
    """Every GET address of the suite, with the learner's own goal in it, asked by others."""
    awa = enters(memory)
    awa.post(NEW, chosen(skills))
    goal = only()
    close = reverse("agir_dashboard:goal-close", args=[goal.pk])
    awa.post(close, {"end": "abandoned", "note": "mot-secret"})
    subject = str(learners.subject_of(awa.user.pk))  # type: ignore[attr-defined]
    team = enters(memory, "team")
    memory.make_staff(team.user.pk)  # type: ignore[attr-defined]
    boss = enters(memory, "boss", is_staff=True, is_superuser=True)
    memory.make_operator(boss.user.pk)  # type: ignore[attr-defined]
    asked = 0
    for row in endpoints.table():
        if row.method != "GET":
            continue
        kwargs = dict(row.kwargs)
        kwargs |= {"goal_id": goal.pk} if "goal_id" in kwargs else {}
        for client in (team, boss):
            answer = client.get(reverse(row.name, kwargs=kwargs))
            text = b"".join(answer) if answer.streaming else answer.content
            # A page that is not there says again which address was asked.
            own_id = () if "goal_id" in kwargs else (str(goal.pk),)
            for secret in ("mot-secret", subject, *own_id):
                assert secret.encode() not in text, row.name
            if "goal_id" in kwargs:
                assert answer.status_code == 404
            asked += 1
    assert asked > 10


def test_no_face_and_no_admin_gives_goals_without_their_learner() -> None:
    """A function that answers goals or history begins with the person who asks."""
    registered = set(admin.site._registry)
    assert not registered & {Goal, GoalItem, GoalMove}
    personal = {"GoalView", "MoveView"}
    for name in own.__all__:
        one = getattr(own, name)
        if not inspect.isfunction(one):
            continue
        told = str(inspect.signature(one).return_annotation)
        if any(kind in told for kind in personal):
            first = next(iter(inspect.signature(one).parameters))
            assert first in ("user_id", "subject"), name


def test_every_refusal_of_goals_has_a_status_and_a_sentence() -> None:
    from agir_competencies.domain import goal as rule
    from agir_competencies.goals import proposals

    kinds = {
        one.code
        for room in (rule, proposals)
        for one in vars(room).values()
        if inspect.isclass(one) and issubclass(one, rule.GoalRefused)
    }
    assert kinds == set(goal_refusals.STATUSES) == set(goal_refusals.SENTENCES)


def test_a_date_that_passed_is_no_failure(awa: Any, skills: list) -> None:
    goal_id = own.set_goal(awa.user.pk, COURSE, Wish("explore"))
    Goal.objects.filter(pk=goal_id).update(horizon=timezone.localdate() - timedelta(days=3))
    with translation.override("en"):
        page = awa.get(GOALS, headers={"Accept-Language": "en"}).content.decode()
    assert "has passed: take another whenever you like" in page
    assert not re.search(r"fail|late|missed|behind", page)
    assert only().status == "active"
