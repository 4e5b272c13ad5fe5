"""Letters about goals: asked for, once a date, once a week, stopped in one click."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agir_competencies.api import goals as own
from agir_competencies.api.goals import Wish
from agir_competencies.models import Goal, GoalReminder
from agir_dashboard import goal_letters
from agir_kernel.clock import FixedClock
from agir_platform import retirement
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
SOON = NOW.date() + timedelta(days=5)


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_COMPETENCIES_GOAL_REMINDERS = True
    settings.AGIR_SITE_URL = "https://campus.example"
    found: Any = platform()
    found.add_course()
    return found


@pytest.fixture
def awa(memory: MemoryPlatform) -> Any:
    user = get_user_model().objects.create_user("awa")
    memory.add_person(user.pk, username="awa", language="fr")
    memory.enrol(user.pk)
    client: Any = Client()
    client.force_login(user)
    client.user = user
    return client


def wanted(awa: Any, course: str = COURSE, horizon: date | None = SOON) -> Any:
    """Set a goal and ask, on its page, to be reminded of it."""
    goal_id = own.set_goal(awa.user.pk, course, Wish("explore", (), horizon))
    address = reverse("agir_dashboard:goal-remind", args=[goal_id])
    assert awa.post(address, {"wanted": "1"}).status_code == 302
    return goal_id


def run() -> None:
    call_command("agir_remind_goals", stdout=open("/dev/null", "w"))  # noqa: SIM115


def test_a_letter_goes_out_once_in_the_learners_language(awa: Any) -> None:
    goal_id = wanted(awa)
    run()
    run()
    (letter,) = mail.outbox
    assert letter.to == ["awa@example.org"]
    assert f"https://campus.example/agir/goals/{goal_id}/" in letter.body
    assert "Awa" in letter.body
    stop = re.search(r"https://campus\.example(/agir/goals/quiet/\S+)", letter.body)
    assert stop
    assert letter.extra_headers["List-Unsubscribe"] == f"<https://campus.example{stop[1]}>"


def test_the_link_stops_letters_and_reading_it_does_not(awa: Any) -> None:
    goal_id = wanted(awa)
    address = reverse("agir_dashboard:goal-quiet", args=[goal_letters.token_of(goal_id)])
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 200
    assert GoalReminder.objects.count() == 1
    body = "List-Unsubscribe=One-Click"
    posted = stranger.post(address, body, content_type="application/x-www-form-urlencoded")
    assert posted.status_code == 200
    assert str(goal_id) not in posted.content.decode()
    assert not GoalReminder.objects.exists()
    assert Goal.objects.get().status == "active"
    assert stranger.post(address[:-3] + "xx/").status_code == 404
    run()
    assert mail.outbox == []


@pytest.mark.parametrize("horizon", [None, SOON + timedelta(days=20)])
def test_no_date_near_is_no_letter(awa: Any, horizon: date | None) -> None:
    wanted(awa, horizon=horizon)
    run()
    assert mail.outbox == []


def test_nobody_who_did_not_ask_is_written_to(awa: Any) -> None:
    own.set_goal(awa.user.pk, COURSE, Wish("explore", (), SOON))
    run()
    assert mail.outbox == []


def test_two_goals_are_one_letter_a_week(awa: Any) -> None:
    wanted(awa)
    wanted(awa, course="", horizon=SOON + timedelta(days=1))
    assert len(list(own.due(clock=FixedClock(NOW)))) == 1
    assert list(own.due(clock=FixedClock(NOW))) == []
    next_week = FixedClock(NOW + timedelta(days=7, minutes=1))
    Goal.objects.filter(course_key="").update(horizon=SOON + timedelta(days=8))
    assert len(list(own.due(clock=next_week))) == 1


def test_what_could_not_be_sent_goes_out_later(awa: Any, settings: Any) -> None:
    wanted(awa)
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    run()
    assert GoalReminder.objects.get().sent_for is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run()
    assert len(mail.outbox) == 1


class Broken(EmailBackend):
    """A post office that is closed."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


def test_off_is_off_everywhere(awa: Any, settings: Any) -> None:
    settings.AGIR_COMPETENCIES_GOAL_REMINDERS = False
    goal_id = own.set_goal(awa.user.pk, COURSE, Wish("explore", (), SOON))
    address = reverse("agir_dashboard:goal-remind", args=[goal_id])
    assert address not in awa.get("/agir/goals/").content.decode()
    awa.post(address, {"wanted": "1"})
    assert not GoalReminder.objects.exists()
    run()
    assert mail.outbox == []


def test_a_wish_is_taken_back_and_leaves_with_its_learner(awa: Any) -> None:
    goal_id = wanted(awa)
    address = reverse("agir_dashboard:goal-remind", args=[goal_id])
    assert address in awa.get("/agir/goals/").content.decode()
    awa.post(address, {"wanted": ""})
    assert not GoalReminder.objects.exists()
    awa.post(address, {"wanted": "1"})
    retirement.retire(awa.user.pk)
    assert not GoalReminder.objects.exists()
