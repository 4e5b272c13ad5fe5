"""A learner reads their own skills, over HTTP, from the tables."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from agir_badges import api as badges
from agir_platform.learners import api as learners
from agir_platform.models import Learner
from host.gallery.rows import WHEN, competencies, counted, evidence, state

pytestmark = pytest.mark.django_db
ME = "/api/agir/dashboard/v1/me/"
PAGE = "/agir/skills/"


@pytest.fixture
def learner(client: Client):
    """Return a signed-in learner's client and subject."""
    user = get_user_model().objects.create_user("awa", password="awa")
    client.force_login(user)
    return client, learners.subject_of(user.pk)


def shown(subject, count: int, granted: int) -> list:
    """Give the learner ``count`` demonstrated competencies and ``granted`` badges."""
    skills = competencies(count)
    for skill in skills:
        state(subject, skill)
    for number in range(granted):
        badges.create_rule(
            f"badge-{number}-{uuid4()}",
            {"fr": (f"Badge {number}", ""), "en": (f"Badge {number}", "")},
            [(skill.identifier, 2) for skill in skills[number : number + 2]],
            now=WHEN,
        )
    badges.award_for(subject, [skill.identifier for skill in skills], now=WHEN)
    return skills


def test_state_and_badges_are_answered(learner) -> None:
    client, subject = learner
    shown(subject, 3, 2)
    answer = client.get(ME, headers={"Accept-Language": "fr"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["learner"]["username"] == "awa"
    assert told["learner"]["summary"] == "Vous avez démontré 3 compétences sur 3."
    assert {one["status"] for one in told["competencies"]} == {"demonstrated"}
    assert {one["estimate"] for one in told["competencies"]} == {0.8}
    assert [one["name"] for one in told["badges"]] == ["Badge 0", "Badge 1"]
    image = told["badges"][0]["image"]
    assert image.startswith("http://testserver/agir/badges/")
    assert client.get(image).status_code == 200
    page = client.get(PAGE, headers={"Accept-Language": "fr"}).content.decode()
    assert told["learner"]["summary"] in page
    assert "Badge 1" in page


def test_unchanged_is_304_and_private(learner) -> None:
    client, subject = learner
    shown(subject, 2, 1)
    first = client.get(ME)
    assert first["Cache-Control"] == "private, no-cache"
    same = client.get(ME, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    (skill,) = competencies(1, "Autre")
    state(subject, skill)
    assert client.get(ME, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", [ME, PAGE])
def test_the_same_few_statements_for_two_and_for_fifty_competencies(learner, address) -> None:
    """Worst case: evidence, badges held, badges ahead that ask for what was never measured.

    Ten for a program; the page reads the learner's goals too (1) and what they may claim (2).
    The session, the user and what the host's header reads are the platform's own statements.
    """
    client, subject = learner
    _worst(subject, 2, 1)
    client.get(address)
    with counted() as few:
        client.get(address)
    _worst(subject, 48, 20)
    with counted() as many:
        assert client.get(address).status_code == 200
    theirs = ("django_session", "auth_user", '"host_courseware_course"', "`host_courseware_course`")
    own = [one for one in many if not any(name in one for name in theirs)]
    assert len(few) == len(many)
    assert len(own) <= (10 if address == ME else 13), "\n".join(one[:150] for one in own)


def _worst(subject, count: int, granted: int) -> None:
    skills = shown(subject, count, granted)
    for number, skill in enumerate(skills):
        evidence(subject, skill, number)
        evidence(subject, skill, number + 1000)
    never = competencies(1)
    badges.create_rule(
        f"ahead-{uuid4()}",
        {"fr": ("Plus loin", "")},
        [(skill.identifier, 2) for skill in (skills[0], never[0])],
        now=WHEN,
    )


def test_what_a_badge_ahead_asks_for_is_shown_as_not_measured(learner) -> None:
    client, subject = learner
    _worst(subject, 1, 1)
    told = client.get(ME, headers={"Accept-Language": "fr"}).json()
    assert told["learner"]["summary"] == "Vous avez démontré 1 compétence sur 2."
    assert [one["estimate"] for one in told["competencies"]] == [0.8, None]
    page = client.get(PAGE, headers={"Accept-Language": "fr"}).content.decode()
    assert page.count("Pas encore mesurée") >= 2
    assert "1 sur les 2 compétences demandées" in page


def test_nobody_is_refused_and_looking_creates_nothing(client: Client) -> None:
    answer = client.get(ME)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert client.get(PAGE).status_code == 302
    user = get_user_model().objects.create_user("new")
    client.force_login(user)
    told = client.get(ME, headers={"Accept-Language": "fr"}).json()
    assert told["competencies"] == told["badges"] == []
    assert (
        "Vos compétences grandiront ici."
        in client.get(PAGE, headers={"Accept-Language": "fr"}).content.decode()
    )
    assert not Learner.objects.filter(user_id=user.pk).exists()


def test_a_learner_reads_nobody_else(learner) -> None:
    client, _ = learner
    shown(uuid4(), 2, 1)
    assert client.get(ME).json()["competencies"] == []


def test_a_withdrawn_badge_leaves_the_wall_and_is_explained(learner) -> None:
    client, subject = learner
    skills = shown(subject, 2, 1)
    state(subject, skills[0], status="not_yet", estimate="0.2")
    badges.award_for(subject, [skills[0].identifier], now=WHEN)
    assert client.get(ME).json()["badges"] == []
    page = client.get(PAGE, headers={"Accept-Language": "fr"}).content.decode()
    assert "Le badge «\u00a0Badge 0\u00a0» a été retiré" in page


def test_without_badges_skills_stay(learner) -> None:
    client, subject = learner
    shown(subject, 2, 1)
    with override_settings(AGIR_CONTEXTS=["competencies", "dashboard"]):
        told = client.get(ME).json()
    assert (len(told["competencies"]), told["badges"]) == (2, [])
