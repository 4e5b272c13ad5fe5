"""What learners say of themselves is kept, shown to them, and to nobody else."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_competencies import api
from agir_competencies.api import self_assessments as own
from agir_competencies.domain.self_check import (
    Calibration,
    CompetencyNotHere,
    NothingSaid,
    StepUnknown,
)
from agir_competencies.models import SelfAssessment
from agir_platform import retirement
from agir_platform.learners import api as learners
from host.gallery.rows import competencies, counted, state

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Essai+2026"
ME = "/api/agir/dashboard/v1/me/self-assessments/"
AWA, BEN = 71, 72


def test_the_latest_word_counts_all_are_kept_and_saying_it_twice_is_once() -> None:
    one, two = (row.identifier for row in competencies(2))
    assert own.say(AWA, COURSE, "before", {one: 1, two: 3}) == 2
    assert own.say(AWA, COURSE, "before", {one: 1, two: 3}) == 0
    assert own.say(AWA, COURSE, "before", {one: 2, two: 3}) == 1
    assert own.say(AWA, COURSE, "after", {one: 4}) == 1
    told = own.of_user(AWA, [one, two])
    assert [(told[key].before, told[key].after) for key in (one, two)] == [(2, 4), (3, None)]
    assert own.of_user(BEN, [one, two]) == {}
    assert [row.value for row in SelfAssessment.objects.all()] == [1, 3, 2, 4]


def test_what_was_said_in_one_course_is_apart_where_it_is_asked() -> None:
    (one,) = (row.identifier for row in competencies(1))
    own.say(AWA, COURSE, "before", {one: 1})
    own.say(AWA, "course-v1:Agir+Autre+2026", "before", {one: 3})
    assert own.of_user(AWA, [one])[one].before == 3
    assert own.of_user(AWA, [one], course_key=COURSE)[one].before == 1


def test_it_lies_beside_the_estimate_and_moves_nothing() -> None:
    (skill,) = competencies(1)
    one = skill.identifier
    subject = learners.subject_of(AWA)
    state(subject, skill, status="demonstrated")
    before = api.states(subject, [one])
    own.say(AWA, COURSE, "after", {one: 2})
    assert api.states(subject, [one]) == before
    (row,) = SelfAssessment.objects.all()
    assert (row.status, str(row.estimate), row.certainty) == ("demonstrated", "0.800000", "some")
    told = own.of_user(AWA, [one], language="fr")[one]
    assert told.calibration is Calibration.LOWER
    said = own.of_user(AWA, [one], language="en")[one].sentence
    assert said == (
        "After, you said “With help”. You judged yourself lower than what you showed: you can do "
        "more than you think."
    )
    assert api.explain(subject, one, language="en").said == said
    assert [view.said for view in api.standings(subject, language="en")] == [said]


def test_nothing_is_kept_of_what_cannot_be() -> None:
    (one,) = (row.identifier for row in competencies(1))
    for said, refusal in (
        ({}, NothingSaid),
        ({one: 5}, StepUnknown),
        ({one: True}, StepUnknown),
        ({one: 2, uuid4(): 2}, CompetencyNotHere),
        ({uuid4(): 1 for _ in range(41)}, NothingSaid),
    ):
        with pytest.raises(refusal):
            own.say(AWA, COURSE, "before", said)
    assert not SelfAssessment.objects.exists()


def test_few_statements_whatever_their_number() -> None:
    """The lock, three SELECTs and one INSERT; reading is three."""
    few, many = competencies(1, "Peu"), competencies(30, "Beaucoup")
    learners.subject_of(AWA)
    for rows in (few, many):
        with counted() as statements:
            own.say(AWA, COURSE, "before", {row.identifier: 2 for row in rows})
        assert len(statements) == 5
        with counted() as statements:
            own.of_user(AWA, [row.identifier for row in rows])
        assert len(statements) == 3


def test_it_is_exported_whole_and_forgotten() -> None:
    (one,) = (row.identifier for row in competencies(1))
    user = get_user_model().objects.create_user("awa")
    for value in (1, 3):
        own.say(user.pk, COURSE, "before", {one: value})
    own.say(BEN, COURSE, "before", {one: 1})
    held = json.loads(json.dumps(retirement.export(user.pk)))
    rows = held["contexts"]["competencies"]["self_assessments"]
    assert [(row["moment"], row["value"], row["identifier"]) for row in rows] == [
        ("before", 1, str(one)),
        ("before", 3, str(one)),
    ]
    assert retirement.retire(user.pk)
    assert [row.value for row in SelfAssessment.objects.all()] == [1]


def test_a_program_reads_one_s_own_and_the_page_shows_it(client: Client) -> None:
    skill, unmeasured = competencies(2)
    users: list[Any] = [
        get_user_model().objects.create_user(name, is_staff=name == "staff")
        for name in ("awa", "staff")
    ]
    state(learners.subject_of(users[0].pk), skill)
    own.say(users[0].pk, COURSE, "after", {skill.identifier: 1, unmeasured.identifier: 4})
    client.force_login(users[0])
    told = client.get(ME, headers={"Accept-Language": "en"}).json()["self_assessments"]
    assert {(one["after"], one["estimate"], one["calibration"]) for one in told} == {
        (1, 0.8, "lower"),
        (4, None, "unknown"),
    }
    assert {one["competency"]["label"] for one in told} == {"Compétence 0", "Compétence 1"}
    page = client.get("/agir/skills/", headers={"Accept-Language": "en"}).content.decode()
    assert "After, you said “Not yet”." in page
    client.force_login(users[1])
    assert client.get(ME).json() == {"self_assessments": [], "next": None}
    client.logout()
    assert client.get(ME).status_code == 401
