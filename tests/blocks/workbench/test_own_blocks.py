"""Goals, self-assessment and badges in the XBlock workbench: no user mapping, no context."""

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
BLOCKS = {
    "agir-goals": ("keep", {"intent": "explore"}, "Look around"),
    "agir-self-assessment": ("say", {"moment": "before", "steps": {}}, "Listen to a need"),
    "agir-badges": ("save_settings", {}, "There is no badge to earn here yet."),
}

AUTHORS = {
    "agir-goals": "Each learner sets their own goal here",
    "agir-self-assessment": "Learners see their own answers here",
    "agir-badges": "An operator makes badges.",
}


@pytest.fixture
def workbench(db) -> Client:
    """Open a browser in the workbench, its scenarios loaded."""
    from workbench.scenarios import init_scenarios

    init_scenarios()
    return Client()


def shown(workbench: Client, kind: str, view: str = "student_view") -> str:
    answer = workbench.get(f"/scenario/{kind}.0/{view}/?student=student_1")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Traceback" not in page
    return page


def post(workbench: Client, kind: str, handler: str, body: object):
    found = re.search(rf"data-usage=[\"']?([^\"' >]*{kind}[^\"' >]*)", shown(workbench, kind))
    assert found is not None, "no block on the page"
    address = f"/handler/{found[1]}/{handler}/?student=student_1"
    return workbench.post(address, json.dumps(body), "application/json")


def test_each_view_opens_and_says_where_answers_are_kept(workbench) -> None:
    for kind, (_, _, words) in BLOCKS.items():
        for view in ("student_view", "public_view"):
            assert words in shown(workbench, kind, view), (kind, view)
        assert AUTHORS[kind] in shown(workbench, kind, "author_view")
        assert "Find a competency" not in shown(workbench, kind, "studio_view")
        assert "Competencies can be searched where" in shown(workbench, kind, "studio_view")
    for kind in ("agir-goals", "agir-self-assessment"):
        told = "Your own answers are kept once you are signed in on the site."
        assert told in shown(workbench, kind)


def test_who_offers_a_course_is_silent_where_nobody_can_tell(workbench) -> None:
    """A learner sees nothing; an author reads why, and that there is nothing to write."""
    for view in ("student_view", "public_view"):
        page = shown(workbench, "agir-sponsors", view)
        assert "agir-sponsors" in page
        assert "offered by" not in page
        assert "agir-note" not in page
    for view in ("author_view", "studio_view"):
        page = shown(workbench, "agir-sponsors", view)
        assert "Nobody is thanked on this course now" in page
        assert "<textarea" not in page


def test_nothing_is_kept_where_nobody_keeps_it(workbench) -> None:
    for kind in ("agir-goals", "agir-self-assessment"):
        handler, body, _ = BLOCKS[kind]
        answer = post(workbench, kind, handler, body)
        assert answer.status_code == 403
        assert json.loads(answer.content)["code"] == "signed_out"


def test_an_author_changes_title_and_introduction(workbench) -> None:
    for kind in BLOCKS:
        said = {"display_name": "<b>Ours</b>", "intro": "One.\n\nTwo.", "competencies": []}
        assert post(workbench, kind, "save_settings", said).status_code == 200
        page = shown(workbench, kind)
        assert "&lt;b&gt;Ours&lt;/b&gt;" in page
        assert "<b>Ours</b>" not in page
        refused = post(workbench, kind, "save_settings", {**said, "intro": "a" * 10_000})
        assert json.loads(refused.content)["code"] == "text_malformed"
