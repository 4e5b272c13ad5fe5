"""What the platform's own pages show of goals and skills: its dashboard's API, a course's tabs.

The filter is the platform's real one. The tab's base class is a contract fixture: it has what
``xmodule/tabs.py`` gives a tab in Teak, Ulmo and Verawood.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from crum import set_current_request
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from opaque_keys.edx.keys import CourseKey
from openedx_filters.learning.filters import CourseEnrollmentAPIRenderStarted

from agir_competencies.api import goals as own
from agir_competencies.api.goals import Wish
from agir_dashboard.settings import common, production
from agir_platform.openedx import tabs
from host.courseware.models import Course, Enrolment

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
KEYS = [CourseKey.from_string(f"course-v1:Agir+T{number}+2026") for number in (1, 2, 3)]
FILTER = "org.openedx.learning.home.enrollment.api.rendered.v1"
STEP = "agir_dashboard.pipeline.GoalOfEnrolment"
ENROLMENT = {"isEnrolled": True, "mode": "audit"}


@pytest.fixture
def learner() -> Any:
    made = get_user_model().objects.create_user("awa")
    for key in KEYS:
        course = Course.objects.create(key=str(key), org="Agir", title=f"Cours {key.course}")
        Enrolment.objects.create(user=made, course=course, mode="audit")
    return made


@pytest.fixture
def ask(settings: Any) -> Any:
    """Return the platform's question about one course, asked within a request."""
    common.plugin_settings(settings)

    def asked(user: Any, *keys: CourseKey) -> list[dict[str, Any]]:
        request = RequestFactory().get("/api/learner_home/init")
        request.user = user
        set_current_request(request)
        try:
            answers = [
                CourseEnrollmentAPIRenderStarted.run_filter(
                    course_key=key, serialized_enrollment=dict(ENROLMENT)
                )
                for key in keys
            ]
        finally:
            set_current_request(None)
        return [enrolment for _, enrolment in answers]

    return asked


def test_the_filter_is_the_one_of_the_platform() -> None:
    assert CourseEnrollmentAPIRenderStarted.filter_type == FILTER
    assert list(common.STEPS) == [FILTER]


def test_an_enrolment_carries_the_goal_of_its_course(ask: Any, learner: Any, settings: Any) -> None:
    settings.AGIR_SITE_URL, settings.LMS_ROOT_URL = None, "https://lms.example"
    goal = own.set_goal(learner.pk, str(KEYS[0]), Wish("explore", (), None))
    first, second = ask(learner, *KEYS[:2])
    assert {name: first[name] for name in ENROLMENT} == ENROLMENT
    told = first["agirGoal"]
    assert told["id"] == str(goal)
    assert told["summary"]
    assert told["url"] == f"https://lms.example/agir/goals/{goal}/"
    assert second == {**ENROLMENT, "agirGoal": None}


def test_nobody_sees_anothers_goal(ask: Any, learner: Any) -> None:
    own.set_goal(learner.pk, str(KEYS[0]), Wish("explore", (), None))
    other = get_user_model().objects.create_user("lea")
    assert ask(other, KEYS[0]) == [{**ENROLMENT, "agirGoal": None}]
    assert ask(AnonymousUser(), KEYS[0]) == [ENROLMENT]


def test_three_courses_cost_no_more_than_one(ask: Any, learner: Any) -> None:
    own.set_goal(learner.pk, str(KEYS[0]), Wish("explore", (), None))
    counts = []
    for keys in (KEYS[:1], KEYS):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask(learner, *keys)
        counts.append(sum("SAVEPOINT" not in one["sql"] for one in seen))
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize("fault", ["off", "broken"])
def test_the_answer_stays_as_it_was(
    ask: Any, learner: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Switched off, or failing where the site lets filters fail loudly: nothing is added."""
    if fault == "off":
        settings.AGIR_CONTEXTS = ["competencies"]
    else:
        settings.OPEN_EDX_FILTERS_CONFIG = {FILTER: {"fail_silently": False, "pipeline": [STEP]}}
        monkeypatch.setattr(own, "goals", lambda *_, **__: 1 / 0)
    assert ask(learner, KEYS[0]) == [ENROLMENT]


def test_a_step_joins_the_sites_own_once() -> None:
    theirs = {FILTER: {"fail_silently": False, "pipeline": "site.Step"}, "another": {}}
    site = SimpleNamespace(OPEN_EDX_FILTERS_CONFIG=theirs)
    for module in (common, production):
        module.plugin_settings(site)
    assert site.OPEN_EDX_FILTERS_CONFIG == {
        FILTER: {"fail_silently": False, "pipeline": ["site.Step", STEP]},
        "another": {},
    }
    assert theirs[FILTER]["pipeline"] == "site.Step", "the site's own dictionary is left alone"
    assert site.AGIR_FILTER_STEPS == {FILTER: [STEP]}


@pytest.fixture
def skills_tab(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what the entry point of the wheel loads, beside the platform's base class."""

    class CourseTab:
        """As much of a tab as the platform asks."""

        def __init__(self, tab_dict: dict[str, Any]) -> None:
            self.name = tab_dict.get("name", self.title)  # type: ignore[attr-defined]
            self.tab_id = tab_dict.get("tab_id", self.type)  # type: ignore[attr-defined]

    package, module = ModuleType("xmodule"), ModuleType("xmodule.tabs")
    vars(module)["CourseTab"] = CourseTab
    monkeypatch.setitem(sys.modules, "xmodule", package)
    monkeypatch.setitem(sys.modules, "xmodule.tabs", module)
    tabs._skills_tab.cache_clear()
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ((name, value),) = said["project"]["entry-points"]["openedx.course_tab"].items()
    yield EntryPoint(name, value, "openedx.course_tab").load()
    tabs._skills_tab.cache_clear()


def test_the_tab_leads_learners_to_their_skills(skills_tab: Any, learner: Any) -> None:
    course = SimpleNamespace(id=KEYS[0])
    assert skills_tab.is_dynamic
    assert skills_tab.is_enabled(course, learner)
    tab = skills_tab({})
    assert (tab.name, tab.tab_id) == ("My skills", "agir_skills")
    assert tab.link_func(course, reverse) == "/agir/skills/"


def test_the_tab_is_for_who_is_enrolled(skills_tab: Any, learner: Any, settings: Any) -> None:
    course = SimpleNamespace(id=KEYS[0])
    assert not skills_tab.is_enabled(course, get_user_model().objects.create_user("lea"))
    assert not skills_tab.is_enabled(course, AnonymousUser())
    assert not skills_tab.is_enabled(course)
    assert not skills_tab.is_enabled(SimpleNamespace(id="course-v1:A+B+C"), learner)
    settings.AGIR_CONTEXTS = ["competencies"]
    assert not skills_tab.is_enabled(course, learner)


def test_a_tab_that_cannot_be_decided_is_not_shown(learner: Any, settings: Any) -> None:
    settings.AGIR_PLATFORM_BACKEND = "nowhere.Platform"
    assert not tabs.is_shown(learner, str(KEYS[0]))
