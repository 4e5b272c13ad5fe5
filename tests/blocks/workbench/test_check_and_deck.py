"""The positioning test and the deck in the XBlock workbench, nothing of the suite installed."""

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


@pytest.fixture
def workbench(db) -> Client:
    """Open a browser in the workbench, its scenarios loaded."""
    from workbench.scenarios import init_scenarios

    init_scenarios()
    return Client()


def shown(workbench: Client, scenario: str, view: str = "student_view", who: str = "1") -> str:
    answer = workbench.get(f"/scenario/{scenario}/{view}/?student=student_{who}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Traceback" not in page
    return page


def post(workbench: Client, scenario: str, handler: str, body: object, who: str = "1"):
    kind = scenario.partition(".")[0]
    usage = re.search(rf"data-usage=[\"']?([^\"' >]*{kind}[^\"' >]*)", shown(workbench, scenario))
    assert usage is not None
    answer = workbench.post(
        f"/handler/{usage[1]}/{handler}/?student=student_{who}", json.dumps(body),
        "application/json",
    )  # fmt: skip
    return answer.status_code, json.loads(answer.content)


def test_a_test_is_taken_to_its_end(workbench) -> None:
    one = "agir-check.0"
    assert "Begin" in shown(workbench, one)
    _, told = post(workbench, one, "begin", {})
    answers = {"one": [0], "two": [0, 2]}
    while found := re.search(r'data-sitting="(\d+)" data-item="(\w+)"', told["html"]):
        body = {"sitting": int(found[1]), "item": found[2], "choices": answers[found[2]]}
        status, told = post(workbench, one, "answer", body)
        assert status == 200
    assert "You succeeded at its hardest step." in told["html"]
    assert "Take the test again" in shown(workbench, one)
    assert "Begin" in shown(workbench, one, who="2")


def test_a_deck_keeps_place_and_answers(workbench) -> None:
    one = "agir-microlesson.0"
    news = {"seen": {"card": "two", "moment": 3},
            "answers": [{"id": "a", "card": "two", "picked": [0], "moment": 2}]}  # fmt: skip
    for _ in range(2):
        status, told = post(workbench, one, "sync", news)
        assert (status, told["done"], told["is_done"]) == (200, ["a"], True)
        assert told["told"]["two"]["feedback"] == ["As it said."]
    assert re.search(r'value="0" checked', shown(workbench, one))
    assert not re.search(r'value="0" checked', shown(workbench, one, who="2"))


@pytest.mark.parametrize("kind", ["agir-check", "agir-microlesson"])
def test_every_view_opens_and_an_empty_block_says_so(workbench, kind: str) -> None:
    for view in ("studio_view", "author_view", "public_view", "student_view"):
        shown(workbench, f"{kind}.0", view)
        shown(workbench, f"{kind}.1", view)
    assert re.search("has no (card|question) yet", shown(workbench, f"{kind}.1"))
    status, told = post(workbench, f"{kind}.0", "save_settings", {"display_name": ""})
    assert (status, told["code"]) == (400, "text_missing")
