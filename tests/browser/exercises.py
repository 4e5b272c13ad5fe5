"""Problems of the demo course that a person answers with one click, and the click."""

from __future__ import annotations

from typing import Any

import pytest

from browser.answers import Choice, choice_of
from browser.host_process import Host
from browser.pages import words


def exercises(host: Host, wanted: int) -> list[tuple[str, Choice]]:
    """Return (unit, choice) of problems that a person answers with one click, in order."""
    key = words(host.names)["course"]
    course = next(one for one in host.names["courses"] if one["key"] == key)
    found = []
    for unit in course["units"]:
        for usage_key, kind in unit["blocks"]:
            choice = choice_of(usage_key) if kind == "problem" else None
            if choice is not None:
                found.append((unit["key"], choice))
    if not found:
        pytest.skip("The demo course holds no single-choice problem")
    return found[:wanted]


def answer_one(page: Any, course: str, unit: str, choice: Choice, value: str) -> str:
    """Open the unit, choose, submit inside the frame; return the status the block shows."""
    page.goto(f"/courses/{course}/units/{unit}/")
    frame = page.frame_locator("#unit-frame")
    block = frame.locator(
        f"[data-usage-id$='@{choice.url_name}'], #problem_{choice.url_name}"
    ).first
    block.locator(f"input[type=radio][value='{value}']").check()
    with page.expect_response(lambda answer: "problem_check" in answer.url) as checked:
        block.locator("button.submit").click()
    return str(checked.value.json()["success"])
