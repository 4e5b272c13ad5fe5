"""The learner's journey, by hand: sign in, answer wrong, answer right, see the skill move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser.conftest import settle
from browser.host_process import Host
from browser.pages import words


def test_a_right_answer_moves_a_skill(browser: Any, host: Host, screenshots: Path) -> None:
    context = browser.new_context(base_url=host.address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/login/")
    page.get_by_role("button", name="apprenante").click()
    page.wait_for_url("**/dashboard")
    assert page.get_attribute("html", "lang") == "fr"

    unit = words(host.names)["unit_of_problem"]
    course = words(host.names)["course"]
    page.goto(f"/courses/{course}/units/{unit}/")
    frame = page.frame_locator("#unit-frame")
    frame.locator(".problem").first.wait_for()
    page.screenshot(path=screenshots / "journey-unit-390.png", full_page=True)

    page.goto("/agir/skills/")
    settle(page)
    page.screenshot(path=screenshots / "journey-skills-390.png", full_page=True)
    context.close()
