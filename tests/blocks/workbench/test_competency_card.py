"""The competency card in the XBlock workbench: no user mapping, no context, no suite installed."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec

import pytest

if find_spec("workbench") is None or find_spec("xblocks_contrib") is not None:
    pytest.skip(
        "The workbench is not installed here (make test-workbench makes its environment).",
        allow_module_level=True,
    )

from django.test import Client

pytestmark = pytest.mark.django_db
SCENARIO = "agir-competency.0"
EMPTY = "agir-competency.1"


@pytest.fixture
def workbench(db) -> Client:
    """Open a browser in the workbench, its scenarios loaded."""
    from workbench.scenarios import init_scenarios

    init_scenarios()
    return Client()


def shown(workbench: Client, view: str = "student_view", scenario: str = SCENARIO) -> str:
    answer = workbench.get(f"/scenario/{scenario}/{view}/?student=student_1")
    assert answer.status_code == 200
    return answer.content.decode()


def usage_of(page: str) -> str:
    found = re.search(r"data-usage=[\"']?([^\"' >]*agir-competency[^\"' >]*)", page)
    assert found is not None, "no block on the page"
    return found[1]


def post(workbench: Client, handler: str, body: object, student: str = "student_1"):
    usage = usage_of(shown(workbench))
    return workbench.post(
        f"/handler/{usage}/{handler}/?student={student}", json.dumps(body), "application/json"
    )


def test_the_learner_sees_the_aim_and_a_sentence_about_their_state(workbench) -> None:
    page = shown(workbench)
    assert "Listen to a need" in page
    assert "Your own state appears here when you are signed in on the site." in page
    assert "Traceback" not in page


def test_the_self_check_is_kept_for_its_learner(workbench) -> None:
    answer = post(workbench, "save_check", {"confidence": 3})
    assert answer.status_code == 200
    assert json.loads(answer.content)["confidence"] == 3
    assert re.search(r'value="3" checked', shown(workbench))
    other = workbench.get(f"/scenario/{SCENARIO}/student_view/?student=student_2")
    assert '" checked' not in other.content.decode()


@pytest.mark.parametrize("body", [{}, {"confidence": True}, {"confidence": 5}, [], "3", None])
def test_a_malformed_answer_is_refused_with_a_sentence(workbench, body) -> None:
    answer = post(workbench, "save_check", body)
    assert answer.status_code == 400
    told = json.loads(answer.content)
    assert told["code"] in {"step_unknown", "request_malformed"}
    assert told["message"].endswith(".")
    assert '" checked' not in shown(workbench)


def test_the_author_s_form_and_previews_open(workbench) -> None:
    assert "Competencies of the card" in shown(workbench, "studio_view")
    assert "Listen to a need" in shown(workbench, "author_view")
    assert "Listen to a need" in shown(workbench, "public_view")
    assert "No competency has been chosen" in shown(workbench, scenario=EMPTY)


def test_the_author_changes_the_title_and_keeps_an_unknown_competency(workbench) -> None:
    said = {
        "display_name": "<b>Ours</b>",
        "intro": "One.\n\nTwo.",
        "question": "",
        "competencies": ["0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11"],
    }
    assert post(workbench, "save_settings", said).status_code == 200
    page = shown(workbench)
    assert "&lt;b&gt;Ours&lt;/b&gt;" in page
    assert "<b>Ours</b>" not in page
    assert "Listen to a need" in page
